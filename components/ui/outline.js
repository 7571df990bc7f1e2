// The headings of a page that is longer than three screens.
const SCREENS = 3, WAIT_MS = 500, LEAST = 2;

export default ({ data, parentElement }) => {
  const box = parentElement.querySelector(".jt-outline"), list = box.querySelector("ol");
  const main = document.querySelector('[data-testid="stMain"]'), content = document.querySelector('[data-testid="stMainBlockContainer"]');
  if (!main || !content) return;
  box.querySelector("summary").textContent = data.title;
  box.querySelector("nav").setAttribute("aria-label", data.label);
  let timer, told = [];

  const lead = (heading) => {
    box.open = false;
    heading.tabIndex = -1;
    heading.scrollIntoView({ block: "start" });
    heading.focus({ preventScroll: true });
  };
  const made = (heading) => {
    const line = document.createElement("li"), link = document.createElement("a");
    link.href = `#${heading.id}`;
    link.textContent = heading.textContent.trim();
    link.onclick = (event) => { event.preventDefault(); lead(heading); };
    line.append(link);
    return line;
  };
  const renew = () => {
    const headings = [...content.querySelectorAll("h2")].filter((one) => one.offsetParent && one.textContent.trim());
    box.hidden = content.scrollHeight <= SCREENS * main.clientHeight || headings.length < LEAST;
    // the same headings may be other elements after a run
    if (headings.length === told.length && headings.every((one, at) => one === told[at] && one.textContent.trim() === list.children[at].textContent)) return;
    told = headings;
    list.replaceChildren(...headings.map(made));
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(renew, WAIT_MS); };
  const away = (event) => { if (!box.contains(event.target)) box.open = false; };
  const key = (event) => { if (event.key === "Escape" && box.open) { box.open = false; box.querySelector("summary").focus(); } };
  const grown = new ResizeObserver(later), changed = new MutationObserver(later);
  grown.observe(content);
  changed.observe(content, { childList: true, subtree: true });
  document.addEventListener("click", away);
  document.addEventListener("keydown", key);
  later();
  return () => {
    clearTimeout(timer);
    grown.disconnect();
    changed.disconnect();
    document.removeEventListener("click", away);
    document.removeEventListener("keydown", key);
  };
};
