// Watches a form and keeps what is typed: in the browser at once, on the server after a pause.
import { csrfToken } from "../api.js";
import { entriesOf, isSame, versionOf } from "./form-data.js";

/** @typedef {import("./form-data.js").Entry} Entry */

const TO_BROWSER = 250;
const PAUSE = 3000;
const LONGEST = 15_000;
const RETRY = 20_000;
// A browser sends no more than 64 KiB after the page has gone.
const LARGEST_LAST_REQUEST = 60_000;

/**
 * Dispatches "newsroom:kept" with `detail.at` (milliseconds) on the form whenever the browser has kept it, and listens
 * to the events of a save there, see saving/form-saver.js.
 */
export class Keeper {
  #localTimer = 0;
  #serverTimer = 0;
  #firstUnsent = 0;
  #isSubmitted = false;
  #isReady = false;
  /** @type {AbortController | null} */
  #sending = null;
  /** @type {Entry[]} */
  #submitted = [];
  hasSent = false;

  /**
   * @param {HTMLFormElement} form
   * @param {{ key: string, url: string, copies: import("./store.js").Copies, isTyped: boolean }} options `isTyped`:
   *   whether the form came back from a refused save, with text that is nowhere else
   */
  constructor(form, { key, url, copies, isTyped }) {
    this.form = form;
    this.key = key;
    this.url = url;
    this.copies = copies;
    this.isTyped = isTyped;
    this.baseline = entriesOf(form);
    this.#watch();
  }

