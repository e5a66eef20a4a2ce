/* The words that a search led here by are marked in the text, which stays as it is; Escape takes the marks
   away. `search.js` leaves the words for the page that it leads to. */

(() => {
  const KEY = "notesgen-found";
  const MOST = 500; // Marks on one page.
  const LETTER = /[\p{L}\p{N}]/u;

  /* `text` in lower case and without accents, as long as it was, so that places stay places. */
  const folded = (text) =>
    text.toLowerCase().length !== text.length
      ? text
      : text.toLowerCase().replace(/[\u00c0-\u024f\uff01-\uff5e]/g, (c) => c.normalize("NFKD")[0]);

  const words = () => {
    try {
      const left = JSON.parse(sessionStorage.getItem(KEY));
      sessionStorage.removeItem(KEY);
      return left?.path === location.pathname ? left.words : [];
    } catch {
      return []; // Storage may be forbidden.
    }
  };

  const mark = (all) => {
    const ranges = [];
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node && ranges.length < MOST; node = walker.nextNode()) {
      const text = folded(node.data);
      for (const word of all) {
        const isSpaced = /^[\u0000-\u024f]/.test(word);
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          if (isSpaced && at > 0 && LETTER.test(text[at - 1])) continue;
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };

  document.addEventListener("DOMContentLoaded", () => {
    const all = words().filter((word) => word !== "");
    if (all.length === 0 || !CSS.highlights) return;
    mark(all);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") CSS.highlights.delete("found");
    });
  });
})();
