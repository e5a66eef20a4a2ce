/* Copying: a button on every block of code and on what is there to be cited, and formulas that leave
   as the LaTeX that they came from. */

(() => {
  const words = () => document.body.dataset;

  const addButton = (block) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words().copy;
    button.addEventListener("click", async () => {
      const code = block.querySelector("code") ?? block;
      const done = await copy(code.textContent);
      button.textContent = done ? words().copied : words().copy;
      setTimeout(() => (button.textContent = words().copy), 2000);
    });
    const frame = document.createElement("div");
    frame.className = "copy-frame";
    block.replaceWith(frame);
    frame.append(block, button);
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyBySelection(text); // From disk, and on plain http, there is no clipboard to ask.
    }
  };

  const copyBySelection = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  /* The LaTeX of a formula, as the notes write it. */
  const latex = (math) => {
    const source = math.querySelector("annotation")?.textContent;
    if (source === undefined) return null;
    return math.getAttribute("display") === "block" ? `$$${source}$$` : `$${source}$`;
  };

  const replaceFormulas = (fragment) => {
    let any = false;
    for (const math of fragment.querySelectorAll("math")) {
      const source = latex(math);
      if (source === null) continue;
      math.replaceWith(source);
      any = true;
    }
    return any;
  };

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !event.clipboardData) return;
    const range = selection.getRangeAt(0);
    /* A selection that begins or ends inside a formula takes all of it. */
    const around = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("math");
    const [first, last] = [around(range.startContainer), around(range.endContainer)];
    const whole = range.cloneRange();
    if (first) whole.setStartBefore(first);
    if (last) whole.setEndAfter(last);
    const fragment = whole.cloneContents();
    if (!replaceFormulas(fragment)) return;
    const holder = document.createElement("div");
    holder.append(fragment);
    event.clipboardData.setData("text/html", holder.innerHTML);
    event.clipboardData.setData("text/plain", holder.textContent.trim());
    event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const block of document.querySelectorAll("main pre")) addButton(block);
  });
})();
