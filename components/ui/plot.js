// Draws a figure with Plotly, which is fetched when a figure comes near the screen, or once the page has come to rest.
const WAIT_MS = 500, AGAIN_MS = 120, NEAR = "200px";
const ofBox = new WeakMap();
const waiting = new Set();
const decoder = new TextDecoder();
let plotly, rest;

const fetched = (source) => plotly ??= new Promise((done, failed) => {
  const script = document.createElement("script");
  script.src = new URL(source, document.baseURI);
  script.onload = () => done(window.Plotly);
  script.onerror = () => { plotly = undefined; script.remove(); failed(new Error(`no ${script.src}`)); };
  document.head.append(script);
});

// What is out of sight is drawn one by one while nothing else is to do.
const drawTheRest = async () => {
  for (const box of waiting) {
    await new Promise((done) => (window.requestIdleCallback ?? setTimeout)(done, { timeout: 2000 }));
    if (box.isConnected) await draw(box);
    else waiting.delete(box);
  }
};
const later = () => { clearTimeout(rest); rest = setTimeout(drawTheRest, plotly ? AGAIN_MS : WAIT_MS); };

const draw = async (box) => {
  const state = ofBox.get(box);
  waiting.delete(box);
  if (!state || state.drawn === state.said) return;
  const { said, told } = state;
  let library;
  try {
    library = await fetched(told.source);
  } catch {
    box.querySelector(".jt-drawn").textContent = told.alt;
    return done(box);
  }
  if (!box.isConnected || state.said !== said) return;
  state.drawn = said;
  const { data, layout } = structuredClone(told.figure);
  apart(box, layout);
  state.height = layout.height;
  await library.react(box.querySelector(".jt-drawn"), data, size(box, layout), { ...told.config, responsive: false });
  done(box);
};
const done = (box) => {
  delete box.dataset.waits;
  box.querySelector(".jt-waits")?.remove();
};

// On a phone the badge and a long unit do not fit beside each other: the badge goes a line up, the picture grows by it.
const NARROW_PX = 480, LINE_PX = 20, SHORT_PX = 90;
const long = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 11 : 6), 0) > SHORT_PX;
const apart = (box, layout) => {
  const [badge, unit] = ["example", "unit"].map((name) => layout.annotations?.find((note) => note.name === name));
  if (!badge || !unit || box.clientWidth > NARROW_PX || !long(unit.text)) return;
  badge.yshift += LINE_PX;
  layout.margin.t += LINE_PX;
  layout.height += LINE_PX;
  box.style.height = `${layout.height}px`;
};

const size = (box, layout) => {
  const whole = document.fullscreenElement === box;
  return { ...layout, width: box.clientWidth, height: whole ? box.clientHeight : ofBox.get(box).height, autosize: false };
};
const fit = (box) => {
  const state = ofBox.get(box), drawn = box.querySelector(".jt-drawn");
  if (!state?.drawn || !box.clientWidth || !drawn?.layout) return;
  const { width, height } = size(box, {});
  if (width !== drawn.layout.width || height !== drawn.layout.height) window.Plotly.relayout(drawn, { width, height });
};

const seen = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    const state = ofBox.get(target);
    if (!state) continue;
    state.near = isIntersecting;
    if (isIntersecting) show(target);
  }
}, { rootMargin: NEAR });
const sized = new ResizeObserver((entries) => requestAnimationFrame(() => entries.forEach(({ target }) => fit(target))));

// In sight and not drawn yet: the page is not at rest, and says so as the framework does.
const show = (box) => {
  const state = ofBox.get(box);
  if (!state.drawn && !box.querySelector(".jt-waits")) {
    const waits = document.createElement("div");
    waits.className = "jt-waits";
    waits.dataset.testid = "stSkeleton";
    box.append(waits);
  }
  draw(box);
};

const whole = (box) => {
  const button = box.querySelector(".jt-whole");
  button.onclick = () => document.fullscreenElement ? document.exitFullscreen() : box.requestFullscreen();
  box.onfullscreenchange = () => fit(box);
};

export default ({ data, parentElement }) => {
  const box = parentElement.querySelector(".jt-plot");
  const said = decoder.decode(data);
  const state = ofBox.get(box) ?? {};
  const gone = () => {
    seen.unobserve(box);
    sized.unobserve(box);
    waiting.delete(box);
    if (state.drawn) window.Plotly.purge(box.querySelector(".jt-drawn"));
  };
  if (state.said === said) return gone;
  const told = JSON.parse(said);
  ofBox.set(box, Object.assign(state, { said, told }));
  box.setAttribute("aria-label", told.alt);
  box.style.height = `${told.figure.layout.height}px`;
  const button = box.querySelector(".jt-whole");
  button.title = told.whole;
  button.setAttribute("aria-label", told.whole);
  if (state.near === undefined) {
    whole(box);
    seen.observe(box);
    sized.observe(box);
  }
  box.dataset.waits = "";
  waiting.add(box);
  if (state.near) show(box);
  later();
  return gone;
};
