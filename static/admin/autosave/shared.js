// What the panel, the list and the signing out have in common.
import { csrfToken } from "../api.js";
import { create } from "../dom.js";

/**
 * @param {string} textContent
 * @param {() => unknown} run
 * @param {string} [className]
 */
export function button(textContent, run, className = "") {
  const element = create("button", { type: "button", textContent, className: `button ${className}` });
  element.addEventListener("click", run);
  return element;
}

/**
 * @param {string} method
 * @param {string} url
 * @param {unknown} [data]
 * @returns {Promise<Response | undefined>} undefined if the server does not answer
 */
export const request = (method, url, data) => fetch(url, {
  method,
  credentials: "same-origin",
  headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
  body: data === undefined ? undefined : JSON.stringify(data),
}).catch(() => undefined);
