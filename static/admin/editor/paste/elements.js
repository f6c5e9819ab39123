// What the steps of pasting do with elements of the document that they clean.

export const NON_SPACE = /[^\s\u00a0]/;

/**
 * @param {Node} node
 * @returns {node is Element}
 */
export const isElement = (node) => node.nodeType === Node.ELEMENT_NODE;

/** @param {Node} node */
export const isBlank = (node) => !/[^\s\u00a0\u200b]/.test(node.textContent ?? "")
  && !(isElement(node) && (node.matches("[data-paste], hr") || node.querySelector("[data-paste], hr")));

/**
 * Replace an element by one of another tag, with its content and the marks of pasting. Return the new element.
 *
 * @param {Element} element
 * @param {string} tag
 */
export function rename(element, tag) {
  const renamed = document.createElement(tag);
  renamed.append(...element.childNodes);
  for (const name of ["data-paste", "data-paste-list"]) {
    const value = element.getAttribute(name);
    if (value !== null) renamed.setAttribute(name, value);
  }
  element.replaceWith(renamed);
  return renamed;
}

/** @param {Element} element */
export const unwrap = (element) => element.replaceWith(...element.childNodes);

/** @param {Node} node */
export const isEntry = (node) => isElement(node) && node.localName === "li";

/**
 * @param {Node} from
 * @param {Node} to
 */
export function rangeBetween(from, to) {
  const range = document.createRange();
  range.setStartAfter(from);
  range.setEndBefore(to);
  return range;
}
