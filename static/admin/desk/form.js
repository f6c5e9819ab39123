// Small helps of the story's form: keyboard, focus and language.
import { find, findAll } from "../dom.js";

/**
 * Close the "More" menu of the button bar when the pointer or the focus goes elsewhere, and on Escape.
 *
 * @param {HTMLFormElement} form
 */
export function closeMenus(form) {
  const menu = /** @type {HTMLDetailsElement | null} */ (form.querySelector(".more-acts"));
  if (!menu) return;
  const close = () => menu.removeAttribute("open");
  document.addEventListener("click", ({ target }) => {
    if (!menu.contains(/** @type {Node} */ (target))) close();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(/** @type {Node} */ (relatedTarget))) close();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    close();
    find(menu, "summary").focus();
  });
}

/**
 * Keep a headline on one line, however long it is: Enter goes on to the next field.
 *
 * @param {HTMLTextAreaElement} field
 */
export function keepOneLine(field) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || !field.form) return;
    event.preventDefault();
    const fields = findAll(field.form, "input:not([type=hidden]), textarea, [contenteditable=true]");
    fields[fields.indexOf(field) + 1]?.focus();
  });
  field.addEventListener("input", () => {
    if (field.value.includes("\n")) field.value = field.value.replace(/\s*\n\s*/g, " ");
  });
}

const READERS_FIELDS = [
  "headline", "short_headline", "kicker", "standfirst", "lead_caption", "seo_title", "seo_description", "correction",
];

/**
 * Give the fields whose text readers see the language of the story: spell checkers, fonts and screen readers go by it.
 *
 * @param {HTMLSelectElement} select
 */
export function setStoryLanguage(select) {
  const update = () => {
    for (const name of READERS_FIELDS) document.getElementById(`id_${name}`)?.setAttribute("lang", select.value);
    document.querySelector(".field-body [contenteditable]")?.setAttribute("lang", select.value);
  };
  select.addEventListener("change", update);
  document.addEventListener("prose-editor:ready", update);
  update();
}

/**
 * Give the editable text the name, description and errors of its field: the form's label belongs to the hidden
 * textarea.
 *
 * @param {HTMLTextAreaElement} textarea
 */
export function labelBody(textarea) {
  const editable = textarea.closest(".prose-editor")?.querySelector("[contenteditable]");
  if (!editable) return;
  const label = document.querySelector(`label[for="${textarea.id}"]`)?.textContent ?? "";
  editable.setAttribute("role", "textbox");
  editable.setAttribute("aria-multiline", "true");
  editable.setAttribute("aria-label", label.replace(":", "").trim());
  editable.setAttribute("spellcheck", "true");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = textarea.getAttribute(name);
    if (value !== null) editable.setAttribute(name, value);
  }
}

/**
 * Scroll to a field and focus what stands for it on the page: the editor, or the buttons of an autocomplete field.
 *
 * @param {string} id
 * @returns {boolean} whether there is such a field
 */
export function focusField(id) {
  const field = document.getElementById(id);
  if (!field) return false;
  field.closest("details")?.setAttribute("open", "");
  const target = /** @type {HTMLElement} */ (field.closest(".prose-editor")?.querySelector("[contenteditable=true]")
    ?? (field.matches("select.admin-autocomplete")
      ? field.closest("td, .form-row")?.querySelector(".lead-buttons button, .select2-selection") : null)
    ?? field);
  if (!target.matches("a, button, input, select, textarea, [tabindex], [contenteditable]")) target.tabIndex = -1;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
  return true;
}
