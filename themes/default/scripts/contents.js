/* The table of contents follows reading: the section that the top of the window is in is the current
   one. */

(() => {
  const follow = (toc) => {
    const entries = [...toc.querySelectorAll("a[href^='#']")]
      .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
      .filter(({ target }) => target);
    if (entries.length === 0) return () => {};
    let current = null;
    return () => {
      const line = Math.min(innerHeight / 4, 160);
      let found = null;
      for (const entry of entries) {
        if (entry.target.getBoundingClientRect().top > line) break;
        found = entry.link;
      }
      if (found === current) return;
      current?.removeAttribute("aria-current");
      found?.setAttribute("aria-current", "location");
      current = found;
      if (found && toc.scrollHeight > toc.clientHeight) {
        toc.scrollTop = found.offsetTop - toc.clientHeight / 2;
      }
    };
  };

  document.addEventListener("DOMContentLoaded", () => {
    // Where the layout has room for them, which the style sheet says, these stand open; in newer browsers
    // CSS alone does it.
    for (const fold of document.querySelectorAll("details:is(.toc-fold, .opens-wide)")) {
      if (getComputedStyle(fold).getPropertyValue("--unfolded").trim() === "1") fold.open = true;
    }
    const updates = [...document.querySelectorAll(".toc")].map(follow);
    if (updates.length === 0) return;
    let waiting = false;
    const update = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        for (const one of updates) one();
      });
    };
    addEventListener("scroll", update, { passive: true });
    addEventListener("resize", update, { passive: true });
    update();
  });
})();
