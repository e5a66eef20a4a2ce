/* The map of papers: drag or arrow keys to pan, + - and Ctrl with the wheel to zoom, legend entries
   and a list of tags to choose by. Without it the whole map is seen. */
document.addEventListener("DOMContentLoaded", () => {
  const map = document.querySelector("[data-map]");
  if (!map) return;
  const svg = map.querySelector(".map-picture");
  const scroll = map.querySelector(".map-scroll");
  const whole = svg.viewBox.baseVal;
  const full = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  let view = { ...full };

  const show = () => {
    view.width = Math.min(full.width, Math.max(full.width / 12, view.width));
    view.height = (view.width * full.height) / full.width;
    view.x = Math.min(full.width - view.width, Math.max(0, view.x));
    view.y = Math.min(full.height - view.height, Math.max(0, view.y));
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
    svg.classList.toggle("is-near", view.width < full.width);
  };

  /* Zooms around a point of the picture, by default its middle. */
  const zoom = (factor, x = view.x + view.width / 2, y = view.y + view.height / 2) => {
    const width = Math.min(full.width, Math.max(full.width / 12, view.width * factor));
    const by = width / view.width;
    view = { x: x - (x - view.x) * by, y: y - (y - view.y) * by, width, height: 0 };
    show();
  };

  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return [
      view.x + ((event.clientX - box.left) / box.width) * view.width,
      view.y + ((event.clientY - box.top) / box.height) * view.height,
    ];
  };

  // On a narrow screen the middle is seen first: what has most links stands there.
  scroll.scrollLeft = (scroll.scrollWidth - scroll.clientWidth) / 2;

  scroll.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? 0.85 : 1 / 0.85, ...at(event));
  }, { passive: false });

  let drag = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || view.width >= full.width) return;
    drag = { x: event.clientX, y: event.clientY, from: { ...view }, moved: false };
  });
  window.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const scale = view.width / svg.getBoundingClientRect().width;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    drag.moved ||= Math.hypot(dx, dy) > 4;
    view = { ...drag.from, x: drag.from.x - dx * scale, y: drag.from.y - dy * scale };
    show();
  });
  window.addEventListener("pointerup", () => {
    const moved = drag?.moved;
    drag = null;
    if (!moved) return;
    /* The click that ends a drag opens no paper; without one, the next click is its own. */
    const stop = (event) => event.preventDefault();
    svg.addEventListener("click", stop, { capture: true, once: true });
    setTimeout(() => svg.removeEventListener("click", stop, { capture: true }));
  });
  window.addEventListener("pointercancel", () => { drag = null; });
  svg.addEventListener("dragstart", (event) => event.preventDefault());

  const keys = {
    "+": () => zoom(0.75),
    "=": () => zoom(0.75),
    "-": () => zoom(1 / 0.75),
    0: () => { view = { ...full }; show(); },
    ArrowLeft: () => { view.x -= view.width / 8; show(); },
    ArrowRight: () => { view.x += view.width / 8; show(); },
    ArrowUp: () => { view.y -= view.height / 8; show(); },
    ArrowDown: () => { view.y += view.height / 8; show(); },
  };
  map.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("select")) return;
    /* Seen whole, the arrow keys scroll the page as they always do. */
    if (event.key.startsWith("Arrow") && view.width >= full.width) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const nodes = [...svg.querySelectorAll("a.node")];
  const off = { kinds: new Set(), passes: new Set() };
  let tag = "";
  const choose = () => {
    for (const edges of svg.querySelectorAll("[data-kind]")) {
      edges.classList.toggle("is-off", off.kinds.has(edges.dataset.kind));
    }
    for (const node of nodes) {
      const pass = /node-(?:pass-)?(\w+)/.exec(node.className.baseVal)[1];
      const tags = (node.dataset.tags || "").split(" ");
      node.classList.toggle("is-off", off.passes.has(pass));
      node.classList.toggle("is-dim", tag !== "" && !tags.includes(tag));
    }
  };
  for (const [attribute, set] of [["kind", off.kinds], ["pass", off.passes]]) {
    for (const item of map.querySelectorAll(`.map-legend li[data-${attribute}]`)) {
      const button = document.createElement("button");
      button.type = "button";
      button.setAttribute("aria-pressed", "true");
      button.append(...item.childNodes);
      item.append(button);
      button.addEventListener("click", () => {
        const word = item.dataset[attribute];
        if (!set.delete(word)) set.add(word);
        button.setAttribute("aria-pressed", String(!set.has(word)));
        choose();
      });
    }
  }

  const tools = map.querySelector(".map-tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key) keys[key]();
  });
  tools.querySelector("select")?.addEventListener("change", (event) => {
    tag = event.target.value;
    choose();
  });
});
