// Fills a form with entries that were kept: every field, the body editor, rows of inline tables, quoted posts.
import { create, findAll } from "../dom.js";

/** @typedef {import("./form-data.js").Entry} Entry */

const EDITOR_WAIT = 10_000;
const FORM_OF_ROWS = /^(.+)-TOTAL_FORMS$/;
// These say which rows there are, and stay as the page has them.
const NOT_FILLED = /^(csrfmiddlewaretoken|form_token|on_top_of|page)$|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|-id$/;

/** @param {HTMLFormElement} form */
const editedTextareas = (form) => findAll(form, "textarea", HTMLTextAreaElement)
  .filter((field) => field.getAttributeNames().some((name) => name.startsWith("data-django-prose-editor")));

/** @param {Element} textarea */
const editableOf = (textarea) =>
  /** @type {EditableElement | null | undefined} */ (textarea.closest(".prose-editor")?.querySelector("[contenteditable]"));

/**
 * Resolve when each body editor of the form stands in the place of its textarea, or after ten seconds.
 *
 * @param {HTMLFormElement} form
 * @returns {Promise<void>}
 */
export function editorsReady(form) {
  const areReady = () => editedTextareas(form).every((field) => editableOf(field)?.editor);
  return new Promise((resolve) => {
    // One step later: what starts an editor may still change its text.
    const check = () => { if (areReady()) setTimeout(resolve); };
    form.addEventListener("prose-editor:ready", check);
    setTimeout(resolve, EDITOR_WAIT);
    check();
  });
}

/**
 * Fill the form and leave it unsaved. A page whose form is more than its fields does so itself: it prevents the default
 * of "newsroom:fill" and pushes a promise into `detail.waiting`.
 *
 * @param {HTMLFormElement} form
 * @param {Entry[]} entries
 * @param {Record<string, string>} [quotes] the HTML of the forms of quoted posts by the posts' ids
 * @returns {Promise<string[]>} names of files that have to be chosen again
 */
export async function fill(form, entries, quotes = {}) {
  /** @type {{ entries: Entry[], waiting: Promise<unknown>[] }} */
  const detail = { entries, waiting: [] };
  if (form.dispatchEvent(new CustomEvent("newsroom:fill", { detail, cancelable: true }))) {
    fillFields(form, entries, quotes);
  } else {
    await Promise.all(detail.waiting);
  }
  return entries.filter(([, value, label]) => !value && label).map(([, , label]) => label ?? "");
}

/**
 * @param {HTMLFormElement} form
 * @param {Entry[]} entries
 * @param {Record<string, string>} quotes
 */
function fillFields(form, entries, quotes) {
  addQuotes(form, quotes);
  addRows(form, entries);
  /** @type {Map<string, Entry[]>} */
  const byName = new Map();
  for (const entry of entries) byName.set(entry[0], [...(byName.get(entry[0]) ?? []), entry]);
  const filled = new Set();
  for (const element of form.elements) {
    const { name } = /** @type {HTMLInputElement} */ (element);
    if (!name || NOT_FILLED.test(name) || name.includes("__prefix__")) continue;
    filled.add(name);
    fillField(/** @type {HTMLInputElement} */ (element), byName.get(name));
  }
  carry(form, entries.filter(([name]) => /^quote-\d+-/.test(name) && !filled.has(name)));
  sortBylines(form);
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} field
 * @param {Entry[]} [entries] undefined where the kept form had no value of this name
 */
function fillField(field, entries) {
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
    const checked = (entries ?? []).some(([, value]) => value === field.value);
    if (checked === field.checked) return;
    field.checked = checked;
  } else if (!entries || ["file", "submit", "button", "password"].includes(field.type)) {
    return;
  } else if (field instanceof HTMLSelectElement) {
    select(field, entries);
  } else {
    const [[, value]] = entries;
    const editor = editableOf(field)?.editor;
    if (editor) return setBody(editor, field, value);
    if (field.value === value) return;
    field.value = value;
  }
  announce(field);
}

/**
 * As one step that undo takes back.
 *
 * @param {Editor} editor
 * @param {{ value: string }} field
 * @param {string} html
 */
function setBody(editor, field, html) {
  if (field.value !== html) editor.commands.setContent(html, { emitUpdate: true });
}

/**
 * @param {HTMLSelectElement} field
 * @param {Entry[]} entries
 */
function select(field, entries) {
  for (const [, value, label] of entries) {
    if (![...field.options].some((option) => option.value === value)) field.append(new Option(label || value, value));
  }
  const values = new Set(entries.map(([, value]) => value));
  for (const option of field.options) option.selected = values.has(option.value);
}

/**
 * Tell the page's scripts. A field with suggestions would open their list on "input".
 *
 * @param {HTMLElement} field
 */
function announce(field) {
  if (field.getAttribute("role") !== "combobox") field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  if (field instanceof HTMLSelectElement) window.django?.jQuery?.(field).trigger("change");
}

/**
 * Add empty rows to the inline tables until there are as many as were kept, and empty those that are too many.
 *
 * @param {HTMLFormElement} form
 * @param {Entry[]} entries
 */
function addRows(form, entries) {
  for (const [name, value] of entries) {
    const [, prefix] = FORM_OF_ROWS.exec(name) ?? [];
    const group = prefix && document.getElementById(`${prefix}-group`);
    if (!group) continue;
    const total = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    for (let more = Number(value) - Number(total.value); more > 0; more -= 1) {
      /** @type {HTMLElement | null} */ (group.querySelector(".add-row a"))?.click();
    }
    for (let row = Number(value); row < Number(total.value); row += 1) emptyRow(form, `${prefix}-${row}-`);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} prefix
 */
function emptyRow(form, prefix) {
  for (const element of form.elements) {
    const field = /** @type {HTMLInputElement} */ (element);
    if (!field.name.startsWith(prefix) || field.type === "hidden") continue;
    if (field.type === "checkbox") field.checked = field.name.endsWith("-DELETE");
    else field.value = "";
    announce(field);
  }
}

/**
 * The rows stand in the order of their numbers; those without a number last.
 *
 * @param {HTMLFormElement} form
 */
function sortBylines(form) {
  const rows = findAll(form, "#bylines-group tr.form-row:not(.empty-form)", HTMLTableRowElement);
  const order = (/** @type {HTMLElement} */ row) => {
    const field = /** @type {HTMLInputElement | null} */ (row.querySelector("input[name$=-order]"));
    return Number(field?.value || Infinity);
  };
  const sorted = [...rows].sort((one, other) => (order(one) < order(other) ? -1 : Number(order(one) > order(other))));
  const [first] = rows;
  if (!first || sorted.every((row, index) => row === rows[index])) return;
  const place = document.createComment("");
  first.before(place);
  place.replaceWith(...sorted);
}

/**
 * Show the words of quoted posts that this page has no fields for yet.
 *
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} quotes
 */
function addQuotes(form, quotes) {
  const sections = Object.entries(quotes).filter(([id]) => !document.getElementById(`quote-${id}`))
    .map(([, html]) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild)
    .filter((section) => section !== null);
  if (!sections.length) return;
  const group = form.querySelector("#quotes") ?? create("fieldset", { className: "module aligned quotes", id: "quotes" });
  group.append(...sections);
  if (!group.isConnected) form.querySelector(".story-main")?.append(group);
}

/**
 * What has no field on this page is sent along all the same.
 *
 * @param {HTMLFormElement} form
 * @param {Entry[]} entries
 */
function carry(form, entries) {
  form.append(...entries.map(([name, value]) => create("input", { type: "hidden", name, value })));
}
