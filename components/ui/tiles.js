// Tiles of regions: a press or Enter chooses one, arrows lead from tile to tile, the pointer and the focus tell name and value.
const ofBox = new WeakMap();
const decoder = new TextDecoder();
const LEAST_PX = 7.5, TOWARDS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

const tiles = (box) => [...box.querySelectorAll(".jt-tile")];
const place = (tile) => { const { e, f } = tile.transform.baseVal[0].matrix; return [e, f]; };
const tileOf = (event) => event.target.closest?.(".jt-tile");

// The nearest tile that way, one straight ahead before one to the side.
const beside = (box, from, [x, y]) => {
  const [ownX, ownY] = place(from);
  let best = null, least = Infinity;
  for (const tile of tiles(box)) {
    const [toX, toY] = place(tile), ahead = (toX - ownX) * x + (toY - ownY) * y;
    const aside = Math.abs((toX - ownX) * y) + Math.abs((toY - ownY) * x);
    if (ahead > 1 && aside <= ahead * 1.8 && ahead + 2 * aside < least) [best, least] = [tile, ahead + 2 * aside];
  }
  return best;
};
const focus = (box, tile) => {
  for (const one of tiles(box)) one.setAttribute("tabindex", one === tile ? 0 : -1);
  tile.focus({ preventScroll: false });
};

const tell = (box, tile) => {
  const tip = box.querySelector(".jt-tip");
  tip.hidden = !tile;
  if (!tile) return;
  tip.querySelector("b").textContent = tile.dataset.name;
  tip.querySelector("span").textContent = `${box.querySelector(".jt-key p").textContent}: ${tile.dataset.value}`;
  const own = box.getBoundingClientRect(), at = tile.getBoundingClientRect(), size = tip.getBoundingClientRect();
  const left = at.left + at.width / 2 - own.left - size.width / 2, above = at.top - own.top - size.height - 4;
  tip.style.left = `${Math.max(0, Math.min(left, own.width - size.width))}px`;
  tip.style.top = `${above < 0 ? at.bottom - own.top + 4 : above}px`;
};

// Letters keep their size on the screen; where they would be too small to read, provinces are named instead.
const fit = (box) => {
  const map = box.querySelector(".jt-map");
  if (!map?.clientWidth) return;
  const unit = map.viewBox.baseVal.width / map.clientWidth;
  map.style.setProperty("--jt-unit", unit);
  map.classList.toggle("jt-small", parseFloat(map.style.getPropertyValue("--jt-most")) / unit < LEAST_PX);
  part(map);
};
// Of two names that would lie over each other the later one is left to the pointer and the table.
const part = (map) => {
  const shown = [];
  for (const name of map.querySelectorAll(".jt-province")) {
    const box = name.getBoundingClientRect();
    const over = shown.some((other) =>
      box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
    name.classList.toggle("jt-over", over);
    if (box.width && !over) shown.push(box);
  }
};
const sized = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)));

const listen = (box) => {
  box.onclick = (event) => { const tile = tileOf(event); if (tile) ofBox.get(box).press(tile.dataset.code); };
  box.onkeydown = (event) => {
    const tile = tileOf(event);
    if (!tile) return;
    const all = tiles(box), ends = { Home: all[0], End: all.at(-1) };
    const next = TOWARDS[event.key] ? beside(box, tile, TOWARDS[event.key]) : ends[event.key];
    if (event.key === "Enter" || event.key === " ") ofBox.get(box).press(tile.dataset.code);
    else if (event.key === "Escape") tell(box, null);
    else if (next) focus(box, next);
    else if (!TOWARDS[event.key]) return;
    event.preventDefault();
  };
  box.addEventListener("focusin", (event) => tell(box, tileOf(event)));
  box.addEventListener("focusout", () => tell(box, null));
  box.onpointerover = (event) => tell(box, tileOf(event));
  box.onpointerleave = () => tell(box, null);
};

export default ({ data, parentElement, setTriggerValue }) => {
  const box = parentElement.querySelector(".jt-tiles");
  const said = decoder.decode(data);
  const state = ofBox.get(box) ?? {};
  const gone = () => sized.unobserve(box);
  state.press = (code) => setTriggerValue("pressed", code);
  if (state.said === said) return gone;
  if (!ofBox.has(box)) listen(box);
  ofBox.set(box, state);
  state.said = said;
  const focused = box.contains(document.activeElement) && document.activeElement.dataset?.code;
  const told = JSON.parse(said);
  box.setAttribute("aria-label", told.alt);
  box.querySelector(".jt-drawn").innerHTML = told.map;
  tell(box, null);
  fit(box);
  sized.observe(box);
  if (focused) focus(box, tiles(box).find((tile) => tile.dataset.code === focused) ?? box.querySelector('.jt-tile[tabindex="0"]'));
  return gone;
};
