/* The market map in the browser. Every text arrives as JSON and is written with textContent: names from files stay text. */
(function () {
  "use strict";
  const PROVINCES_BELOW = 7.5; // zoom below which markets of one province are one circle
  const GROUP_BELOW = 9.5; // and those of one sigungu

  function element(tag, className, text, ...children) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== null && text !== undefined) made.textContent = text;
    made.append(...children);
    return made;
  }

  function tooltip(name, place, pairs, hint) {
    const list = element("dl");
    for (const [label, value] of pairs) list.append(element("dt", "", label), element("dd", "", value));
    const parts = [element("strong", "", name)];
    if (place) parts.push(element("span", "jt-place", place));
    parts.push(list);
    if (hint) parts.push(element("span", "jt-hint", hint));
    return element("div", "jt-tip", null, ...parts);
  }

  /* Leaflet does not keep a tooltip inside the map: open it towards the middle, beside its circle. */
  function turnTooltip(event) {
    const map = event.target._map, tip = event.target.getTooltip();
    const { x, y } = map.latLngToContainerPoint(event.target.getLatLng());
    const { x: width, y: height } = map.getSize();
    const away = event.target.options.radius || event.target.options.icon.options.iconSize[0] / 2;
    const ways = { right: [away, 0], left: [-away, 0], top: [0, -away], bottom: [0, away] };
    tip.options.direction = x < 150 ? "right" : x > width - 150 ? "left" : y > height / 2 ? "top" : "bottom";
    tip.options.offset = L.point(ways[tip.options.direction]);
  }

  function nameProvinces(map, names) {
    const pane = map.createPane("jt-names");
    pane.style.zIndex = 350;
    pane.style.pointerEvents = "none";
    const layer = L.layerGroup(names.map(([lat, lon, name]) => {
      const icon = L.divIcon({ className: "jt-name", html: element("span", "", name), iconSize: [80, 16] });
      return L.marker([lat, lon], { pane: "jt-names", interactive: false, keyboard: false, icon });
    }));
    map.jangteoNames = layer;
    const reach = (marker) => { // by the map's own reckoning: the style sheet that places the names may come late
      const span = marker.options.icon.options.html, middle = map.latLngToLayerPoint(marker.getLatLng());
      const half = L.point(span.offsetWidth, span.offsetHeight).divideBy(2);
      return L.bounds(middle.subtract(half), middle.add(half));
    };
    const thin = () => { // of names that would lie over each other the first one stands
      const kept = [];
      layer.eachLayer((marker) => {
        const box = reach(marker), free = !kept.some((other) => other.overlaps(box));
        marker.options.icon.options.html.style.visibility = free ? "" : "hidden";
        if (free) kept.push(box);
      });
    };
    map.on("zoomend", thin);
    layer.on("add", thin);
    const sizes = new ResizeObserver(thin); // style sheet and fonts arrive when they arrive
    layer.eachLayer((marker) => sizes.observe(marker.options.icon.options.html));
  }

  function addShapes(map, settings) {
    const pane = map.createPane("jt-shapes");
    pane.style.zIndex = 250;
    pane.style.pointerEvents = "none";
    const draw = (shapes, name) => {
      L.geoJSON(shapes, {
        pane: "jt-shapes", interactive: false, renderer: L.svg({ pane: "jt-shapes", padding: 1 }),
        style: { className: name + (settings.tiled ? " jt-over-tiles" : ""), weight: 1 },
      }).addTo(map);
    };
    const got = (shapes) => {
      if (typeof shapes === "object") return Promise.resolve(shapes);
      return fetch(shapes).then((answer) => answer.json()).catch((error) => {
        console.warn("no shapes", error);
        return { type: "FeatureCollection", features: [] };
      });
    };
    map.jangteoShapes = got(settings.shapes);
    if (!settings.coloured) map.jangteoShapes.then((shapes) => draw(shapes, "jt-shape"));
    if (settings.lines) {
      pane.style.zIndex = 265; // between the coloured shapes and a ring round one of them
      got(settings.lines).then((shapes) => draw(shapes, "jt-line"));
    }
  }

  /* The page is scrolled over the map, by one finger or by the wheel: two fingers, or Ctrl with the wheel, move the map. */
  function letScroll(map, settings) {
    const box = map.getContainer(), hint = element("div", "jt-scroll");
    hint.setAttribute("aria-hidden", "true");
    box.append(hint);
    let gone;
    const tell = (text) => {
      hint.textContent = text;
      hint.classList.add("jt-shown");
      clearTimeout(gone);
      gone = setTimeout(() => hint.classList.remove("jt-shown"), 1200);
    };
    map.scrollWheelZoom.disable();
    box.addEventListener("wheel", (event) => {
      map.scrollWheelZoom[event.ctrlKey ? "enable" : "disable"]();
      if (!event.ctrlKey) tell(settings.wheelHint);
    }, { capture: true, passive: true });
    if (!window.matchMedia("(pointer: coarse)").matches) return;
    map.dragging.disable();
    box.addEventListener("touchmove", (event) => { if (event.touches.length === 1) tell(settings.touchHint); }, { passive: true });
  }

  function open(map, settings) {
    const box = map.getContainer();
    for (const [name, colour] of Object.entries(settings.colours)) box.style.setProperty("--jt-" + name, colour);
    box.style.setProperty("--jt-font", settings.font);
    // Leaflet focuses the map when it is pressed: a page that scrolled then would move it away below the pointer.
    box.focus = () => HTMLElement.prototype.focus.call(box, { preventScroll: true });
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", settings.label);
    box.classList.add("jt-map", settings.dark ? "jt-dark" : "jt-light");
    box.classList.toggle("jt-coloured", settings.coloured);
    document.documentElement.style.colorScheme = settings.dark ? "dark" : "light";
    document.documentElement.lang = settings.lang;
    document.title = settings.label;
    map.attributionControl.setPrefix(false);
    if (settings.credit) map.attributionControl.addAttribution(element("span", "", settings.credit).outerHTML);
    L.control.zoom({ zoomInTitle: settings.zoomIn, zoomOutTitle: settings.zoomOut }).addTo(map);
    map.jangteoKorea = settings.korea;
    map.fitBounds(settings.korea, { animate: false });
    letScroll(map, settings);
    addShapes(map, settings);
    nameProvinces(map, settings.names);
  }

  function swatches({ ranges, colours, missing }) {
    const swatch = (colour, text, more) => {
      const box = element("i", "jt-swatch" + (more || ""));
      if (colour) box.style.background = colour;
      return element("li", "", null, box, element("span", "", text));
    };
    const list = element("ul", "", null, ...ranges.map((text, i) => swatch(colours[i], text)));
    if (missing) list.append(swatch(null, missing, " jt-missing"));
    return list;
  }

  function legend(content, level) {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      const box = element("section", "jt-legend", null, element("h2", "", content.levels[level].title), swatches(content.levels[level]));
      box.setAttribute("aria-label", content.legend);
      if (level === "markets" && content.sizes.circles.length) {
        const rows = content.sizes.circles.map(([radius, text]) => {
          const ring = element("i", "jt-ring");
          ring.style.width = ring.style.height = 2 * radius + "px";
          return element("li", "", null, ring, element("span", "", text));
        });
        box.append(element("h2", "", content.sizes.title), element("ul", "jt-circles", null, ...rows));
      }
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    return control;
  }

  function circles(content, ink) {
    const { circles: rows, colours } = content.levels.markets;
    return rows.map(([id, lat, lon, radius, place, name, region, told]) => {
      const known = place !== null;
      const circle = L.circleMarker([lat, lon], {
        radius, weight: known ? 1 : 1.5, color: known ? ink : content.hollow, opacity: known ? 0.75 : 1,
        fillColor: known ? colours[place] : content.hollow, fillOpacity: known ? 0.9 : 0.25,
      });
      circle.feature = { type: "Feature", properties: { market_id: id } };
      circle.on("click", () => { circle.feature.properties.press = Date.now(); }); // the same market again is told again
      circle.on("mouseover", turnTooltip);
      circle.bindTooltip(() => tooltip(name, region, content.told.map((label, i) => [label, told[i]])));
      return circle;
    });
  }

  function bubbles(map, content, level, zoomTo) {
    const { circles: rows, colours, inks } = content.levels[level];
    const few = rows.length <= 40; // more would be more tab stops than a person wants
    return L.layerGroup(rows.map(([lat, lon, radius, place, count, region, short, pairs, bounds]) => {
      const words = short ? [element("b", "", short), element("span", "", count)] : [element("span", "", count)];
      const face = element("span", "jt-bubble" + (place === null ? " jt-missing" : ""), null, ...words);
      if (place !== null) {
        face.style.background = colours[place];
        face.style.color = inks[place];
      }
      const icon = L.divIcon({ className: "jt-bubble-box", html: face, iconSize: [2 * radius, 2 * radius] });
      const bubble = L.marker([lat, lon], { icon, keyboard: few, alt: region + ", " + count, riseOnHover: true, bubblingMouseEvents: false });
      bubble.on("mouseover focus", turnTooltip);
      bubble.bindTooltip(() => tooltip(region, "", pairs, content.hint));
      bubble.on("click", () => {
        const zoom = Math.max(zoomTo, Math.min(13, map.getBoundsZoom(bounds, false, L.point(30, 30))));
        map.setView(L.latLngBounds(bounds).getCenter(), zoom);
      });
      bubble.on("add", () => {
        const box = bubble.getElement();
        // begins with what stands in the circle, so that it can be called by that; whatever its style sheet, which may come late
        box.setAttribute("aria-label", [`${box.textContent}: ${region}`, ...pairs.map((pair) => pair.join(" ").trim())].join(", "));
        box.addEventListener("keydown", (event) => {
          if (event.key !== "Enter") return;
          map.getContainer().focus(); // the circle is about to go
          bubble.fire("click");
        });
      });
      return bubble;
    }));
  }

  /* Circles of provinces stand for more than a place: those that would lie over each other stand beside each other. */
  function apart(map, layer) {
    const spots = layer.getLayers().map((bubble) => {
      bubble.jangteoHome ??= bubble.getLatLng();
      return { bubble, at: map.latLngToLayerPoint(bubble.jangteoHome), radius: bubble.options.icon.options.iconSize[0] / 2 };
    });
    for (let turn = 0, moved = true; moved && turn < 200; turn++) {
      moved = false;
      spots.forEach((one, i) => spots.slice(i + 1).forEach((other) => {
        const between = other.at.subtract(one.at), length = Math.hypot(between.x, between.y);
        const lacking = one.radius + other.radius + 1 - length;
        if (lacking <= 0.1) return;
        moved = true;
        const way = length ? between.divideBy(length) : L.point(1, 0);
        const part = other.radius / (one.radius + other.radius); // the smaller one gives way more
        one.at = one.at.subtract(way.multiplyBy(lacking * part));
        other.at = other.at.add(way.multiplyBy(lacking * (1 - part)));
      }));
    }
    for (const { bubble, at } of spots) bubble.setLatLng(map.layerPointToLatLng(at));
  }

  function keyboard(map, points, shown) {
    let near = null;
    const nearest = () => {
      const middle = map.getCenter();
      let best = null, least = Infinity;
      for (const point of points) {
        const away = map.distance(middle, point.getLatLng());
        if (away < least) [best, least] = [point, away];
      }
      return best;
    };
    const point = () => {
      if (near) near.closeTooltip();
      near = shown() && map.getContainer().matches(":focus-visible") ? nearest() : null;
      if (!near) return;
      turnTooltip({ target: near });
      near.openTooltip(near.getLatLng());
    };
    const press = (event) => {
      if (event.key !== "Enter" || event.target !== map.getContainer()) return;
      if (near) near.fire("click", { latlng: near.getLatLng() }, true);
      else if (!shown()) map.setZoom(GROUP_BELOW);
    };
    map.on("moveend", point);
    map.getContainer().addEventListener("keydown", press);
    return () => { map.off("moveend", point); map.getContainer().removeEventListener("keydown", press); };
  }

  function ring(content, accent) {
    const chosen = content.levels.markets.circles.find(([id]) => id === content.selected);
    return chosen && L.circleMarker([chosen[1], chosen[2]], { radius: chosen[3] + 4, weight: 3, color: accent, fill: false, interactive: false });
  }

  function fit(map, content) {
    const wanted = JSON.stringify(content.fit);
    if (!content.fit || map.jangteoFit === wanted) return;
    map.jangteoFit = wanted;
    map.fitBounds(content.fit, { padding: [24, 24], maxZoom: 14, animate: false });
  }

  function markets(map, content) {
    const css = getComputedStyle(map.getContainer());
    const group = L.featureGroup();
    const points = circles(content, css.getPropertyValue("--jt-ink").trim());
    const far = bubbles(map, content, "groups", GROUP_BELOW);
    const farthest = bubbles(map, content, "provinces", PROVINCES_BELOW);
    const near = L.layerGroup();
    const keys = {};
    for (const name of ["markets", "groups", "provinces"]) keys[name] = legend(content, name);
    const marked = ring(content, css.getPropertyValue("--jt-accent").trim());
    const level = () => {
      const zoom = map.getZoom();
      if (zoom >= GROUP_BELOW || content.levels.groups.circles.length === points.length) return "markets";
      return zoom < PROVINCES_BELOW && content.levels.provinces.circles.length > 1 ? "provinces" : "groups";
    };
    let drawn = null;
    const refresh = () => {
      if (drawn === level() || !map.hasLayer(group)) return;
      drawn = level();
      for (const layer of [group, near]) layer.clearLayers();
      for (const layer of [far, farthest, map.jangteoNames]) layer.remove();
      if (drawn === "markets") points.forEach((point) => group.addLayer(point));
      if (drawn === "markets" && marked) near.addLayer(marked);
      for (const key of Object.values(keys)) key.remove();
      keys[drawn].addTo(map);
      if (drawn === "groups") far.addTo(map);
      if (drawn === "provinces") { farthest.addTo(map); apart(map, farthest); }
      if (drawn === "groups" && map.getZoom() < 9) map.jangteoNames.addTo(map);
    };
    const beside = () => { if (drawn === "provinces") apart(map, farthest); };
    let forget = () => {};
    group.on("add", () => {
      near.addTo(map);
      map.on("zoomend", refresh);
      map.on("zoomend", beside);
      forget = keyboard(map, points, () => drawn === "markets");
      fit(map, content);
      setTimeout(refresh, 0); // after st_folium has hooked its click: circles of groups must not report to the app
    });
    group.on("remove", () => {
      map.off("zoomend", refresh);
      map.off("zoomend", beside);
      forget();
      for (const layer of [far, farthest, near, ...Object.values(keys)]) layer.remove();
    });
    group.addTo(map);
    return group;
  }

  window.jangteo = { open, markets, element, tooltip, swatches };
})();
