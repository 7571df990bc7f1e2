// Called again with every new data, without clean-up: what an earlier call left is taken down first.
export default function (component) {
  const { lang, words, menu } = component.data;
  const plain = new Map();
  const patterns = [];
  for (const [english, korean] of Object.entries(words)) {
    if (english.includes("*")) {
      const escaped = english.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
      patterns.push([new RegExp("^" + escaped.join("(.*)") + "$"), korean]);
    } else plain.set(english, korean);
  }
  const told = (text) => {
    const trimmed = text.trim();
    if (plain.has(trimmed)) return text.replace(trimmed, plain.get(trimmed));
    for (const [pattern, korean] of patterns) {
      const found = trimmed.match(pattern);
      if (found) return korean.replace("*", found[1]);
    }
    return text;
  };
  const ATTRIBUTES = ["aria-label", "title", "placeholder"];
  // Only the framework's own chrome: never what a page or a file says.
  const OURS = '[data-testid="stMarkdownContainer"], [data-testid="stTable"], .js-plotly-plot';
  const THEIRS = '[data-testid="stFileUploaderDropzone"], [data-testid="stMainMenuPopover"], [data-testid="stTooltipContent"]';
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      if (!parent || (parent.closest(OURS) && !parent.closest(THEIRS))) return;
      const now = told(node.data);
      if (now !== node.data) node.data = now;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of ATTRIBUTES) {
        const said = node.getAttribute(name);
        if (!said) continue;
        const now = told(said);
        if (now !== said) node.setAttribute(name, now);
        // a picture without a name says nothing: it is not read out at all
        if (!now) node.setAttribute("aria-hidden", "true");
      }
      node.childNodes.forEach(visit);
    }
  };
  const root = document.documentElement;
  root.style.setProperty("--jt-menu", JSON.stringify(menu));
  const hold = () => { if (root.lang !== lang) root.lang = lang; };
  window.jangteoLive?.forEach((observer) => observer.disconnect());
  const ofLang = new MutationObserver(hold);
  ofLang.observe(root, { attributes: true, attributeFilter: ["lang"] });
  hold();
  const ofWords = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(visit);
      else visit(change.target);
    }
  });
  ofWords.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES,
  });
  visit(document.body);
  window.jangteoLive = [ofLang, ofWords];
}
