// Requests to the desk's server.
import { gettext } from "./i18n.js";

/** A failed request. Its message is a translated sentence that can be shown as it is. */
export class ApiError extends Error {}

/** @returns {string} the token of the form on this page; "" if it has none */
export const csrfToken = () =>
  /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrfmiddlewaretoken]"))?.value ?? "";

/**
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<any>} the JSON of the answer
 * @throws {ApiError}
 */
async function request(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", ...options });
  } catch {
    throw new ApiError(gettext("The desk does not answer. Check the connection and try again."));
  }
  const data = await response.json().catch(() => null);
  if (response.ok && data) return data;
  if (data?.error) throw new ApiError(data.error);
  // An answer that is a page and not JSON is the form for signing in.
  if (response.status === 403 || response.ok) throw new ApiError(gettext("You may not do this. Are you still signed in?"));
  if (response.status === 404) throw new ApiError(gettext("This is no longer there."));
  throw new ApiError(gettext("The desk could not do this. Try again."));
}

/**
 * @param {string} url
 * @returns {Promise<any>} the JSON of the answer
 * @throws {ApiError}
 */
export const getJSON = (url) => request(url);

/**
 * @param {string} url
 * @param {unknown} data
 * @returns {Promise<any>} the JSON of the answer
 * @throws {ApiError}
 */
export const postJSON = (url, data) => request(url, {
  method: "POST",
  headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
  body: JSON.stringify(data),
});

/**
 * Post a form, whose data include the CSRF token.
 *
 * @param {string} url
 * @param {FormData} data
 * @returns {Promise<any>} the JSON of the answer
 * @throws {ApiError}
 */
export const postForm = (url, data) => request(url, { method: "POST", body: data });
