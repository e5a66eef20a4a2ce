/* A formula that is wider than its column scrolls, so it must be within reach of the keyboard; one that
   fits is no stop. */

document.addEventListener("DOMContentLoaded", () => {
  for (const box of document.querySelectorAll(".equation, pre")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
});
