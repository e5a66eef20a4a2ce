/* The cards that links show on hover and focus are pure CSS at the first link of a page to each address.
   This brings a card to the other links to that address, lets Escape put it away, and keeps it inside the
   window. */

(() => {
  const around = (element) => element.closest?.(".has-preview");

  /* The card that the link in `one` is described by, moved to it. */
  const bring = (one) => {
    const id = one.querySelector("a[aria-describedby]")?.getAttribute("aria-describedby");
    const preview = id && document.getElementById(id);
    if (preview && preview.parentElement !== one) one.append(preview);
    return preview;
  };

  const place = (event) => {
    const one = around(event.target);
    if (!one) return;
    one.classList.remove("preview-away");
    const preview = bring(one);
    if (!preview || getComputedStyle(preview).position === "fixed") return;
    one.classList.remove("preview-end", "preview-above");
    const box = preview.getBoundingClientRect();
    one.classList.toggle("preview-end", box.right > document.documentElement.clientWidth - 8);
    one.classList.toggle("preview-above", box.bottom > innerHeight && box.height < one.getBoundingClientRect().top);
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
