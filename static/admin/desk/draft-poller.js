// Sends the form as it stands to the server after every pause in typing.
import { ApiError, postForm } from "../api.js";
import { debounce } from "../dom.js";

const PAUSE = 700;

/**
 * Dispatches "answer" with the pre-publish checks in `detail.checks` and, while `wantsPage` is set, the HTML of the
 * story's page in `detail.page`; or "failure" with `detail.isSignedOut`. Only the answer to the latest request counts.
 */
export class DraftPoller extends EventTarget {
  wantsPage = false;
  #latest = 0;

  /**
   * @param {HTMLFormElement} form
   * @param {string} url
   * @param {string} story the story's id, or "" for a new one
   */
  constructor(form, url, story) {
    super();
    this.form = form;
    this.url = url;
    this.story = story;
    // While the form is being saved nothing is sent: the page may be left, and the answer with it.
    let isSaving = false;
    const typed = () => new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
    let sent = typed();
    const later = debounce(PAUSE, () => {
      // Select boxes report a change when they are only drawn.
      if (isSaving || typed() === sent) return;
      sent = typed();
      this.send();
    });
    const changed = () => {
      isSaving = false;
      later();
    };
    form.addEventListener("submit", () => { isSaving = true; });
    for (const name of ["input", "change", "newsroom:saved", "newsroom:save-failed"]) form.addEventListener(name, changed);
    // select2 and the admin's pop-ups trigger jQuery events only.
    window.django?.jQuery?.(form).on("change", "select", changed);
  }

  async send() {
    const number = ++this.#latest;
    const data = new FormData(this.form);
    data.set("story", this.story);
    if (this.wantsPage) data.set("page", "1");
    try {
      const detail = await postForm(this.url, data);
      if (number === this.#latest) this.dispatchEvent(new CustomEvent("answer", { detail }));
    } catch (error) {
      const detail = { isSignedOut: error instanceof ApiError && error.isSignedOut };
      if (number === this.#latest) this.dispatchEvent(new CustomEvent("failure", { detail }));
    }
  }
}
