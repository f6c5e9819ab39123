// What stands in a form, to be compared with what was saved.

/** Fields that nobody types in, and the answer to a question, which goes with the question. */
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "form_token", "began_from", "on_top_of", "reason"]);

/**
 * What stands in the fields by name; a file is described by its name, size and time.
 *
 * @typedef {Map<string, string[]>} FormValues
 */

/**
 * @param {Iterable<[string, FormDataEntryValue]>} entries those of a FormData
 * @returns {FormValues}
 */
export function formValues(entries) {
  /** @type {FormValues} */
  const values = new Map();
  for (const [name, value] of entries) {
    if (NOT_TYPED.has(name)) continue;
    const text = typeof value === "string"
      ? value.replace(/\r\n?/g, "\n")
      : `${value.name} ${value.size} ${value.size ? value.lastModified : ""}`;
    values.set(name, [...values.get(name) ?? [], text]);
  }
  return values;
}

/**
 * @param {FormValues} one
 * @param {FormValues} other
 * @returns {string[]} the names of the fields in which the two differ
 */
export function differingNames(one, other) {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].filter((name) => {
    const [here = [], there = []] = [one.get(name), other.get(name)];
    return here.length !== there.length || here.some((value, index) => value !== there[index]);
  });
}

/**
 * Return the names of a form's fields, whatever rows and quoted posts it has: two forms with the same names can take
 * over each other's values.
 *
 * @param {HTMLFormElement} form
 * @returns {string}
 */
export function shapeOf(form) {
  const names = [...form.elements]
    .filter((field) => !field.matches("button, [type=submit], [name=on_top_of], fieldset, output"))
    .filter((field) => field.closest("[data-part]") === null)
    .map((field) => field.getAttribute("name") ?? "")
    .filter((name) => name && !name.startsWith("quote-") && !name.startsWith("_"))
    .map((name) => name.replace(/-(\d+|__prefix__)-/, "-N-"));
  return [...new Set(names)].sort().join(" ");
}
