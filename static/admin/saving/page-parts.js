// Bringing what the server says about a form onto the page, without touching what is typed.
import { create, find, findAll } from "../dom.js";
import { labelBody } from "../desk/form.js";

const KEPT_MESSAGES = "newsroom-messages";
const ERRORS = ".errornote, .errorlist, .faults, .row-form-errors, #differences, #question";

/**
 * Make an element and its descendants like others, in place: what stays keeps its listeners and the focus. Elements
 * with `data-keep` are not touched.
 *
 * @param {Element} element
 * @param {Element} next
 */
export function morph(element, next) {
  for (const { name } of [...element.attributes]) if (!next.hasAttribute(name)) element.removeAttribute(name);
  for (const { name, value } of next.attributes) {
    if (element.getAttribute(name) !== value) element.setAttribute(name, value);
  }
  const old = [...element.children];
  /** @param {Element} child */
  const taken = (child) => {
    const index = old.findIndex((candidate) => keyOf(candidate) === keyOf(child));
    return index < 0 ? null : old.splice(index, 1)[0];
  };
  const children = [...next.childNodes].map((node) => {
    const match = node instanceof Element ? taken(node) : null;
    if (!match) return document.importNode(node, true);
    if (!match.hasAttribute("data-keep")) morph(match, /** @type {Element} */ (node));
    return match;
  });
  const isUnchanged = (/** @type {Node} */ node, /** @type {number} */ index) => node === element.childNodes[index];
  if (children.length === element.childNodes.length && children.every(isUnchanged)) return;
  const focused = document.activeElement;
  element.replaceChildren(...children);
  if (focused instanceof HTMLElement && element.contains(focused)) focused.focus({ preventScroll: true });
}

/** @param {Element} element */
function keyOf(element) {
  const name = element.id || element.getAttribute("name") || element.getAttribute("data-part") || element.classList[0] || "";
  return `${element.localName} ${name}`;
}

/**
 * The parts of a page that say something about the form: each has `data-part`, and is the same on every page of a form.
 *
 * @param {ParentNode} root
 */
const partsOf = (root) => new Map(findAll(root, "[data-part]").map((part) => [part.dataset.part ?? "", part]));

/**
 * @param {HTMLFormElement} form
 * @param {HTMLFormElement} next
 * @returns {boolean} whether the two have the same parts
 */
export function haveSameParts(form, next) {
  return [...partsOf(form).keys()].sort().join() === [...partsOf(next).keys()].sort().join();
}

/**
 * Show the other page's parts, buttons, title and messages.
 *
 * @param {HTMLFormElement} form
 * @param {Document} page
 */
export function showParts(form, page) {
  const next = find(page, `#${form.id}`, HTMLFormElement);
  const newParts = partsOf(next);
  for (const [name, part] of partsOf(form)) {
    const newPart = newParts.get(name);
    if (newPart) morph(part, newPart);
  }
  const [rows, newRows] = [findAll(form, ".submit-row"), findAll(next, ".submit-row")];
  rows.forEach((row, index) => { if (newRows[index]) morph(row, newRows[index]); });
  const action = next.getAttribute("action");
  if (action) form.setAttribute("action", action); else form.removeAttribute("action");
  document.title = page.title;
  for (const selector of ["#content > h1", "#content > h2", ".breadcrumbs"]) {
    const [here, there] = [document.querySelector(selector), page.querySelector(selector)];
    if (here && there) morph(here, there);
  }
  showMessages(page);
}

/**
 * Show the other page's messages in the place of this one's. What stands beneath does not move where one reads.
 *
 * @param {Document} page
 */
export function showMessages(page) {
  const main = find(document, "main");
  const height = main.scrollHeight;
  findAll(main, ":scope > .messagelist").forEach((list) => list.remove());
  const list = page.querySelector("main > .messagelist");
  if (list) find(main, ":scope > #content").before(document.importNode(list, true));
  // The browser keeps what is read in its place where it knows how to.
  if (scrollY > 0 && !CSS.supports("overflow-anchor: auto")) scrollBy(0, main.scrollHeight - height);
}

/**
 * Keep the messages of a page that was fetched for the page that comes next: the server gives them out once.
 *
 * @param {Document} page
 */
export function keepMessages(page) {
  const list = page.querySelector("main > .messagelist");
  if (list) sessionStorage.setItem(KEPT_MESSAGES, list.outerHTML);
}

