// Building and finding elements, for all scripts of the desk.

/**
 * Return a new element. Names that begin with `data-`, `aria-` or `role` are set as attributes, all others as
 * properties.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, unknown>} [properties]
 * @param {Iterable<Node | string>} [children]
 * @returns {HTMLElementTagNameMap[T]}
 */
export function create(tag, properties = {}, children = []) {
  const element = document.createElement(tag);
  element.append(...children);
  for (const [name, value] of Object.entries(properties)) {
    if (/^(data-|aria-|role)/.test(name)) element.setAttribute(name, String(value));
    else Object.assign(element, { [name]: value });
  }
  return element;
}

/**
 * Return the first element that matches; raise TypeError if there is none. `_type` is for the type checker only.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [_type]
 * @returns {T}
 */
export function find(root, selector, _type) {
  const element = root.querySelector(selector);
  if (!element) throw new TypeError(`No element matches ${selector}`);
  return /** @type {T} */ (element);
}

/**
 * Return all elements that match. `_type` is for the type checker only.
 *
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} [_type]
 * @returns {T[]}
 */
export function findAll(root, selector, _type) {
  return /** @type {T[]} */ ([...root.querySelectorAll(selector)]);
}

/**
 * Return all text nodes within an element.
 *
 * @param {Node} root
 */
export const textNodes = (root) => /** @type {Text[]} */ (nodesOfType(root, NodeFilter.SHOW_TEXT));

/**
 * Return all comments within an element.
 *
 * @param {Node} root
 */
export const commentNodes = (root) => /** @type {Comment[]} */ (nodesOfType(root, NodeFilter.SHOW_COMMENT));

/**
 * Return the nodes as a list: it stays the same while they are changed.
 *
 * @param {Node} root
 * @param {number} type one of NodeFilter's
 */
function nodesOfType(root, type) {
  const walker = document.createTreeWalker(root, type);
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/**
 * Return the nearest ancestor of an event's target that matches, the target included; null if there is none.
 *
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export function closest({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}

/**
 * Return a function that runs `action` once it has not been called for that many milliseconds.
 *
 * @param {number} milliseconds
 * @param {() => void} action
 * @returns {() => void}
 */
export function debounce(milliseconds, action) {
  /** @type {number | undefined} */
  let timer;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(action, milliseconds);
  };
}
