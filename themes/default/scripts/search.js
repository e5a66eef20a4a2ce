/* A field that is searched while one types: on the search page, and in the dialog that search-dialog.js
   opens on any other. Texts reach the page as text nodes only: nothing that an author wrote is ever
   read as HTML. */

/* Makes a search of `field`, shown in `list` and `status`. `words` are those of the page's language, by
   the names of `parts/search_words.html`; `searched(query, count)` hears of every search. Returns what
   searches at once. */
window.notesgenSearchBox = ({ form, field, list, status, words: labels, root, searched }) => {
  const { search, load, fold, IS_UNSPACED } = window.notesgenFinder(root);
  const PAGE = 10; // Results shown at once.
  const MOST_SECTIONS = 3; // Sections of a page that are shown at most.
  let more = null; // The button for those after them.

  // --- Showing ----------------------------------------------------------------------------------

  /* Places in `text` where the folded `words` stand, as pairs of start and end. */
  const places = (text, words) => {
    let folded = "";
    const origin = [];
    let at = 0;
    for (const c of text) {
      for (const part of fold(c)) {
        for (let i = 0; i < part.length; i += 1) origin.push(at);
        folded += part;
      }
      at += c.length;
    }
    origin.push(at);
    const found = [];
    for (const word of words) {
      const spaced = !IS_UNSPACED.test(word);
      for (let i = folded.indexOf(word); i >= 0 && found.length < 400; i = folded.indexOf(word, i + word.length)) {
        if (spaced && i > 0 && /[\p{Alphabetic}\p{N}]/u.test(folded[i - 1])) continue;
        found.push([origin[i], origin[i + word.length], word]);
      }
    }
    return found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  };

  const marked = (text, words) => {
    const nodes = [];
    let at = 0;
    for (const [start, end] of places(text, words)) {
      if (start < at) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      nodes.push(text.slice(at, start), mark);
      at = end;
    }
    nodes.push(text.slice(at));
    return nodes;
  };

  /* The stretch of a text that has most of the words. */
  const snippet = (text, words) => {
    const wide = /[\u4e00-\u9fff]/.test(text.slice(0, 400));
    const length = wide ? 90 : 180;
    const found = places(text, words);
    if (found.length === 0) return null;
    let [best, most] = [found[0][0], 0];
    for (const [start] of found) {
      const inside = found.filter(([other]) => other >= start && other < start + length);
      const count = new Set(inside.map(([, , word]) => word)).size;
      if (count > most) [best, most] = [start, count];
      if (most === words.length) break;
    }
    // Whole words of scripts that have spaces, if one begins or ends nearby.
    const cut = Math.max(0, best - Math.round(length / 4));
    const from = cut === 0 ? 0 : cut + (/^[\p{L}\p{N}]{0,20}\s/u.exec(text.slice(cut, best))?.[0].length ?? 0);
    const rest = text.slice(from, from + length);
    const end = from + length < text.length ? (/\s[\p{L}\p{N}]{0,20}$/u.exec(rest)?.index ?? rest.length) : rest.length;
    const whole = rest.slice(0, end).replace(/\s+/g, " ");
    const part = from > 0 ? whole.replace(/^[\s。，、；：！？）」』”.,;:!?)\]]+/u, "") : whole;
    return [from > 0 ? "…" : "", ...marked(part, words), from + end < text.length ? "…" : ""];
  };

  /* The sections of a row of texts (`docs/search.md`), the beginning of the page first. The text begins
     with the title, which stands there already. */
  const sectionsOf = ([beginning, ...rest], title) => {
    const sections = [{ id: "", title: "", text: beginning.startsWith(title) ? beginning.slice(title.length) : beginning }];
    for (let i = 0; i < rest.length; i += 3) {
      const text = rest[i + 2].startsWith(title) ? rest[i + 2].slice(title.length) : rest[i + 2];
      sections.push({ id: rest[i], title: rest[i + 1], text });
    }
    return sections;
  };

  /* The sections that have the most of the words, in the order of the page. */
  const bestSections = (sections, words) => {
    const counted = sections.map((section) => {
      const found = places(`${section.title}\n${section.text}`, words);
      return { section, count: new Set(found.map(([, , word]) => word)).size };
    });
    const most = Math.max(...counted.map(({ count }) => count));
    return counted.filter(({ count }) => count > 0 && count === most).map(({ section }) => section);
  };

  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    made.className = className;
    made.append(...content);
    return made;
  };

  const show = async (result, from, isCurrent) => {
    const { manifest, words, documents } = result;
    const part = documents.slice(from, from + PAGE);
    const rows = await Promise.all(part.map((n) => load("f", Math.floor(n / manifest.facts))));
    if (!isCurrent()) return;
    const items = part.map((number, i) => {
      const [url, kind, title, other, authors, year, venue, pass, readers] = rows[i][number % manifest.facts];
      const link = element("a", "result-link", ...marked(title, words));
      link.href = root + url;
      const item = element("li", `result result-${kind}`, link);
      if (/[\u3400-\u9fff]/.test(other)) item.append(element("p", "result-title-other", ...marked(other, words)));
      const passes = kind === "paper" ? "●".repeat(pass) + "○".repeat(3 - pass) : "";
      const known = [passes, labels[kind] ?? "", authors, venue, year ?? "", readers.join(" · ")];
      const facts = known.filter((fact) => fact !== "").map((fact) => element("span", fact === passes ? "pass-mark" : "", fact));
      if (facts.length > 0) item.append(element("p", "result-facts", ...facts.flatMap((fact) => [fact, " "])));
      list.append(item);
      return item;
    });
    for (const [i, number] of part.entries()) {
      if (number >= manifest.own) continue;
      const texts = await load("t", Math.floor(number / manifest.texts));
      if (!isCurrent()) return;
      const [url, , title] = rows[i][number % manifest.facts];
      const best = bestSections(sectionsOf(texts[number % manifest.texts], title), words).slice(0, MOST_SECTIONS);
      const under = element("ul", "result-sections");
      for (const { id, title: name, text } of best) {
        const nodes = snippet(text, words);
        const said = nodes ? [element("p", "result-text", ...nodes)] : [];
        // The heading that says the title once more is the beginning of the page.
        if (id === "" || name === title) {
          items[i].append(...said);
          continue;
        }
        const link = element("a", "result-section", ...marked(name, words));
        link.href = `${root}${url}#${encodeURIComponent(id)}`;
        under.append(element("li", "", link, ...said));
      }
      if (under.children.length > 0) items[i].append(under);
    }
  };

  let latest = 0;
  let asked = []; // The words of what is shown.

  /* Leaves the words for the page that a result leads to, which marks them (`found.js`). */
  const leave = (link) => {
    try {
      const path = new URL(link.href).pathname;
      sessionStorage.setItem("notesgen-found", JSON.stringify({ path, words: asked }));
    } catch {
      // Storage may be forbidden: then nothing is marked.
    }
  };

  list.addEventListener("click", (event) => {
    const link = event.target.closest?.("a");
    if (link) leave(link);
  });

  const offerMore = (result, isCurrent) => {
    let shown = PAGE;
    more = element("button", "search-more", labels.more);
    more.type = "button";
    more.addEventListener("click", async () => {
      const next = list.children.length;
      await show(result, shown, isCurrent);
      shown += PAGE;
      if (shown >= result.documents.length) more.remove();
      list.children[next]?.querySelector("a")?.focus();
    });
    list.after(more);
  };

  const run = async () => {
    latest += 1;
    const mine = latest;
    const isCurrent = () => mine === latest;
    const query = field.value.trim();
    if (query === "") {
      list.replaceChildren();
      more?.remove();
      status.textContent = "";
      searched(query, 0);
      return;
    }
    try {
      const result = await search(query);
      if (!isCurrent()) return;
      const count = result.documents.length;
      const hints = [
        result.similar.length > 0 ? labels.similar.replace("{word}", result.similar.join(" ")) : "",
        result.isPartial ? labels.partial : "",
        count === 1 ? labels.one : labels.count.replace("{n}", count),
      ];
      status.textContent = count === 0 ? labels.none : hints.filter((hint) => hint !== "").join(" · ");
      asked = result.words;
      list.replaceChildren();
      more?.remove();
      if (count > PAGE) offerMore(result, isCurrent);
      searched(query, count);
      await show(result, 0, isCurrent);
    } catch {
      if (!isCurrent()) return;
      status.textContent = labels.failed;
      searched(query, 0);
    }
  };

  // --- Keys ---------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== field) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "ArrowDown" && links[at + 1]) links[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus();
    else if (event.key === "Escape" && at >= 0 && !field.closest("dialog")) field.focus();
    else if (event.key === "Enter" && at < 0 && !event.isComposing && links[0]) links[0].click();
    else if (event.key.length === 1 && event.key !== " " && at >= 0 && isPlain) {
      // Who types on goes on with the query.
      field.focus();
      return;
    } else return;
    event.preventDefault();
  });

  let timer = 0;
  field.addEventListener("input", (event) => {
    if (event.isComposing) return; // A Chinese word that is still being typed.
    clearTimeout(timer);
    timer = setTimeout(run, 80);
  });
  field.addEventListener("compositionend", run);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  return run;
};

/* The search page. */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("_search-form");
  if (!form) return;
  const field = document.getElementById("_search-input");
  const without = document.getElementById("_search-without");
  const run = window.notesgenSearchBox({
    form,
    field,
    list: document.getElementById("_search-results"),
    status: document.getElementById("_search-status"),
    words: form.dataset,
    root: form.dataset.root,
    searched: (query, count) => {
      without.hidden = query !== "" && count > 0;
      try {
        history.replaceState(null, "", query ? `?q=${encodeURIComponent(query)}` : location.pathname);
      } catch {
        // Some browsers keep the address of a page from disk as it is.
      }
    },
  });
  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  without.hidden = field.value !== "";
  if (field.value) run();
  field.focus({ preventScroll: true });
});