/** Show the messages that the page before has kept. */
export function showKeptMessages() {
  const html = sessionStorage.getItem(KEPT_MESSAGES);
  if (!html) return;
  sessionStorage.removeItem(KEPT_MESSAGES);
  showMessages(new DOMParser().parseFromString(`<main>${html}</main>`, "text/html"));
}

/** @param {HTMLFormElement} form */
export function clearErrors(form) {
  findAll(form, ERRORS).forEach((element) => element.remove());
  findAll(form, ".form-row.errors, .fieldBox.errors").forEach((row) => row.classList.remove("errors"));
  for (const field of findAll(form, "[aria-invalid]")) field.removeAttribute("aria-invalid");
}

/**
 * Show the errors of a refused form on this one, and what differs from the saved object. Return the message to focus.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLFormElement} refused
 * @returns {HTMLElement | null}
 */
export function showErrors(form, refused) {
  clearErrors(form);
  const heads = findAll(refused, ".errornote, .errorlist.nonfield, .faults, #question, #differences")
    .filter((element) => !element.closest("fieldset, table"));
  const start = find(form, "[data-part=errors]");
  start.after(...heads.map((element) => document.importNode(element, true)));
  for (const list of findAll(refused, ".errorlist:not(.nonfield)")) {
    const box = list.closest("td, .form-row");
    const field = box?.querySelector("[id]:is(input, select, textarea)") ?? null;
    const here = field && document.getElementById(field.id);
    const row = here?.closest("td, .form-row");
    if (!here || !row) continue;
    row.prepend(document.importNode(list, true));
    row.classList.add("errors");
    for (const invalid of findAll(/** @type {Element} */ (box), "[aria-invalid]")) markInvalid(invalid);
  }
  return form.querySelector("#question, .errornote");
}

/** @param {Element} field of the refused form */
function markInvalid(field) {
  const here = document.getElementById(field.id);
  if (!here) return;
  for (const name of ["aria-invalid", "aria-describedby"]) {
    const value = field.getAttribute(name);
    if (value !== null) here.setAttribute(name, value);
  }
  if (here instanceof HTMLTextAreaElement) labelBody(here);
}

/**
 * Take over what the server has made of simple fields: a note is empty again after a save, a slug has been made.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLFormElement} saved
 * @param {(name: string) => boolean} isUntouched whether the field still has the value that was saved
 */
export function takeValues(form, saved, isUntouched) {
  const simple = "input:not([type=file], [type=submit], [type=hidden]), textarea, select:not(.admin-autocomplete)";
  for (const field of findAll(form, simple, HTMLInputElement)) {
    const other = /** @type {HTMLInputElement | null} */ (field.id ? saved.querySelector(`[id="${field.id}"]`) : null);
    const isSimple = other && field !== document.activeElement && !field.closest(".prose-editor, .inline-group");
    if (!isSimple || !isUntouched(field.name)) continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = other.checked;
    else if (field.value !== other.value) field.value = other.value;
  }
}

/**
 * Add the fields of posts that the saved text quotes since then, and remove those of posts that it no longer quotes.
 *
 * @param {HTMLFormElement} form
 * @param {HTMLFormElement} saved
 */
export function updateQuotes(form, saved) {
  const [here, there] = [form.querySelector("#quotes"), saved.querySelector("#quotes")];
  if (!there) {
    here?.remove();
  } else if (here) {
    const ids = new Set(findAll(there, ".quote").map((quote) => quote.id));
    findAll(here, ".quote").forEach((quote) => { if (!ids.has(quote.id)) quote.remove(); });
    for (const quote of findAll(there, ".quote")) {
      if (!document.getElementById(quote.id)) addWithPickers(here, quote);
    }
  } else {
    const fieldset = create("div");
    find(form, ".story-main > fieldset").after(fieldset);
    addWithPickers(fieldset, there);
    fieldset.replaceWith(...fieldset.childNodes);
  }
}

/**
 * @param {Element} parent
 * @param {Element} part
 */
function addWithPickers(parent, part) {
  const added = /** @type {Element} */ (document.importNode(part, true));
  parent.append(added);
  const shortcuts = window.DateTimeShortcuts;
  for (const field of findAll(added, ".vDateField")) shortcuts?.addCalendar(field);
  for (const field of findAll(added, ".vTimeField")) shortcuts?.addClock(field);
}
