/* Full-text search over the shards that `notesgen build` makes (docs/search.md). Only what a query
   needs is loaded, as scripts, so that it works from disk too. Texts reach the page as text nodes
   only: nothing that an author wrote is ever read as HTML. */

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("_search-form");
  if (!form) return;
  const field = document.getElementById("_search-input");
  const list = document.getElementById("_search-results");
  const status = document.getElementById("_search-status");
  const without = document.getElementById("_search-without");
  const { version, root } = form.dataset;

  const PAGE = 10; // Results shown at once.
  const MOST_TERMS = 40; // Terms that one prefix stands for at most.
  const MOST_SHARDS = 3; // Shards that one prefix is looked up in at most.

  // --- Shards -------------------------------------------------------------------------------

  const waiting = new Map();
  const loaded = new Map();

  window.notesgenSearch = (kind, number, data) => waiting.get(kind + number)?.(data);

  const load = (kind, number) => {
    const name = kind + number;
    if (!loaded.has(name)) {
      const promise = new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        script.src = `${root}search/${kind === "m" ? "index" : name}.js?v=${version}`;
        script.addEventListener("error", () => {
          loaded.delete(name);
          reject(new Error(name));
        });
        script.addEventListener("load", () => script.remove());
        document.head.append(script);
      });
      loaded.set(name, promise);
    }
    return loaded.get(name);
  };

  // --- Words: the same rule as src/search/tokens.rs ------------------------------------------

  const UNSPACED =
    "\\u2e80-\\u2fdf\\u3005-\\u3007\\u3041-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{323af}";
  const PIECES = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{Alphabetic}\\p{N}])+`, "gu");
  const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
  const LONGEST = 24;

  const fold = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();

  const cut = (word) => [...word].slice(0, LONGEST).join("");

  const fieldTerm = (name, value) =>
    cut(`${name}:${fold(value).replace(/[^\p{Alphabetic}\p{N}]+/gu, "-").replace(/^-|-$/g, "")}`);

  // --- Postings -------------------------------------------------------------------------------

  const DIGITS = new Map(
    [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((c, i) => [c, i]),
  );

  /* Document and weight of each posting of an encoded list. */
  const decode = (encoded, visit) => {
    let [number, shift, document] = [0, 0, 0];
    for (const c of encoded) {
      const digit = DIGITS.get(c);
      number += (digit & 31) * 2 ** shift;
      shift += 5;
      if (digit & 32) continue;
      document += Math.floor(number / 8);
      visit(document, number % 8);
      [number, shift] = [0, 0];
    }
  };

  /* The order of code points, which is that of the shards. */
  const isBefore = (a, b) => {
    const [x, y] = [[...a], [...b]];
    for (let i = 0; i < Math.min(x.length, y.length); i += 1) {
      if (x[i] !== y[i]) return x[i].codePointAt(0) < y[i].codePointAt(0);
    }
    return x.length < y.length;
  };

  /* Terms that are `term`, or begin with it, with their encoded postings. */
  const lookUp = async (manifest, term, isPrefix) => {
    const { firsts } = manifest;
    let [low, high] = [0, firsts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(term, firsts[middle])) high = middle;
      else low = middle + 1;
    }
    const numbers = [Math.max(low - 1, 0)];
    while (isPrefix && numbers.length < MOST_SHARDS && firsts[low]?.startsWith(term)) {
      numbers.push(low);
      low += 1;
    }
    const found = [];
    for (const text of await Promise.all(numbers.map((number) => load("p", number)))) {
      const wanted = isPrefix ? term : `${term} `;
      let at = text.startsWith(wanted) ? 0 : text.indexOf(`\n${wanted}`) + 1;
      if (at === 0 && !text.startsWith(wanted)) continue;
      while (text.startsWith(wanted, at)) {
        const end = text.indexOf("\n", at);
        const [name, postings] = text.slice(at, end).split(" ");
        found.push({ name, postings });
        at = end + 1;
      }
    }
    found.sort((a, b) => (b.name === term) - (a.name === term) || b.postings.length - a.postings.length);
    return found.slice(0, MOST_TERMS);
  };

  // --- Slips of the keyboard --------------------------------------------------------------------

  /* Whether two words are at most `most` insertions, deletions, changes or swaps apart. */
  const isNear = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return false;
    let [before, row] = [[], Array.from({ length: b.length + 1 }, (_, i) => i)];
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, change);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...next) > most) return false;
      [before, row] = [row, next];
    }
    return row[b.length] <= most;
  };

  const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

  /* Letters that a word may begin with which was meant: its first, its second, in case the first two
     are swapped or the first was missed, and those beside the first on the keyboard. */
  const firstLetters = (word) => {
    const row = ROWS.findIndex((letters) => letters.includes(word[0]));
    const at = ROWS[row].indexOf(word[0]);
    const beside = [-1, 0, 1].flatMap((by) => [...(ROWS[row + by]?.slice(Math.max(0, at - 1), at + 2) ?? "")]);
    return [...new Set([word[0], word[1], ...beside])];
  };

  /* The most usual word that is nearly `word`. */
  const nearWord = async (manifest, word) => {
    if (!/^[a-z]{4,}$/.test(word)) return null;
    const most = word.length < 8 ? 1 : 2;
    const letters = manifest.words === 1 ? [0] : firstLetters(word).map((c) => c.charCodeAt(0) - 97);
    for (let allowed = 1; allowed <= most; allowed += 1) {
      // A second slip beside one in the first letter would be guessing.
      for (const number of allowed === 1 ? letters : letters.slice(0, 2)) {
        const words = (await load("w", number)).split(" ");
        const near = words.find((other) => other !== word && isNear(word, other, allowed));
        if (near) return near;
      }
    }
    return null;
  };

  // --- Queries --------------------------------------------------------------------------------

  const FIELDS = {
    tag: "g", 标签: "g", author: "a", 作者: "a", year: "y", 年份: "y", venue: "v", 出处: "v",
    pass: "p", 遍: "p", reader: "r", 读者: "r",
  };

  /* What must all hold of a result: each a list of terms of which one is enough. */
  const clauses = (query) => {
    const all = [];
    const words = [];
    for (const [, name, quoted, plain] of query.matchAll(/(?:([\p{L}]+)[:：])?(?:"([^"]*)"?|(\S+))/gu)) {
      const value = quoted ?? plain;
      const kind = name && FIELDS[name.toLowerCase()];
      if (kind === "y") {
        const [from, to] = value.split("..").map((year) => Number.parseInt(year, 10));
        if (Number.isNaN(from)) continue;
        const last = value.includes("..") ? Math.min(Number.isNaN(to) ? 2100 : to, from + 150) : from;
        const years = Array.from({ length: Math.max(last - from + 1, 0) }, (_, i) => `y:${from + i}`);
        all.push({ terms: years, isPrefix: false, isField: true });
        continue;
      }
      if (kind) {
        all.push({ terms: [fieldTerm(kind, value)], isPrefix: kind !== "p", isField: true });
        continue;
      }
      for (const piece of fold(name ? `${name} ${value}` : value).match(PIECES) ?? []) {
        words.push(piece);
        const characters = [...piece];
        if (!IS_UNSPACED.test(piece)) {
          all.push({ terms: [cut(piece)], isPrefix: true, word: piece });
        } else if (characters.length === 1) {
          all.push({ terms: [piece], isPrefix: true });
        } else {
          for (let i = 0; i + 1 < characters.length; i += 1) {
            all.push({ terms: [characters[i] + characters[i + 1]], isPrefix: false });
          }
        }
      }
    }
    return { all, words };
  };

  const scores = async (manifest, clause) => {
    const found = new Map();
    const lists = await Promise.all(clause.terms.map((term) => lookUp(manifest, term, clause.isPrefix)));
    for (const { name, postings } of lists.flat()) {
      const rare = Math.log(1 + manifest.documents / postings.length);
      const exact = clause.terms.includes(name) ? 1 : 0.5;
      decode(postings, (document, weight) => {
        const score = clause.isField ? 0.01 : rare * exact * (1 + weight);
        if (score > (found.get(document) ?? 0)) found.set(document, score);
      });
    }
    return found;
  };

  /* Numbers of documents, the best first; the words to mark in them; words that were put right. */
  const search = async (query) => {
    const manifest = await load("m", 0);
    if (!Array.isArray(manifest.firsts)) manifest.firsts = manifest.firsts.split(" ");
    const { all, words } = clauses(query);
    const similar = [];
    let sum = null;
    for (const clause of all) {
      let found = await scores(manifest, clause);
      if (found.size === 0 && clause.word) {
        const near = await nearWord(manifest, clause.word);
        if (near) {
          similar.push(near);
          words.push(near);
          found = await scores(manifest, { ...clause, terms: [near] });
        }
      }
      if (sum === null) {
        sum = found;
      } else {
        const both = new Map();
        for (const [document, score] of found) {
          if (sum.has(document)) both.set(document, sum.get(document) + score);
        }
        sum = both;
      }
      if (sum.size === 0) break;
    }
    // What nobody has read yet comes after what says something.
    const rank = ([document, score]) => (document < manifest.own ? score : score / 4);
    const order = [...(sum ?? [])].sort((a, b) => rank(b) - rank(a) || a[0] - b[0]);
    return { manifest, words, similar, documents: order.map(([document]) => document) };
  };

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
    const part = rest.slice(0, end).replace(/\s+/g, " ");
    return [from > 0 ? "…" : "", ...marked(part, words), from + end < text.length ? "…" : ""];
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
      const known = [passes, form.dataset[kind] ?? "", authors, venue, year ?? "", readers.join(" · ")];
      const facts = known.filter((fact) => fact !== "").map((fact) => element("span", fact === passes ? "pass-mark" : "", fact));
      if (facts.length > 0) item.append(element("p", "result-facts", ...facts.flatMap((fact) => [fact, " "])));
      list.append(item);
      return item;
    });
    for (const [i, number] of part.entries()) {
      if (number >= manifest.own) continue;
      const texts = await load("t", Math.floor(number / manifest.texts));
      if (!isCurrent()) return;
      const [, , title] = rows[i][number % manifest.facts];
      const text = texts[number % manifest.texts];
      // A text begins with the title, which stands there already.
      const nodes = snippet(text.startsWith(title) ? text.slice(title.length) : text, words);
      if (nodes) items[i].append(element("p", "result-text", ...nodes));
    }
  };

  let latest = 0;

  const run = async () => {
    latest += 1;
    const mine = latest;
    const isCurrent = () => mine === latest;
    const query = field.value.trim();
    try {
      const address = query ? `?q=${encodeURIComponent(query)}` : location.pathname;
      history.replaceState(null, "", address);
    } catch {
      // Some browsers keep the address of a page from disk as it is.
    }
    without.hidden = query !== "";
    if (query === "") {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    try {
      const result = await search(query);
      if (!isCurrent()) return;
      const count = result.documents.length;
      const words = form.dataset;
      const similar = result.similar.length > 0 ? `${words.similar.replace("{word}", result.similar.join(" "))} · ` : "";
      status.textContent = count === 0 ? words.none : similar + words.count.replace("{n}", count);
      without.hidden = count > 0;
      list.replaceChildren();
      document.getElementById("_search-more")?.remove();
      let shown = PAGE;
      if (count > PAGE) {
        const more = element("button", "search-more", words.more);
        more.id = "_search-more";
        more.type = "button";
        more.addEventListener("click", async () => {
          const next = list.children.length;
          await show(result, shown, isCurrent);
          shown += PAGE;
          if (shown >= count) more.remove();
          list.children[next]?.querySelector("a")?.focus();
        });
        list.after(more);
      }
      await show(result, 0, isCurrent);
    } catch {
      if (isCurrent()) status.textContent = form.dataset.failed;
    }
  };

  // --- Keys ---------------------------------------------------------------------------------------

  document.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== field) return;
    if (event.key === "ArrowDown" && links[at + 1]) links[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus();
    else if (event.key === "Escape" && at >= 0) field.focus();
    else if (event.key === "Enter" && at < 0 && !event.isComposing && links[0]) location.href = links[0].href;
    else return;
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

  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  if (field.value) run();
  else without.hidden = false;
  field.focus({ preventScroll: true });
});
