/* `/` goes to the search field, from any page. */

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const at = event.target;
  if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName ?? "")) return;
  const field = document.getElementById("_search-input");
  const link = document.getElementById("_search-link");
  if (!field && !link) return;
  event.preventDefault();
  if (field) field.focus();
  else location.href = link.href;
});
