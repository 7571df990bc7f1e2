// A whole presentation in the browser: turning a slide asks no server. Called again with every new data.
const KEYS = {
  ArrowRight: "next", PageDown: "next", " ": "next", Enter: "next", ArrowDown: "next",
  ArrowLeft: "back", PageUp: "back", ArrowUp: "back", Backspace: "back",
  Home: "first", End: "last", b: "black", B: "black", ".": "black", f: "full", F: "full", F5: "full", a: "auto", A: "auto",
  n: "notes", N: "notes", q: "ask", Q: "ask", h: "help", "?": "help", Escape: "leave",
};

// Keys of one character, digits too: whoever works by voice or shakes can switch them off, and this browser remembers it.
const LETTERS = "jangteo-letters";
const PRESSED = new Set(["black", "auto", "full", "notes", "ask", "leave"]);
const remembered = () => { try { return localStorage.getItem(LETTERS) !== "off"; } catch { return true; } };
const remember = (on) => { try { on ? localStorage.removeItem(LETTERS) : localStorage.setItem(LETTERS, "off"); } catch { /* a browser that keeps nothing */ } };

// So few rows stand in larger letters.
const FEW_ROWS = 4;

export default function (component) {
  const { data, parentElement } = component;
  window.jangteoShow?.stop();
  const { show, words, seconds, leave } = data;
  const slides = show.slides;
  const root = document.createElement("section");
  root.className = "jt-show";
  root.tabIndex = 0;
  root.lang = show.lang;
  root.setAttribute("aria-roledescription", words.slide_role);
  root.setAttribute("aria-live", "polite");
  (parentElement.querySelector?.(".jt-place") || parentElement).replaceChildren(root);

  const params = () => new URLSearchParams(window.location.search);
  let at = Math.min(Math.max(parseInt(params().get("slide") || "1", 10) || 1, 1), slides.length) - 1;
  let black = false, help = false, typed = "", timer = null, notes = null, letters = remembered();

  const make = (name, text = "", className = "") => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const picture = (slide) => {
    const box = make("div", "", "jt-picture");
    const image = make("img");
    image.alt = slide.alt;
    image.src = slide.url ??= URL.createObjectURL(new Blob([slide.svg], { type: "image/svg+xml" }));
    box.append(image);
    return box;
  };
  const table = (slide) => {
    const box = make("div", "", "jt-space"), made = make("table", "", slide.rows.length <= FEW_ROWS ? "jt-few" : ""), head = make("tr");
    made.setAttribute("aria-label", slide.alt);
    for (const one of slide.heads) { const cell = make("th", one.text, one.right ? "jt-right" : ""); cell.scope = "col"; head.append(cell); }
    made.append(head);
    for (const row of slide.rows) {
      const line = make("tr");
      row.forEach((text, i) => line.append(make("td", text, slide.heads[i].right ? "jt-right" : "")));
      made.append(line);
    }
    box.append(made);
    if (slide.rest) box.append(make("p", slide.rest));
    return box;
  };
  const foot = (slide) => {
    const line = make("div", "", "jt-foot");
    line.append(make("span", [slide.source, show.foot].filter(Boolean).join(" · ")));
    if (slide.ask) {
      const link = make("a", words.ask);
      link.href = asked(slide);
      line.append(link);
    }
    const auto = timer ? ` · ${words.auto_on}` : "";
    line.append(press(words.keys_title, "help"), make("span", `${at + 1} / ${slides.length}${auto}`));
    return line;
  };
  const asked = (slide) => {
    const here = params(), url = new URL(slide.ask, new URL("./", window.location.href));
    for (const name of ["briefing", "version"]) if (here.get(name)) url.searchParams.set(name, here.get(name));
    url.searchParams.set("slide", String(at + 1));
    return url.href;
  };
  const keys = () => {
    const box = make("div", "", "jt-help"), list = make("dl"), label = make("label"), mark = make("input");
    for (const [key, what, does] of words.keys) {
      const line = make("dd");
      // what a letter does can be pressed too, so that nothing is lost without the letters
      if (PRESSED.has(does)) line.append(press(what, does)); else line.textContent = what;
      list.append(make("dt", key), line);
    }
    mark.type = "checkbox";
    mark.checked = letters;
    mark.onchange = () => remember((letters = mark.checked));
    label.append(mark, make("span", words.letters));
    box.append(make("h1", words.keys_title), label, make("div", words.letters_off, "jt-small"), list, press(words.close, "help"));
    return box;
  };
  const press = (text, does) => {
    const button = make("button", text);
    button.type = "button";
    button.onclick = () => {
      if (help && does !== "help") help = false;
      doing[does]();
      (root.querySelector(help ? ".jt-help input" : ".jt-foot button") || root).focus();
    };
    return button;
  };
  // Pictures are drawn for paper; on a dark screen their light and dark change places and their hues stay.
  const isDark = () => {
    const parts = getComputedStyle(root).backgroundColor.match(/[\d.]+/g) || [255, 255, 255];
    return (Number(parts[0]) + Number(parts[1]) + Number(parts[2])) / 3 < 128;
  };
  const draw = () => {
    const slide = slides[at];
    root.className = slide.cover ? "jt-show jt-cover" : slide.svg || slide.heads ? "jt-show" : "jt-show jt-words";
    if (isDark()) root.classList.add("jt-dark");
    root.setAttribute("aria-label", `${at + 1} / ${slides.length}: ${slide.heading}`);
    root.replaceChildren(make("h1", slide.heading), ...slide.sentences.map((one) => make("p", one)));
    if (slide.svg) root.append(picture(slide));
    else if (slide.heads) root.append(table(slide));
    else if (!slide.cover) root.append(make("div", "", "jt-space"));
    root.append(foot(slide));
    if (show.example) root.append(make("div", show.example, "jt-mark"));
    if (typed) root.append(make("div", typed, "jt-jump"));
    if (black) root.append(make("div", "", "jt-black"));
    if (help) root.append(keys());
    const here = params();
    here.set("slide", String(at + 1));
    window.history.replaceState(window.history.state, "", `${window.location.pathname}?${here}`);
    tell();
  };
  const tell = () => {
    if (!notes || notes.closed) return;
    const slide = slides[at], body = notes.document.body, next = slides[at + 1];
    body.replaceChildren(
      make("p", `${at + 1} / ${slides.length}`), make("h1", slide.heading), make("p", slide.notes || words.no_notes),
      ...slide.sentences.map((one) => make("li", one)), make("h2", next ? `${words.next}: ${next.heading}` : words.end),
    );
  };
  const open = () => {
    notes = window.open("", "jangteo-notes", "width=900,height=650");
    if (!notes) return;
    notes.document.title = words.notes;
    notes.document.documentElement.lang = show.lang;
    notes.document.body.style.cssText = "font: 22px/1.6 sans-serif; padding: 1.5rem; word-break: keep-all; white-space: pre-wrap";
    notes.addEventListener("keydown", onKey);
    tell();
    root.focus();
  };
  const go = (to) => { at = Math.min(Math.max(to, 0), slides.length - 1); black = false; draw(); };
  const auto = () => {
    if (timer) { clearInterval(timer); timer = null; }
    else timer = setInterval(() => (at === slides.length - 1 ? auto() : go(at + 1)), seconds * 1000);
    draw();
  };
  const doing = {
    next: () => (typed ? (go(parseInt(typed, 10) - 1), (typed = ""), draw()) : go(at + 1)),
    back: () => (typed ? ((typed = typed.slice(0, -1)), draw()) : go(at - 1)),
    first: () => go(0), last: () => go(slides.length - 1),
    black: () => { black = !black; draw(); },
    full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.()),
    auto, notes: open, help: () => { help = !help; draw(); },
    ask: () => { if (slides[at].ask) window.location.href = asked(slides[at]); },
    leave: () => {
      if (help || black || typed) { help = black = false; typed = ""; draw(); }
      else if (document.fullscreenElement) document.exitFullscreen();
      else window.location.href = new URL(leave, new URL("./", window.location.href)).href;
    },
  };
  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!letters && event.key.length === 1 && event.key !== " ") return;
    if (/^[0-9]$/.test(event.key)) { typed = (typed + event.key).slice(0, 3); draw(); event.preventDefault(); return; }
    const what = KEYS[event.key];
    if (!what || (event.target?.closest?.("a, button, input") && ["Enter", " "].includes(event.key))) return;
    event.preventDefault();
    event.stopPropagation();
    doing[what]();
  };
  const onClick = (event) => {
    if (event.target.closest("a, button, .jt-help")) return;
    doing[event.clientX < window.innerWidth / 4 ? "back" : "next"]();
  };
  document.addEventListener("keydown", onKey, true);
  root.addEventListener("click", onClick);
  const stop = () => {
    document.removeEventListener("keydown", onKey, true);
    clearInterval(timer);
    slides.forEach((slide) => { if (slide.url) { URL.revokeObjectURL(slide.url); slide.url = undefined; } });
  };
  window.jangteoShow = { stop };
  draw();
  root.focus();
  return stop;
}
