// The list of pages: true links, so that each opens in a tab of its own too; a plain press asks only for the page, as
// the browser's own Back does, and nothing is loaded anew.
const ofBox = new WeakMap();
const NARROW_PX = 768;

const line = ({ heading, slug, icon, label, address }, here) => {
  if (heading) {
    const head = document.createElement("p");
    head.textContent = heading;
    return head;
  }
  const link = document.createElement("a"), sign = document.createElement("span"), words = document.createElement("span");
  link.href = address;
  sign.className = "jt-sign";
  sign.translate = false;
  sign.ariaHidden = "true";
  sign.textContent = icon;
  words.textContent = label;
  link.append(sign, words);
  if (slug === here) link.setAttribute("aria-current", "page");
  return link;
};

const go = (address) => {
  history.pushState(null, "", address);
  window.dispatchEvent(new PopStateEvent("popstate"));
  // on a phone the side bar lies over the page that was asked for
  if (window.innerWidth < NARROW_PX) document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
};
const open = (event) => {
  const link = event.target.closest("a");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href);
};

// What is typed above the list is looked for by the page of searching.
const find = (form, { label, hint, address, name }) => {
  const field = form.querySelector("input");
  field.setAttribute("aria-label", label);
  field.placeholder = hint;
  form.onsubmit = (event) => {
    event.preventDefault();
    const to = new URL(address, document.baseURI);
    to.searchParams.set(name, field.value.trim());
    if (field.value.trim()) go(to.href);
  };
};

// A small screen shows part of the list: the page that is open is brought into sight when it changes.
const reveal = (box) => {
  const around = box.getBoundingClientRect(), mark = box.querySelector("[aria-current]")?.getBoundingClientRect();
  if (mark && (mark.bottom > around.bottom || mark.top < around.top)) box.scrollTop += mark.top - around.top - around.height / 2;
};

export default ({ data, parentElement }) => {
  const box = parentElement.querySelector(".jt-menu"), said = JSON.stringify(data), before = ofBox.get(box);
  if (before?.said === said) return;
  ofBox.set(box, { said, here: data.here });
  box.setAttribute("aria-label", data.label);
  box.onclick = open;
  find(parentElement.querySelector(".jt-find"), data.find);
  const focused = box.contains(document.activeElement) && [...box.children].indexOf(document.activeElement);
  box.replaceChildren(...data.lines.map((one) => line(one, data.here)));
  if (focused !== false) box.children[focused]?.focus({ preventScroll: true });
  if (before?.here !== data.here) reveal(box);
};