  #watch() {
    const { form } = this;
    const changed = () => this.changed();
    for (const name of ["input", "change", "formset:added", "formset:removed"]) form.addEventListener(name, changed);
    // select2 and the admin's pop-ups trigger jQuery events only.
    window.django?.jQuery?.(form).on("change", "select", changed);
    form.addEventListener("prose-editor:ready", ({ target }) => setTimeout(() => this.#editorIsReady(target)));
    // After the page's own scripts: some submissions are none.
    addEventListener("submit", (event) => { if (event.target === form && !event.defaultPrevented) this.#submit(); });
    form.addEventListener("newsroom:saving", () => this.#submit());
    form.addEventListener("newsroom:refreshed", (event) => this.#refreshed(/** @type {CustomEvent} */ (event).detail));
    form.addEventListener("newsroom:saved", (event) => this.#saved(/** @type {CustomEvent} */ (event).detail ?? {}));
    form.addEventListener("newsroom:save-failed", () => this.changed());
    document.addEventListener("newsroom:sign-out", (event) => {
      /** @type {CustomEvent<Promise<unknown>[]>} */ (event).detail.push(this.#signOut());
    });
    addEventListener("pagehide", () => this.#leave());
    addEventListener("visibilitychange", () => { if (document.hidden) this.#leave(); });
    addEventListener("online", () => { if (this.#firstUnsent) this.send(); });
  }

  /**
   * The editor brings the text into its own form when it starts: that is no change of anybody's.
   *
   * @param {EventTarget | null} target
   */
  #editorIsReady(target) {
    const { name, value } = /** @type {HTMLTextAreaElement} */ (target);
    this.baseline = this.baseline.map((entry) => (entry[0] === name ? /** @type {Entry} */ ([name, value]) : entry));
  }

  /** Begin to write: the copies of earlier have been read, nothing of them is overwritten. */
  start() {
    this.#isReady = true;
    const wasChanged = this.#localTimer !== 0;
    // It may have run out already, to no effect.
    clearTimeout(this.#localTimer);
    this.#localTimer = 0;
    if (wasChanged || this.isTyped) this.changed();
  }

  /** @param {Entry[]} entries */
  #isUnsaved(entries) {
    return this.isTyped || !isSame(entries, this.baseline);
  }

  changed() {
    this.#isSubmitted = false;
    this.#localTimer ||= window.setTimeout(() => this.keep(), TO_BROWSER);
    this.#firstUnsent ||= Date.now();
    this.#sendAfter(Math.min(PAUSE, Math.max(0, this.#firstUnsent + LONGEST - Date.now())));
  }

  /** @param {number} milliseconds */
  #sendAfter(milliseconds) {
    clearTimeout(this.#serverTimer);
    this.#serverTimer = window.setTimeout(() => this.send(), milliseconds);
  }

  /** Keep the form in the browser as it stands now; drop the copy if nothing is unsaved any more. */
  async keep() {
    if (!this.#isReady) return;
    clearTimeout(this.#localTimer);
    this.#localTimer = 0;
    const data = entriesOf(this.form);
    if (!this.#isUnsaved(data)) return this.drop();
    const at = Date.now();
    const { key, url } = this;
    const isKept = await this.copies.put({ key, url, data, version: versionOf(data), at });
    if (isKept) this.form.dispatchEvent(new CustomEvent("newsroom:kept", { detail: { at }, bubbles: true }));
  }

  async drop() {
    clearTimeout(this.#serverTimer);
    this.#firstUnsent = 0;
    await this.copies.remove(this.key);
    if (this.hasSent) await this.forgetOnServer();
  }

  async forgetOnServer() {
    this.hasSent = false;
    await this.#request("DELETE", `${this.url}?key=${encodeURIComponent(this.key)}`);
  }

  async send() {
    const data = entriesOf(this.form);
    if (this.#isSubmitted || !this.#isReady || !this.#isUnsaved(data)) return;
    if (this.#sending) return this.#sendAfter(PAUSE);
    const begun = this.#firstUnsent;
    this.#firstUnsent = 0;
    const sent = await this.post(data);
    const isTypedBack = !this.#isSubmitted && !this.#isUnsaved(entriesOf(this.form));
    if (sent && isTypedBack) {
      await this.drop();
    } else if (sent) {
      const stored = await this.copies.get(this.key);
      if (stored && isSame(stored.data, data)) await this.copies.put({ ...stored, sent });
    } else if (!this.#isSubmitted) {
      this.#firstUnsent ||= begun;
      this.#sendAfter(RETRY);
    }
  }

  /**
   * Keep these entries on the server.
   *
   * @param {Entry[]} data
   * @param {RequestInit} [options]
   * @returns {Promise<string | undefined>} the server's time of its copy; undefined if it did not take it
   */
  async post(data, options = {}) {
    const { user } = this.copies;
    const body = JSON.stringify({ key: this.key, user, version: versionOf(data), data });
    const answer = await this.#request("POST", this.url, { body, ...options });
    if (answer) this.hasSent = true;
    return answer?.at;
  }

  /**
   * @param {string} method
   * @param {string} url
   * @param {RequestInit} [options]
   * @returns {Promise<any>} the JSON of the answer, undefined for any failure
   */
  async #request(method, url, options = {}) {
    this.#sending = new AbortController();
    const { signal } = this.#sending;
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
    try {
      const response = await fetch(url, { method, headers, signal, credentials: "same-origin", ...options });
      return response.ok && !response.redirected ? await response.json() : undefined;
    } catch {
      return undefined;
    } finally {
      this.#sending = null;
    }
  }

  /** A save begins: the copy is marked with it, and nothing older may reach the server after it. */
  #submit() {
    clearTimeout(this.#serverTimer);
    clearTimeout(this.#localTimer);
    this.#localTimer = 0;
    this.#isSubmitted = true;
    this.#sending?.abort();
    const data = entriesOf(this.form);
    this.#submitted = data;
    const { key, url } = this;
    if (this.#isUnsaved(data)) {
      this.copies.put({ key, url, data, version: versionOf(data), at: Date.now(), submitted: true });
    }
  }

  /**
   * The server has saved the form in the background.
   *
   * @param {{ id?: string | number }} detail
   */
  async #saved({ id }) {
    const saved = this.key;
    this.isTyped = false;
    this.hasSent = false;
    this.baseline = this.#submitted;
    const [model, kind] = saved.split("/");
    if (kind === "add" && id) this.key = `${model}/${id}`;
    await this.copies.remove(saved);
    if (!this.#isSubmitted) this.changed();
  }

  /**
   * The page shows what the server has made of the form: fields that are empty again, a slug. That is saved too.
   *
   * @param {string[]} touched the fields that somebody has typed into since the save began
   */
  #refreshed(touched) {
    const isTouched = (/** @type {Entry} */ [name]) => touched.includes(name);
    const shown = entriesOf(this.form).filter((entry) => !isTouched(entry));
    this.baseline = [...shown, ...this.#submitted.filter(isTouched)];
    if (touched.length) this.changed();
  }

  /** Keep what is there now, and nothing more until somebody types again. */
  async #signOut() {
    if (this.#isUnsaved(entriesOf(this.form))) await this.keep();
    clearTimeout(this.#serverTimer);
    this.#firstUnsent = 0;
  }

  /** The page may never come back: a phone ends it without a further word. */
  #leave() {
    if (this.#isSubmitted || !this.#firstUnsent) return;
    this.keep();
    const data = entriesOf(this.form);
    if (!this.#isReady || !this.#isUnsaved(data)) return;
    if (JSON.stringify(data).length * 3 < LARGEST_LAST_REQUEST) this.post(data, { keepalive: true });
  }
}
