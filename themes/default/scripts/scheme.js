/* Light, dark or as the system has it. This file comes first and runs before the page is painted, so
   that nothing flashes; the button appears once the page is there. */

(() => {
  const KEY = "notesgen-scheme";
  const SCHEMES = ["system", "light", "dark"];
  const root = document.documentElement;

  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // Pages from disk may have no storage: the choice then lasts as long as the page.
    }
  };

  const show = (scheme) => {
    if (scheme === "system") delete root.dataset.theme;
    else root.dataset.theme = scheme;
  };

  let scheme = SCHEMES.includes(stored()) ? stored() : "system";
  show(scheme);

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("_theme");
    if (!button) return;
    const name = () => {
      button.dataset.scheme = scheme;
      button.querySelector(".scheme-name").textContent = button.dataset[`name${scheme[0].toUpperCase()}${scheme.slice(1)}`];
    };
    button.addEventListener("click", () => {
      scheme = SCHEMES[(SCHEMES.indexOf(scheme) + 1) % SCHEMES.length];
      show(scheme);
      name();
      try {
        localStorage.setItem(KEY, scheme);
      } catch {
        // See above.
      }
    });
    name();
    button.hidden = false;
  });
})();
