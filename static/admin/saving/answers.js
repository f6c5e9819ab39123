// Sending a form to the desk's server, and what can become of it.
import { gettext, interpolate } from "../i18n.js";

const TIMEOUT = 30_000;
const PAGES = new Set([200, 403, 409, 410, 422]);

/**
 * The JSON after a save. `url` is where a browser without scripts would be led, `change_url` leads to the form of what
 * was saved.
 *
 * @typedef {{ saved: true, url: string, change_url: string, kind: string, id: string, action: string,
 *   version: number | null, at: string, message: string }} SavedData
 */

/**
 * @typedef {{ kind: "saved", data: SavedData }
 *   | { kind: "refused", page: Document }
 *   | { kind: "signed-out", isConfirming: boolean }
 *   | { kind: "csrf" }
 *   | { kind: "failed", why: string }} Answer
 */

/**
 * Say what an answer means.
 *
 * @param {number} status
 * @param {string} type of the content
 * @param {string} text
 * @returns {Answer}
 */
export function classify(status, type, text) {
  const data = type.includes("json") ? JSON.parse(text) : null;
  if (status === 200 && data?.saved) return { kind: "saved", data };
  if (status === 401) return { kind: "signed-out", isConfirming: data?.code === "confirm" };
  if (status === 403 && data?.code === "csrf") return { kind: "csrf" };
  if (data?.error) return { kind: "failed", why: data.error };
  if (type.includes("html") && PAGES.has(status)) {
    return { kind: "refused", page: new DOMParser().parseFromString(text, "text/html") };
  }
  if (status === 413) return { kind: "failed", why: gettext("it is too large") };
  if (status === 502 || status === 503 || status === 504) {
    return { kind: "failed", why: gettext("the server cannot be reached at the moment") };
  }
  return { kind: "failed", why: interpolate(gettext("the server has made an error (%s)"), [status]) };
}

/** @param {unknown} error */
function reasonOf(error) {
  if (error instanceof DOMException && error.name === "TimeoutError") return gettext("the server does not answer");
  if (!navigator.onLine) return gettext("there is no connection");
  return gettext("the server cannot be reached");
}

/**
 * Post a form. What goes wrong on the way is an answer too: this never throws.
 *
 * @param {string} url
 * @param {FormData} data
 * @returns {Promise<Answer>}
 */
export async function postForAnswer(url, data) {
  try {
    const response = await fetch(url, {
      method: "POST", body: data, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(TIMEOUT),
    });
    return classify(response.status, response.headers.get("Content-Type") ?? "", await response.text());
  } catch (error) {
    return { kind: "failed", why: reasonOf(error) };
  }
}

/**
 * @param {string} url
 * @returns {Promise<Document | null>} the page at this address; null if it can't be had
 */
export async function getPage(url) {
  try {
    const response = await fetch(url, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok || new URL(response.url).pathname !== new URL(url, location.href).pathname) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return null;
  }
}
