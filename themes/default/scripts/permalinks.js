/* A link to each heading, shown on hover and focus, so that others can be pointed to it. */

(() => {
  document.addEventListener("DOMContentLoaded", () => {
    for (const heading of document.querySelectorAll("main :is(h2, h3, h4, h5)[id]")) {
      const link = document.createElement("a");
      link.className = "permalink";
      link.href = `#${encodeURIComponent(heading.id)}`;
      link.textContent = "#";
      link.setAttribute("aria-label", `${document.body.dataset.permalink}: ${heading.textContent.trim()}`);
      heading.append(" ", link);
    }
  });
})();
