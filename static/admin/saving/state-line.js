// The line beside the buttons that says, at all times, whether everything is saved.
import { create } from "../dom.js";
import { gettext, interpolate } from "../i18n.js";
import { timeOf } from "../newsroom-time.js";

/** @typedef {"new" | "unsaved" | "saving" | "saved" | "failed" | "signed-out"} SavingState */

/** Listens to "newsroom:kept" on the form it stands in. */
export class StateLine {
  /** @type {SavingState | ""} */
  state = "";
  #savedAt = "";
  #keptAt = "";

  /**
   * @param {HTMLElement} element
   * @param {() => void} tryAgain
   * @param {() => void} signIn
   */
  constructor(element, tryAgain, signIn) {
    this.element = element;
    this.text = create("span", { className: "saving-text" });
    this.kept = create("span", { className: "saving-kept", hidden: true });
    this.said = create("span", { className: "visually-hidden", role: "status" });
    this.again = create("button", {
      type: "button", className: "saving-again", textContent: gettext("Try again"), hidden: true,
    });
    this.signIn = create("button", {
      type: "button", className: "saving-again", textContent: gettext("Sign in"), hidden: true,
    });
    this.again.addEventListener("click", tryAgain);
    this.signIn.addEventListener("click", signIn);
    const words = create("span", { className: "saving-words" });
    words.append(this.text, this.kept);
    element.replaceChildren(words, this.again, this.signIn, this.said);
    element.closest("form")?.addEventListener("newsroom:kept", (event) => {
      this.#keptAt = timeOf(/** @type {CustomEvent<{ at: number }>} */ (event).detail.at);
      this.#showKept();
    });
  }

  /**
   * @param {SavingState} state
   * @param {string} [detail] the time of the save, or why it failed
   * @param {boolean} [canRetry] whether sending the same again may help
   */
  show(state, detail = "", canRetry = true) {
    if (state === "saved" && detail) this.#savedAt = detail;
    const text = this.#textOf(state, detail);
    const isNews = this.text.textContent !== text && state !== "unsaved" && this.state !== "";
    this.state = state;
    this.element.dataset.state = state;
    this.text.textContent = text;
    this.again.hidden = !(state === "failed" && canRetry);
    this.signIn.hidden = state !== "signed-out";
    if (state === "new" || state === "saved") this.#keptAt = "";
    this.#showKept();
    if (isNews) this.announce(text);
  }

  /** Not announced: it would be at every pause. */
  #showKept() {
    const isUnsaved = this.state === "unsaved" || this.state === "failed" || this.state === "signed-out";
    this.kept.hidden = !isUnsaved || !this.#keptAt;
    this.kept.textContent = this.kept.hidden ? "" : interpolate(gettext("Kept in this browser at %s"), [this.#keptAt]);
  }

  /** @param {string} text */
  announce(text) {
    this.said.textContent = text;
  }

  /**
   * @param {SavingState} state
   * @param {string} detail
   */
  #textOf(state, detail) {
    const texts = {
      "new": "",
      "unsaved": gettext("Unsaved changes"),
      "saving": gettext("Saving…"),
      "saved": this.#savedAt ? interpolate(gettext("Saved at %s"), [this.#savedAt]) : gettext("Saved"),
      "failed": interpolate(gettext("Not saved: %s."), [detail]),
      "signed-out": gettext("Not saved: you are signed out."),
    };
    return texts[state];
  }
}
