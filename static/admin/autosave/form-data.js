// What stands in a form, as a list of entries that can be stored, compared and sent.

/**
 * One value of a field, as a browser submits it; for an autocomplete field the text of the chosen option, for a file
 * its name.
 *
 * @typedef {[name: string, value: string] | [name: string, value: string, label: string]} Entry
 */

/**
 * A copy as the browser keeps it.
 *
 * @typedef {object} Stored
 * @property {string} key the form, as on the server
 * @property {string} url where the server keeps it
 * @property {Entry[]} data
 * @property {number | null} version
 * @property {string} [slot] where it lies: under its key, or beside it
 * @property {number} at
 * @property {string} [sent] the server's time of its copy, if that is the same text
 * @property {boolean} [submitted] whether a save of just this text has been begun
 */

// What belongs to this page alone and is neither kept nor filled in again.
const NOT_KEPT = /^(csrfmiddlewaretoken|form_token|on_top_of|_popup|_to_field|q|at)$|__prefix__/;
// What says how the form began: kept, but no text of anybody's.
const NOT_TYPED = /^(began_from|page)$|-(INITIAL|TOTAL|MIN_NUM|MAX_NUM)_FORMS$|^bylines-\d+-(id|article|order)$/;

/**
 * @param {HTMLFormElement} form
 * @returns {Entry[]}
 */
export function entriesOf(form) {
  const secret = new Set([...form.querySelectorAll("input[type=password]")].map((field) => field.getAttribute("name")));
  /** @type {Entry[]} */
  const entries = [];
  for (const [name, value] of new FormData(form)) {
    if (NOT_KEPT.test(name) || secret.has(name)) continue;
    if (typeof value !== "string") {
      if (value.name) entries.push([name, "", value.name]);
      continue;
    }
    const label = labelOf(form, name, value);
    entries.push(label ? [name, value, label] : [name, value]);
  }
  return entries;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} value
 */
function labelOf(form, name, value) {
  const field = form.elements.namedItem(name);
  if (!value || !(field instanceof HTMLSelectElement) || !field.matches(".admin-autocomplete")) return "";
  return [...field.selectedOptions].find((option) => option.value === value)?.text ?? "";
}

/** @param {string} value */
const plain = (value) => value.replaceAll("\r\n", "\n").normalize("NFC").trim();

/**
 * The typed values by name. Fields that are empty and fields that are not there are the same: a row without text says
 * nothing.
 *
 * @param {Entry[]} entries
 * @returns {Map<string, string>}
 */
function typedValues(entries) {
  const values = new Map();
  for (const [name, value, label] of entries) {
    if (NOT_TYPED.test(name)) continue;
    const text = plain(value || (label ?? "")).replace(/^<p><\/p>$/, "");
    // In a column of many rows an empty value has its place.
    values.set(name, values.has(name) ? `${values.get(name)}\n${text}` : text);
  }
  return new Map([...values].filter(([, text]) => text));
}

/**
 * The names of the fields whose text differs.
 *
 * @param {Entry[]} one
 * @param {Entry[]} other
 */
export function changedNames(one, other) {
  const [a, b] = [typedValues(one), typedValues(other)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((name) => a.get(name) !== b.get(name));
}

/**
 * @param {Entry[]} one
 * @param {Entry[]} other
 */
export const isSame = (one, other) => changedNames(one, other).length === 0;

/**
 * @param {Entry[]} entries
 * @param {string} name
 */
export const valuesOf = (entries, name) => entries.filter((entry) => entry[0] === name).map((entry) => entry[1]);

/**
 * The version of the object that the form was opened at; null where the object has none.
 *
 * @param {Entry[]} entries
 */
export function versionOf(entries) {
  const [version] = valuesOf(entries, "began_from");
  return version && /^\d+$/.test(version) ? Number(version) : null;
}

/**
 * A short name of what was typed, "" if there is none.
 *
 * @param {Entry[]} entries
 */
export function titleOf(entries) {
  for (const name of ["headline", "title", "name", "alt"]) {
    const title = valuesOf(entries, name).find(Boolean);
    if (title) return title;
  }
  return "";
}

/**
 * @typedef {{ at: number, data: Entry[], version: number | null, isHere: boolean }} Copy
 * @typedef {{ at: string, data: Entry[], version: number | null }} ServerCopy
 */

/**
 * The kept copies of one form, newest first; of equal ones the newest, and of one that was kept in both places only
 * the browser's, which is never older.
 *
 * @param {(Stored | undefined)[]} stored
 * @param {ServerCopy | null} server
 * @returns {Copy[]}
 */
export function newestFirst(stored, server) {
  const here = stored.filter((copy) => copy !== undefined);
  const copies = here.map(({ at, data, version }) => ({ at, data, version, isHere: true }));
  if (server && !here.some(({ sent }) => sent === server.at)) {
    copies.push({ at: Date.parse(server.at), data: server.data, version: server.version, isHere: false });
  }
  copies.sort((one, other) => other.at - one.at);
  const newest = copies.filter((copy, index) => !copies.slice(0, index).some(({ data }) => isSame(data, copy.data)));
  // A tab that is closed sends what it has kept once more.
  return newest.map((copy) => ({ ...copy, isHere: here.some(({ data }) => isSame(data, copy.data)) }));
}
