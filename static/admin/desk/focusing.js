// Brings a field into view and puts the cursor into it, whatever stands for it on the page.
export function focusField(id) {
  const field = document.getElementById(id);
  if (!field) return false;
  field.closest("details")?.setAttribute("open", "");
  const shown = field.closest(".prose-editor")?.querySelector("[contenteditable=true]")
    ?? (field.matches("select.admin-autocomplete") ? field.closest("td, .form-row").querySelector(".lead-buttons button, .select2-selection") : null)
    ?? field;
  if (!shown.matches("a, button, input, select, textarea, [tabindex], [contenteditable]")) shown.tabIndex = -1;
  shown.scrollIntoView({ block: "center" });
  shown.focus({ preventScroll: true });
  return true;
}
