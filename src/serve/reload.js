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

  const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
  let panel = null;
  let shown = "";
  let dismissed = "";
  const close = () => {
    panel?.remove();
    panel = null;
  };
  const styled = (name, style, text = "") => {
    const element = document.createElement(name);
    Object.assign(element.style, style);
    element.textContent = text;
    return element;
  };
  // Text nodes only: what is reported quotes the notes.
  const report = ({ errors, warnings, text }) => {
    if (text === shown) return;
    shown = text;
    close();
    if (errors + warnings === 0 || text === dismissed) return;
    const counts = [errors && plural(errors, "error"), warnings && plural(warnings, "warning")];
    const title = counts.filter(Boolean).join(", ");
    panel = document.createElement("div");
    const root = panel.attachShadow({ mode: "closed" });
    const box = styled("section", {
      position: "fixed", insetInline: "0", bottom: "0", zIndex: "2147483647",
      maxHeight: "45vh", overflow: "auto", boxSizing: "border-box", padding: "0.75rem 1rem",
      background: "#1b1b1f", color: "#f2f2f2", font: "14px/1.5 ui-monospace, monospace",
      borderTop: `4px solid ${errors ? "#e5484d" : "#d9a300"}`,
    });
    box.setAttribute("role", errors ? "alert" : "status");
    const details = styled("details", {});
    details.open = errors > 0;
    details.append(
      styled("summary", { cursor: "pointer", fontWeight: "bold" },
        errors ? `${title}: this is the last version without errors` : title),
      styled("pre", { margin: "0.5rem 0 0", whiteSpace: "pre-wrap", font: "inherit" }, text),
    );
    const button = styled("button", {
      position: "absolute", top: "0.5rem", right: "1rem", font: "inherit", cursor: "pointer",
      color: "inherit", background: "transparent", border: "1px solid currentColor",
    }, "×");
    button.setAttribute("aria-label", "close");
    button.addEventListener("click", () => {
      dismissed = text;
      close();
    });
    box.append(details, button);
    root.append(box);
    document.body.append(panel);
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
