// Shows the next version of a page when there is one, where its reader was, and what is wrong with
// the notes in a panel over it. Put into pages by `notesgen serve`, never by `notesgen build`.
(() => {
  "use strict";
  const version = new URL(document.currentScript.src).search.slice(1);
  const place = `notesgen:${location.pathname}`;

  // The place is kept for one reload only.
  try {
    const kept = JSON.parse(sessionStorage.getItem(place));
    sessionStorage.removeItem(place);
    if (kept) addEventListener("load", () => scrollTo(kept.x, kept.y), { once: true });
  } catch {
    // A browser that keeps nothing shows the top of the page.
  }

  let next = version;
  const reload = async (site) => {
    next = site;
    try {
      // Once the page is there, it is shown without an empty moment.
      await fetch(location.href, { cache: "reload" });
      if (next !== site) return;
    } catch {
      return;
    }
    try {
      sessionStorage.setItem(place, JSON.stringify({ x: scrollX, y: scrollY }));
    } catch {
      // As above.
    }
    location.reload();
  };

  // The language of the page; its own words stay as they are.
  const WORDS = {
    en: {
      errors: (n) => `${n} ${n === 1 ? "error" : "errors"}`,
      warnings: (n) => `${n} ${n === 1 ? "warning" : "warnings"}`,
      and: ", ",
      last: "This is the last version without errors.",
      close: "Close",
      label: "What is wrong with the notes",
    },
    zh: {
      errors: (n) => `${n} 个错误`,
      warnings: (n) => `${n} 个警告`,
      and: "，",
      last: "当前显示的是最后一个没有错误的版本。",
      close: "关闭",
      label: "笔记中的问题",
    },
  };
  const language = document.documentElement.lang.toLowerCase().startsWith("zh") ? "zh" : "en";
  const words = WORDS[language];

  // A sheet that is made here works where the page's policy forbids style elements.
  const STYLE = `
    :host { all: initial; color-scheme: light dark; }
    section {
      position: fixed; inset: auto 0 0; z-index: 2147483647; box-sizing: border-box;
      max-height: min(45vh, 30rem); overflow: auto; overscroll-behavior: contain;
      background: #fffdf8; color: #24211c; border-top: 4px solid var(--kind);
      box-shadow: 0 -2px 16px rgb(0 0 0 / 18%); font: 15px/1.5 system-ui, sans-serif;
    }
    section { --kind: #b26a00; }
    section.errors { --kind: #c62a2f; }
    header {
      position: sticky; top: 0; display: flex; gap: 0.75rem; align-items: flex-start;
      padding: 0.25rem 0.5rem 0.25rem 1rem; background: inherit;
    }
    summary { cursor: pointer; padding: 0.5rem 0; }
    details { flex: 1; min-width: 0; }
    strong { color: var(--kind); }
    pre {
      margin: 0.25rem 0 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4;
      font: 13px/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
    }
    button {
      font: inherit; font-size: 1.25rem; line-height: 1; width: 2.5rem; height: 2.5rem;
      color: inherit; background: none; border: 0; border-radius: 0.4rem; cursor: pointer;
    }
    button:hover { background: rgb(127 127 127 / 20%); }
    :focus-visible { outline: 2px solid var(--kind); outline-offset: 2px; }
    section.dark {
      background: #1e1c1a; color: #ece8e1; box-shadow: 0 -2px 16px rgb(0 0 0 / 60%);
      --kind: #f0b44c;
    }
    section.dark.errors { --kind: #ff8589; }
    @media (max-width: 40rem) { pre { font-size: 12px; } header { padding-left: 0.75rem; } }
    @media print { section { display: none; } }
  `;
  const isDark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };

  let panel = null;
  let shown = "";
  let dismissed = "";
  const close = () => {
    panel?.remove();
    panel = null;
    document.body.style.marginBlockEnd = "";
  };
  const element = (name, text = "", ...children) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.append(...children);
    return made;
  };
  // Text nodes only: what is reported quotes the notes.
  const report = ({ errors, warnings, text }) => {
    if (text === shown) return;
    shown = text;
    close();
    if (errors + warnings === 0 || text === dismissed) return;
    const counts = [errors && words.errors(errors), warnings && words.warnings(warnings)];
    const title = element("strong", counts.filter(Boolean).join(words.and));
    const summary = element("summary", "", title, errors ? ` ${words.last}` : "");
    const details = element("details", "", summary, element("pre", text));
    details.open = errors > 0;
    const button = element("button", "×");
    button.type = "button";
    button.setAttribute("aria-label", words.close);
    button.title = words.close;
    const dismiss = () => {
      dismissed = text;
      close();
    };
    button.addEventListener("click", dismiss);
    const box = element("section", "", element("header", "", details, button));
    box.className = `${errors ? "errors" : ""} ${isDark() ? "dark" : ""}`;
    box.lang = language;
    box.setAttribute("role", errors ? "alert" : "status");
    box.setAttribute("aria-label", words.label);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") dismiss();
    });
    panel = element("div");
    panel.id = "_notesgen-problems";
    const root = panel.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(box);
    document.body.append(panel);
    // What stands at the end of the page can be scrolled out from under it.
    const room = () => {
      if (panel?.shadowRoot === root) document.body.style.marginBlockEnd = `${box.offsetHeight}px`;
    };
    details.addEventListener("toggle", room);
    room();
  };

  // It connects anew by itself when the server has been away.
  const events = new EventSource("/_notesgen/events");
  events.addEventListener("state", (event) => {
    const { site, problems } = JSON.parse(event.data);
    if (problems.text === "") dismissed = "";
    report(problems);
    if (site !== next) reload(site);
  });
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
