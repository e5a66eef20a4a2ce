/* Tables of papers: every column sorts. In them and in long lists of names a field keeps the rows that have
   all the words typed into it. Rows come from the page, so everything is there without this file. */

(() => {
  const key = (cell) => cell.dataset.sort ?? cell.textContent.trim();

  const compare = (a, b) => {
    if (a === "" || b === "") return (a === "") - (b === ""); // What is not known comes last.
    const [x, y] = [Number(a), Number(b)];
    if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y;
    return a.localeCompare(b, document.documentElement.lang);
  };

  const sortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const body = table.tBodies[0];
        const rows = [...body.rows].map((row, place) => ({ row, place, key: key(row.cells[column]) }));
        rows.sort((a, b) => {
          const order = compare(a.key, b.key);
          const turned = down && a.key !== "" && b.key !== "" ? -order : order;
          return turned || a.place - b.place;
        });
        body.append(...rows.map(({ row }) => row));
      });
    });
  };

  const filterable = (entries) => {
    const form = document.getElementById("_filter-form");
    const field = document.getElementById("_filter");
    const status = document.getElementById("_filter-status");
    if (!form || !field || !status) return;
    const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
    const rows = entries.map((row) => ({ row, text: fold(`${row.textContent} ${row.dataset.words ?? ""}`) }));
    const filter = () => {
      const words = fold(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { row, text } of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      }
      status.textContent = words.length === 0 ? "" : `${shown} / ${rows.length}`;
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    field.addEventListener("input", filter);
    form.hidden = false;
    if (field.value) filter(); // What the browser kept from before.
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll("table.papers")) sortable(table);
    filterable([...document.querySelectorAll("table.papers > tbody > tr, .terms > li")]);
  });
})();
