// Sends the form as it stands to the server after every pause in typing.
import { postForm } from "../api.js";
import { debounce } from "../dom.js";

const PAUSE = 700;

/**
 * Dispatches "answer" with the pre-publish checks in `detail.checks` and, while `wantsPage` is set, the HTML of the
 * story's page in `detail.page`; or "failure". Only the answer to the latest request counts.
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
    const later = debounce(PAUSE, () => this.send());
    form.addEventListener("input", later);
    form.addEventListener("change", later);
    // select2 and the admin's pop-ups trigger jQuery events only.
    window.django?.jQuery(form).on("change", "select", later);
  }

  async send() {
    const number = ++this.#latest;
    const data = new FormData(this.form);
    data.set("story", this.story);
    if (this.wantsPage) data.set("page", "1");
    try {
      const detail = await postForm(this.url, data);
      if (number === this.#latest) this.dispatchEvent(new CustomEvent("answer", { detail }));
    } catch {
      if (number === this.#latest) this.dispatchEvent(new Event("failure"));
    }
  }
}
