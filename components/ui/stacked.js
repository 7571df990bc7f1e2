// Rows as cards where the window is a phone's; on a wide one nothing is built.
const NARROW = "(max-width: 640px)", STEP = 10, LONG = 18;
const ofBox = new WeakMap();
const decoder = new TextDecoder();

const make = (name, text = "") => { const made = document.createElement(name); if (text) made.textContent = text; return made; };
const press = (text, act) => { const made = make("button", text); made.type = "button"; made.onclick = act; return made; };

const card = (told, row, at, open) => {
  const item = make("li"), head = make("h3"), list = make("dl"), [title, ...values] = row;
  if (told.opens) head.append(press(title, () => open(at))); else head.textContent = title;
  told.heads.forEach((name, i) => {
    if (!values[i]) return;
    const value = make("dd", values[i]);
    if (values[i].length > LONG) value.className = "jt-long";
    list.append(make("dt", name), value);
  });
  item.append(head, list);
  return item;
};

const draw = (box, state) => {
  const { told, open } = state, both = box.closest('[class*="st-key-both-"]');
  if (!window.matchMedia(NARROW).matches) { box.replaceChildren(); return; }
  const below = make("div");
  below.className = "jt-below";
  const swap = () => { both?.toggleAttribute("data-jt-table"); draw(box, state); box.querySelector(".jt-below button:last-child")?.focus(); };
  if (both?.hasAttribute("data-jt-table")) { below.append(press(told.back, swap)); box.replaceChildren(below); return; }
  const list = make("ul");
  list.setAttribute("aria-label", told.label);
  told.rows.slice(0, state.shown).forEach((row, at) => list.append(card(told, row, at, open)));
  if (state.shown < told.rows.length) {
    below.append(press(told.more.replace("{shown}", state.shown), () => {
      const from = state.shown;
      state.shown += STEP;
      draw(box, state);
      const next = box.querySelectorAll("li")[from];
      if (next) { next.tabIndex = -1; next.focus({ preventScroll: true }); }
    }));
  }
  below.append(press(told.table, swap));
  box.replaceChildren(list, below);
  if (told.left && state.shown >= told.rows.length) list.after(make("p", told.left));
};

export default ({ data, parentElement, setTriggerValue }) => {
  const box = parentElement.querySelector(".jt-stack"), said = typeof data === "string" ? data : decoder.decode(data);
  const before = ofBox.get(box), open = (at) => setTriggerValue("pressed", at);
  if (before?.said === said) { before.act = open; return; }
  const state = { said, told: JSON.parse(said), shown: STEP, open: (at) => state.act(at), act: open };
  ofBox.set(box, state);
  draw(box, state);
  before?.watch.removeEventListener("change", before.redraw);
  state.watch = window.matchMedia(NARROW);
  state.redraw = () => draw(box, state);
  state.watch.addEventListener("change", state.redraw);
  return () => state.watch.removeEventListener("change", state.redraw);
};
