/* The reach of one market: its circle or polygon, the same radius round the others, and drawing a polygon by pressing its corners. */
(function () {
  "use strict";
  const { element, tooltip, swatches } = window.jangteo;
  const MOST_CORNERS = 60;

  function shapes(content) {
    const [accent, other] = content.colours, [lat, lon] = content.own;
    const still = { interactive: false };
    const made = content.others.map(([, y, x]) => L.circle([y, x], { ...still, radius: content.radius, color: other, weight: 1, opacity: 0.7, fillColor: other, fillOpacity: 0.02 }));
    const own = { ...still, color: accent, weight: 3, fillColor: accent, fillOpacity: 0.12 };
    made.push(content.area.length ? L.polygon(content.area, own) : L.circle([lat, lon], { ...own, radius: content.radius }));
    return made;
  }

  function points(content, ink, paper) {
    const [accent, other] = content.colours, [lat, lon, name] = content.own;
    const made = content.others.map(([id, y, x, market, place, told]) => {
      const circle = L.circleMarker([y, x], { radius: 7, weight: 1.5, color: ink, fillColor: other, fillOpacity: 0.95 });
      circle.feature = { type: "Feature", properties: { market_id: id } };
      circle.on("click", () => { circle.feature.properties.press = Date.now(); });
      circle.bindTooltip(() => tooltip(market, place, content.told.map((label, i) => [label, told[i]]), content.hint), { direction: "top" });
      return circle;
    });
    const own = L.circleMarker([lat, lon], { radius: 9, weight: 3, color: paper, fillColor: accent, fillOpacity: 1 });
    own.bindTooltip(() => element("div", "jt-tip", null, element("strong", "", name)), { direction: "top" });
    return [...made, own];
  }

  function legend(content) {
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => {
      const box = element("section", "jt-legend", null, swatches(content));
      box.setAttribute("aria-label", content.legend);
      L.DomEvent.disableClickPropagation(box);
      return box;
    };
    return control;
  }

  /* Corners by pressing the map, or Enter for its middle; "done" hands them to the app like a press on a layer. */
  function drawing(map, content, report) {
    const { words, colours } = content, control = L.control({ position: "topright" });
    const trace = L.polygon([], { interactive: false, color: colours[0], weight: 2, dashArray: "5 5", fillOpacity: 0.1 });
    const dots = L.layerGroup();
    let corners = [], on = false;
    const box = element("div", "jt-draw");
    const button = (text, action) => {
      const made = element("button", "", text);
      made.type = "button";
      made.addEventListener("click", action);
      return made;
    };
    const add = (latlng) => {
      if (corners.length >= MOST_CORNERS) return;
      corners.push(latlng);
      trace.setLatLngs(corners);
      dots.addLayer(L.circleMarker(latlng, { radius: 4, color: colours[0], fillOpacity: 1, interactive: false }));
      face();
    };
    const press = (event) => add(event.latlng);
    const key = (event) => {
      if (event.target !== map.getContainer()) return;
      if (event.key === "Enter") add(map.getCenter());
      if (event.key === "Escape") turn(false);
    };
    const done = () => {
      const area = corners.map(({ lat, lng }) => lat.toFixed(4) + "," + lng.toFixed(4)).join(";");
      turn(false);
      report(area);
    };
    const face = () => {
      const finish = button(words.draw_done, done);
      finish.disabled = corners.length < 3;
      box.replaceChildren(...(on ? [element("span", "", words.draw_hint), finish, button(words.draw_cancel, () => turn(false))] : [button(words.draw, () => turn(true))]));
    };
    const turn = (to) => {
      on = to;
      corners = [];
      trace.setLatLngs([]);
      dots.clearLayers();
      for (const layer of [trace, dots]) on ? layer.addTo(map) : layer.remove();
      map[on ? "on" : "off"]("click", press);
      map.getContainer()[on ? "addEventListener" : "removeEventListener"]("keydown", key);
      map.getContainer().classList.toggle("jt-drawing", on);
      face();
      if (on) map.getContainer().focus();
    };
    control.onAdd = () => {
      L.DomEvent.disableClickPropagation(box);
      face();
      return box;
    };
    control.onRemove = () => { if (on) turn(false); };
    return control;
  }

  function catchment(map, content) {
    const css = getComputedStyle(map.getContainer()), of = (name) => css.getPropertyValue("--jt-" + name).trim();
    const drawn = shapes(content);
    const group = L.featureGroup([...drawn, ...points(content, of("ink"), of("paper"))]);
    const report = (area) => {
      const told = { type: "Feature", geometry: null, properties: { area, press: Date.now() } };
      group.fire("click", { latlng: map.getCenter(), layer: { toGeoJSON: () => told } });
    };
    const controls = [legend(content), drawing(map, content, report)];
    group.on("add", () => {
      controls.forEach((control) => control.addTo(map));
      const wanted = JSON.stringify([content.own, content.radius, content.area]);
      if (map.jangteoReach === wanted) return;
      map.jangteoReach = wanted;
      const reach = drawn[drawn.length - 1]; // on the map now, so a circle knows its bounds
      setTimeout(() => map.fitBounds(reach.getBounds(), { padding: [16, 16], animate: false }), 0);
    });
    group.on("remove", () => controls.forEach((control) => control.remove()));
    return group;
  }

  window.jangteo.catchment = catchment;
})();
