// Requests to the desk's server.
import { gettext } from "./i18n.js";
import { refreshSession } from "./saving/session.js";

/** A failed request. Its message is a translated sentence that can be shown as it is. */
export class ApiError extends Error {
  /** Whether it failed because nobody is signed in any more. */
  isSignedOut = false;
}

/** @returns {string} the token of the form on this page; "" if it has none */
export const csrfToken = () =>
  /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrfmiddlewaretoken]"))?.value ?? "";

/**
 * Return the options with the CSRF token that is right now, if the account that this page was shown to is signed in: it
 * may have signed in anew in another tab.
 *
 * @param {RequestInit | undefined} options
 */
async function withNewToken(options) {
  const { user, session: url } = /** @type {HTMLElement | null} */ (document.querySelector("[name=form_token]"))?.dataset ?? {};
  const session = url ? await refreshSession(url) : null;
  if (session === null || String(session.user) !== user) return null;
  if (options?.body instanceof FormData) options.body.set("csrfmiddlewaretoken", session.csrf);
  return { ...options, headers: { ...options?.headers, "X-CSRFToken": session.csrf } };
}

/**
 * @param {string} url
 * @param {RequestInit} [options]
 * @param {boolean} [mayRetry] after the CSRF token has been renewed
 * @returns {Promise<any>} the JSON of the answer
 * @throws {ApiError}
 */
async function request(url, options, mayRetry = true) {
  let response;
  try {
    const headers = { Accept: "application/json", ...options?.headers };
    response = await fetch(url, { credentials: "same-origin", ...options, headers });
  } catch {
    throw new ApiError(gettext("The desk does not answer. Check the connection and try again."));
  }
  const data = await response.json().catch(() => null);
  if (response.ok && data) return data;
  // What is said about saving says this too, and offers to sign in again.
  if (response.status === 401) {
    document.dispatchEvent(new Event("newsroom:signed-out"));
    throw Object.assign(new ApiError(data?.error), { isSignedOut: true });
  }
  if (data?.code === "csrf" && mayRetry) {
    const again = await withNewToken(options);
    if (again) return request(url, again, false);
  }
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
