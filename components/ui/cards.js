// Readings side by side. Words come from the server as text and are set as text.
const ofBox = new WeakMap();
const decoder = new TextDecoder();
const ARROWS = { up: "↑", down: "↓" };

const made = (tag, name, text) => {
  const one = document.createElement(tag);
  if (name) one.className = name;
  if (text) one.textContent = text;
  return one;
};

// What a reading means: shown while the sign is pointed at or has the focus, put away by Escape.
const helped = (head, told, said) => {
  const sign = made("button", "jt-sign", "?"), tip = made("div", "jt-told");
  sign.type = "button";
  sign.setAttribute("aria-label", said);
  tip.setAttribute("role", "tooltip");
  for (const words of told) tip.append(made("p", "", words));
  const away = (is) => head.classList.toggle("jt-away", is);
  sign.onkeydown = (event) => { if (event.key === "Escape") away(true); };
  head.onpointerenter = () => away(false);
  sign.onfocus = () => away(false);
  head.append(sign, tip);
};

const card = (told) => {
  const box = made("div", "jt-card"), head = made("div", "jt-head");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", told.label);
  head.append(made("span", "jt-label", told.label));
  if (told.help.length) helped(head, told.help, told.about);
  box.append(head, made("div", "jt-value", told.value));
  const beside = made("div", "jt-beside");
  if (told.change) beside.append(made("span", `jt-change jt-${told.way}`, `${told.arrow ? `${ARROWS[told.arrow]} ` : ""}${told.change}`));
  if (told.basis) beside.append(made("span", "jt-basis", told.basis));
  if (beside.childNodes.length) box.append(beside);
  if (told.past) {
    const past = made("img", "jt-past");
    Object.assign(past, { alt: told.past.alt, src: told.past.src });
    box.append(past);
  }
  return box;
};

export default ({ data, parentElement }) => {
  const box = parentElement.querySelector(".jt-cards");
  const said = decoder.decode(data);
  const known = ofBox.get(box);
  if (known?.said === said) return;
  const told = JSON.parse(said);
  const drawn = told.cards.map((one) => JSON.stringify(one));
  const focused = [...box.querySelectorAll(".jt-sign")].indexOf(document.activeElement);
  box.style.setProperty("--jt-per-row", told.per_row);
  // a card that says the same stays as it is
  drawn.forEach((one, at) => {
    const there = box.children[at];
    if (there && known?.drawn[at] === one) return;
    const fresh = card(told.cards[at]);
    if (there) there.replaceWith(fresh);
    else box.append(fresh);
  });
  while (box.children.length > drawn.length) box.lastChild.remove();
  if (focused >= 0) box.querySelectorAll(".jt-sign")[focused]?.focus();
  ofBox.set(box, { said, drawn });
};
