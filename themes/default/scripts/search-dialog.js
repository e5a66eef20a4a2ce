/* `/` and Ctrl-K search from any page: on the search page in its field, on others in a dialog whose
   scripts are loaded when it is first opened. A plain click on the way to the search page opens it too. */

(() => {
  let dialog = null;

  const element = (name, attributes, ...content) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...content);
    return made;
  };

  /* Loads scripts in their order. */
  const load = async (addresses) => {
    for (const src of addresses) {
      await new Promise((resolve, reject) => {
        const script = element("script", { src });
        script.addEventListener("load", resolve);
        script.addEventListener("error", reject);
        document.head.append(script);
      });
    }
  };

  const make = (link) => {
    const words = link.dataset;
    const field = element("input", {
      type: "search",
      class: "search-field",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: words.hint,
      "aria-label": link.textContent.trim(),
    });
    const close = element("button", { type: "button", class: "search-close" }, document.body.dataset.close);
    const form = element("form", { role: "search", class: "search-form" }, field, close);
    const status = element("p", { class: "search-status", role: "status" });
    const list = element("ol", { class: "search-results" });
    const all = element("a", { class: "search-all", href: link.href }, words.page);
    const keys = element("span", { class: "search-keys", "aria-hidden": "true" }, words.keys);
    const results = element("div", { class: "search-found" }, list);
    const made = element("dialog", { class: "search-dialog", "aria-label": link.textContent.trim() });
    made.append(form, status, results, element("p", { class: "search-foot" }, keys, all));
    close.addEventListener("click", () => made.close());
    // A click beside the dialog is one on the dialog itself.
    made.addEventListener("click", (event) => event.target === made && made.close());
    // Left alone, the first Escape would empty the field, as browsers do.
    made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      made.close();
    });
    document.body.append(made);
    const searched = (query) => {
      all.href = query ? `${link.href}?q=${encodeURIComponent(query)}` : link.href;
      results.scrollTop = 0;
    };
    load(words.scripts.split(" "))
      .then(() => {
        const run = window.notesgenSearchBox({ form, field, list, status, words, root: words.root, searched });
        if (field.value) run();
      })
      .catch(() => {
        status.textContent = words.failed;
      });
    return { made, field };
  };

  const open = (link) => {
    dialog ??= make(link);
    if (!dialog.made.open) dialog.made.showModal();
    dialog.field.focus();
    dialog.field.select();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const at = event.target;
    const isTyping = at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName ?? "");
    const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !isTyping;
    const isControlK = event.key === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isSlash && !isControlK) return;
    const field = document.getElementById("_search-input");
    const link = document.getElementById("_search-link");
    if (!field && !link) return;
    event.preventDefault();
    if (field) field.focus();
    else if (link.dataset.scripts) open(link);
    else location.href = link.href;
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#_search-link");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link?.dataset.scripts || !isPlain || document.getElementById("_search-input")) return;
    event.preventDefault();
    open(link);
  });
})();
