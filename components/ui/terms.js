// Words of the glossary on the page. Text is marked by ranges (CSS Custom Highlight), so nothing in the page is changed;
// a browser without them still has the list at the end.
const WAIT_MS = 700, SKIP = "script, style, h1, a, button, label, input, textarea, svg, code, .jt-terms, .jt-term, [data-testid=stDataFrame]";
const fetched = new Map();
const words = (source) => {
  if (!fetched.has(source)) fetched.set(source, fetch(new URL(source, document.baseURI)).then((answer) => answer.json()));
  return fetched.get(source);
};
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// The first place of every word on the page.
const found = (root, pattern) => {
  const places = new Map(), walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest(SKIP)) continue;
    for (const { 0: word, index } of node.data.matchAll(pattern)) {
      const key = word.toLowerCase();
      if (places.has(key)) continue;
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      places.set(key, range);
    }
  }
  return places;
};

export default ({ data, parentElement }) => {
  const list = parentElement.querySelector(".jt-terms"), tip = parentElement.querySelector(".jt-term");
  const main = document.querySelector('[data-testid="stMainBlockContainer"]') ?? document.body;
  let places = new Map(), meanings = new Map(), pattern, timer, gone = false;

  const mark = () => {
    places = found(main, pattern);
    if (window.Highlight) CSS.highlights.set("jt-terms", new Highlight(...places.values()));
    list.hidden = !places.size;
    list.querySelector("summary").textContent = data.title.replace("{count}", places.size);
    list.querySelector("dl").replaceChildren(...[...places.keys()].flatMap((key) => {
      const term = document.createElement("dt"), said = document.createElement("dd");
      [term.textContent, said.textContent] = meanings.get(key);
      return [term, said];
    }));
  };
  const later = () => { clearTimeout(timer); timer = setTimeout(() => (window.requestIdleCallback ?? setTimeout)(() => gone || mark()), WAIT_MS); };

  const under = (x, y) => {
    for (const [key, range] of places) {
      for (const box of range.getClientRects()) if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return [key, box];
    }
    return null;
  };
  const hide = () => { tip.hidden = true; };
  const tell = (event) => {
    if (event.target === tip || tip.contains(event.target)) return;
    const at = main.contains(event.target) && under(event.clientX, event.clientY);
    if (!at) return hide();
    const [word, meaning] = meanings.get(at[0]), name = document.createElement("b");
    name.textContent = word;
    tip.replaceChildren(name, meaning);
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect(), box = at[1];
    tip.style.left = `${Math.max(8, Math.min(box.left, window.innerWidth - width - 8))}px`;
    tip.style.top = `${box.bottom + height > window.innerHeight ? box.top - height : box.bottom}px`;
  };
  let asked;
  const hover = (event) => { if (event.pointerType === "mouse") { cancelAnimationFrame(asked); asked = requestAnimationFrame(() => tell(event)); } };
  const key = (event) => { if (event.key === "Escape") hide(); };
  const seen = new MutationObserver((changes) => { if (changes.some(({ target }) => !list.contains(target) && !tip.contains(target))) later(); });

  words(data.source).then((pairs) => {
    if (gone) return;
    meanings = new Map(pairs.map((pair) => [pair[0].toLowerCase(), pair]));
    const any = pairs.map(([word]) => escaped(word)).join("|");
    pattern = data.whole_words ? new RegExp(`\\b(?:${any})\\b`, "gi") : new RegExp(`(?<![\\p{L}])(?:${any})`, "gu");
    seen.observe(main, { childList: true, subtree: true, characterData: true });
    document.addEventListener("pointermove", hover, { passive: true });
    document.addEventListener("click", tell);
    document.addEventListener("keydown", key);
    document.addEventListener("scroll", hide, { capture: true, passive: true });
    later();
  });
  return () => {
    gone = true;
    clearTimeout(timer);
    seen.disconnect();
    window.CSS?.highlights?.delete("jt-terms");
    document.removeEventListener("pointermove", hover);
    document.removeEventListener("click", tell);
    document.removeEventListener("keydown", key);
    document.removeEventListener("scroll", hide, { capture: true });
  };
};
