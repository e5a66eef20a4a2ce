/* Full-text search over the shards that `notesgen build` makes (docs/search.md): a query → numbers of
   documents. Only what a query needs is loaded, as scripts, so that it works from disk too. */

window.notesgenFinder = (root) => {
  const MOST_TERMS = 40; // Terms that one prefix stands for at most.
  const MOST_SHARDS = 3; // Shards that one prefix is looked up in at most.
  const MOST_CLAUSES = 12; // Words that are looked up at most, so that a pasted sentence costs little.
  const MOST_NEAR = 4; // Words that a slip may stand for.

  // --- Shards -------------------------------------------------------------------------------

  const waiting = new Map();
  const loaded = new Map();
  let version = "";

  window.notesgenSearch = (kind, number, data) => waiting.get(kind + number)?.(data);

  const load = (kind, number) => {
    const name = kind + number;
    if (!loaded.has(name)) {
      const promise = new Promise((resolve, reject) => {
        waiting.set(name, resolve);
        const script = document.createElement("script");
        script.src = kind === "m" ? `${root}search/index.js` : `${root}search/${name}.js?v=${version}`;
        script.addEventListener("error", () => {
          script.remove();
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

  /* What every search starts with; it says which version of the other shards belongs to it. */
  const loadManifest = async () => {
    const manifest = await load("m", 0);
    if (!Array.isArray(manifest.firsts)) manifest.firsts = manifest.firsts.split(" ");
    version = manifest.version;
    return manifest;
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

  /* The words of a shard that are at most `most` slips away from `word`, with how usual each is among
     those of its letter. */
  const nearIn = async (number, word, most) => {
    const near = [];
    let [letter, place] = ["", 0];
    for (const other of (await load("w", number)).split(" ")) {
      if (other[0] !== letter) [letter, place] = [other[0], 0];
      if (other !== word && isNear(word, other, most)) near.push({ other, place });
      place += 1;
    }
    return near;
  };

  /* The most usual words that are nearly `word`: with one slip; then with one in the first letter; then
     with two, of which none is in the first letter: that would be guessing. */
  const nearWords = async (manifest, word) => {
    if (!/^[a-z]{4,}$/.test(word)) return [];
    const numbers = manifest.words === 1 ? [0] : firstLetters(word).map((c) => c.charCodeAt(0) - 97);
    const [first, beside] = [numbers.slice(0, 2), numbers.slice(2)];
    for (const [most, shards] of [[1, first], [1, beside], ...(word.length < 8 ? [] : [[2, first]])]) {
      const near = (await Promise.all(shards.map((number) => nearIn(number, word, most)))).flat();
      near.sort((a, b) => a.place - b.place);
      if (near.length > 0) return near.slice(0, MOST_NEAR).map(({ other }) => other);
    }
    return [];
  };

  // --- Queries --------------------------------------------------------------------------------

  const FIELDS = {
    tag: "g", 标签: "g", author: "a", 作者: "a", year: "y", 年份: "y", venue: "v", 出处: "v",
    pass: "p", 遍: "p", reader: "r", 读者: "r",
  };

  /* Where pairs of a run of characters begin: everywhere, or so that they still cover a long one. */
  const pairStarts = (length) => {
    const last = length - 2;
    const step = Math.max(last < 6 ? 1 : 2, Math.ceil(last / MOST_CLAUSES));
    const starts = Array.from({ length: Math.ceil(last / step) }, (_, i) => i * step);
    return [...starts, last];
  };

  /* What should hold of a result: each a list of terms of which one is enough. */
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
          for (const i of pairStarts(characters.length)) {
            all.push({ terms: [characters[i] + characters[i + 1]], isPrefix: false });
          }
        }
      }
    }
    // Long words say most; each of those that are left costs a shard.
    const fields = all.filter((clause) => clause.isField);
    const said = all.filter((clause) => !clause.isField).sort((a, b) => b.terms[0].length - a.terms[0].length);
    return { fields, said: said.slice(0, MOST_CLAUSES), words };
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

  /* The documents that a word is in, or else those of the words that it may be a slip for. */
  const scoresOfWord = async (manifest, clause) => {
    const found = await scores(manifest, clause);
    if (found.size > 0 || !clause.word) return { found, near: [] };
    const near = await Promise.all(
      (await nearWords(manifest, clause.word)).map(async (word) => ({
        word,
        found: await scores(manifest, { ...clause, terms: [word] }),
      })),
    );
    for (const [document, score] of near.flatMap((one) => [...one.found])) {
      found.set(document, Math.max(score, found.get(document) ?? 0));
    }
    return { found, near };
  };

  /* Numbers of documents, the best first; the words to mark in them; words that were put right; whether
     no document has all that was asked for, so that those with most of it stand here. */
  const search = async (query) => {
    const manifest = await loadManifest();
    const { fields, said, words } = clauses(query);
    const [required, wanted] = await Promise.all([
      Promise.all(fields.map((clause) => scores(manifest, clause))),
      Promise.all(said.map((clause) => scoresOfWord(manifest, clause))),
    ]);
    const sums = new Map();
    for (const { found } of wanted) {
      for (const [document, score] of found) {
        const { count, sum } = sums.get(document) ?? { count: 0, sum: 0 };
        sums.set(document, { count: count + 1, sum: sum + score });
      }
    }
    if (wanted.length === 0) for (const document of required[0]?.keys() ?? []) sums.set(document, { count: 0, sum: 0 });
    let most = 0;
    for (const [document, { count }] of sums) {
      if (required.every((found) => found.has(document))) most = Math.max(most, count);
      else sums.delete(document);
    }
    const isPartial = most < wanted.length;
    const least = isPartial ? Math.max(most - 1, wanted.length / 2) : most;
    // What nobody has read yet comes after what says something.
    const rank = ([document, { sum }]) => (document < manifest.own ? sum : sum / 4);
    const order = [...sums]
      .filter(([, { count }]) => count >= least)
      .sort((a, b) => b[1].count - a[1].count || rank(b) - rank(a) || a[0] - b[0]);
    const documents = order.map(([document]) => document);
    const similar = wanted
      .flatMap(({ near }) => near)
      .filter(({ found }) => documents.slice(0, 10).some((document) => found.has(document)))
      .map(({ word }) => word);
    // Where a run of characters is nowhere as a whole, its pairs are marked.
    const pairs = isPartial ? said.filter((clause) => !clause.word).flatMap((clause) => clause.terms) : [];
    return { manifest, words: [...words, ...similar, ...pairs], similar, isPartial, documents };
  };

  return { search, load, fold, IS_UNSPACED };
};
