/* The cards that links show on hover and focus are pure CSS; this lets Escape put one away and keeps
   it inside the window. */

(() => {
  const card = (element) => element.closest?.(".has-preview");

  const place = (event) => {
    const around = card(event.target);
    if (!around) return;
    around.classList.remove("preview-away");
    const preview = around.querySelector(".preview");
    if (!preview || getComputedStyle(preview).position === "fixed") return;
    around.classList.remove("preview-end", "preview-above");
    const box = preview.getBoundingClientRect();
    around.classList.toggle("preview-end", box.right > document.documentElement.clientWidth - 8);
    around.classList.toggle("preview-above", box.bottom > innerHeight && box.height < around.getBoundingClientRect().top);
  };

  document.addEventListener("mouseover", place);
  document.addEventListener("focusin", place);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const one of document.querySelectorAll(".has-preview:is(:hover, :focus-within)")) {
      one.classList.add("preview-away");
    }
  });
})();
