// Called again with every run. A field stands in .st-key-field-<name>, its complaint in .st-key-problem-<name>.
export default function (component) {
  const wrong = new Set(component.data.wrong);
  const tie = () => {
    for (const place of document.querySelectorAll('[class*="st-key-field-"]')) {
      const name = [...place.classList].find((one) => one.startsWith("st-key-field-")).slice("st-key-field-".length);
      const input = place.querySelector("input, textarea");
      if (!input) continue;
      const said = place.querySelector(`.st-key-problem-${CSS.escape(name)}`);
      if (wrong.has(name) && said) {
        said.id = `problem-${name}`;
        said.setAttribute("role", "status");
        input.setAttribute("aria-invalid", "true");
        input.setAttribute("aria-describedby", said.id);
      } else if (input.getAttribute("aria-describedby") === `problem-${name}`) {
        input.removeAttribute("aria-invalid");
        input.removeAttribute("aria-describedby");
      }
    }
  };
  window.jangteoTied?.disconnect();
  let waiting = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(tie);
  });
  const root = document.querySelector('[data-testid="stMainBlockContainer"]') ?? document.body;
  observer.observe(root, { subtree: true, childList: true });
  window.jangteoTied = observer;
  tie();
}
