/* A figure opens in place, as large as the window, and closes with Escape, Enter or a click. Without
   this file its link opens the image itself. */

(() => {
  let dialog = null;

  const open = (link) => {
    const image = link.querySelector("img");
    if (!image) return false;
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "zoomed";
      dialog.addEventListener("click", () => dialog.close());
      document.body.append(dialog);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = document.body.dataset.close;
    const large = new Image();
    large.src = link.href;
    large.alt = image.alt;
    dialog.setAttribute("aria-label", image.alt || document.body.dataset.figure);
    dialog.replaceChildren(large, close);
    dialog.showModal();
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.zoom");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    if (open(link)) event.preventDefault();
  });
})();
