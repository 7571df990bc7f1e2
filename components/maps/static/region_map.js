/* Regions coloured by class. The shapes were fetched by the base map; content says which class each has. */
(function () {
  "use strict";
  const { element, tooltip, swatches } = window.jangteo;
  const HATCH = "jt-hatch";

  /* A fill for "no data" that no class has: stripes, in the colours of the scheme. */
  function addHatch(renderer) {
    const svg = renderer._container;
    if (!svg || svg.querySelector("#" + HATCH)) return;
    const made = (tag, attributes) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      return node;
    };
    const pattern = made("pattern", { id: HATCH, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(made("rect", { width: 6, height: 6, class: "jt-hatch-ground" }), made("rect", { width: 2, height: 6, class: "jt-hatch-line" }));
    const defs = made("defs", {});
    defs.append(pattern);
    svg.prepend(defs);
  }

  function panes(map) {
    if (map.jangteoRegions) return map.jangteoRegions;
    const pane = (name, order, events) => {
      const made = map.createPane(name);
      made.style.zIndex = order;
      made.style.pointerEvents = events;
      return L.svg({ pane: name, padding: 0.5 });
    };
    map.jangteoRegions = { fill: pane("jt-regions", 260, ""), lines: pane("jt-lines", 270, "none") };
    return map.jangteoRegions;
  }

  function key(content) {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      const box = element("section", "jt-legend", null, element("h2", "", content.title), swatches(content));
      box.setAttribute("aria-label", content.legend);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    return control;
  }

  function style(content, place) {
    const known = place !== undefined && content.regions[place][0] !== null;
    if (place === undefined) return { className: "jt-elsewhere", interactive: false, weight: 0.5, fillOpacity: 1 };
    return { className: "jt-region", interactive: true, weight: 0.6, fillOpacity: 1, fillColor: known ? content.colours[content.regions[place][0]] : `url(#${HATCH})` };
  }

  /* The path below the middle of the map, for those who steer it by keys. */
  function inTheMiddle(map, paths) {
    const { x, y } = map.getSize(), box = map.getContainer().getBoundingClientRect();
    const below = document.elementsFromPoint(box.x + x / 2, box.y + y / 2);
    return paths.find((path) => below.includes(path.getElement()));
  }

  function keyboard(map, paths, point, leave) {
    let met = null;
    const look = () => {
      if (met) leave(met);
      met = map.getContainer().matches(":focus-visible") ? inTheMiddle(map, paths()) : null;
      if (met) point(met, map.getCenter());
    };
    const press = (event) => {
      if (event.key === "Enter" && event.target === map.getContainer() && met) met.fire("click", { latlng: map.getCenter() }, true);
    };
    const box = map.getContainer();
    map.on("moveend", look);
    box.addEventListener("focus", look);
    box.addEventListener("keydown", press);
    return () => { map.off("moveend", look); box.removeEventListener("focus", look); box.removeEventListener("keydown", press); };
  }

  function turned(map, tip, latlng) {
    const { x, y } = map.latLngToContainerPoint(latlng), { x: width, y: height } = map.getSize();
    tip.options.direction = x < 160 ? "right" : x > width - 160 ? "left" : y > height / 2 ? "top" : "bottom";
  }

  function regions(map, content) {
    const { fill, lines } = panes(map);
    const paths = []; // those that can be pressed
    const ring = L.layerGroup();
    const same = (path) => paths.filter((other) => other.place === path.place);
    const leave = (path) => { path.closeTooltip(); same(path).forEach((one) => group.resetStyle(one)); };
    const point = (path, latlng) => {
      same(path).forEach((one) => { one.setStyle({ weight: 2.5 }); one.bringToFront(); });
      turned(map, path.getTooltip(), latlng);
      path.openTooltip(latlng);
    };
    const prepare = (feature, path) => {
      const [code, place] = content.shapes[feature.properties.code] || [];
      if (place === undefined) return;
      const [, name, told] = content.regions[place];
      path.place = place;
      path.toGeoJSON = () => ({ type: "Feature", geometry: null, properties: { region_code: code, press: Date.now() } });
      path.bindTooltip(() => tooltip(name, "", told, content.hint), { sticky: true, opacity: 1 });
      path.on("mouseover", (event) => { turned(map, path.getTooltip(), event.latlng); same(path).forEach((one) => one.setStyle({ weight: 2.5 })); });
      path.on("mouseout", () => same(path).forEach((one) => group.resetStyle(one)));
      paths.push(path);
    };
    const group = L.geoJSON(null, {
      pane: "jt-regions", renderer: fill, onEachFeature: prepare, bubblingMouseEvents: false,
      filter: (feature) => feature.geometry !== null,
      style: (feature) => style(content, (content.shapes[feature.properties.code] || [])[1]),
    });
    const legend = key(content);
    const named = () => (content.inside || map.getZoom() >= 9 ? map.jangteoNames.remove() : map.jangteoNames.addTo(map));
    let forget = () => {}, there = false;
    const draw = (shapes) => {
      if (!there) return;
      group.addData(shapes);
      addHatch(fill);
      paths.filter((path) => content.regions[path.place][3]).forEach((path) => {
        ring.addLayer(L.geoJSON(path.feature, { pane: "jt-lines", renderer: lines, interactive: false, style: { className: "jt-chosen", weight: 3, fill: false } }));
      });
      see(map, content, paths);
    };
    group.on("add", () => {
      there = true;
      ring.addTo(map);
      legend.addTo(map);
      named();
      map.on("zoomend", named);
      forget = keyboard(map, () => paths, point, leave);
      map.jangteoShapes.then(draw);
    });
    group.on("remove", () => {
      there = false;
      forget();
      map.off("zoomend", named);
      for (const layer of [ring, legend, map.jangteoNames]) layer.remove();
    });
    return group;
  }

  /* The view follows the province that is chosen; a change of measure leaves it where it is. */
  function see(map, content, paths) {
    const wanted = content.inside || "";
    if ((map.jangteoInside || "") === wanted || !paths.length) return;
    map.jangteoInside = wanted;
    const bounds = paths.reduce((all, path) => all.extend(path.getBounds()), L.latLngBounds([]));
    map.fitBounds(wanted ? bounds : map.jangteoKorea, { padding: [12, 12], animate: false });
  }

  window.jangteo.regions = regions;
})();
