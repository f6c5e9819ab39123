// Saving a form of the desk in the background.
import { debounce, find, findAll } from "../dom.js";
import { gettext } from "../i18n.js";
import { getPage } from "./answers.js";
import { differingNames, formValues, shapeOf } from "./form-values.js";
import {
  clearErrors, haveSameParts, keepMessages, showErrors, showMessages, showParts, takeValues, updateQuotes,
} from "./page-parts.js";
import { ownerOf, postAs, SignInDialog } from "./session.js";
import { StateLine } from "./state-line.js";

/** What leaves the form as it is. After any other act its page comes anew, with the messages of the act. */
const STAYING = ["save_draft", "update", "add", "change"];

/** @typedef {HTMLInputElement | HTMLButtonElement} SubmitButton */

/**
 * Takes over the submission of one form. Dispatches on it `newsroom:saving`, then `newsroom:saved` with `detail.url`,
 * `.id`, `.kind` and `.key` (the form's token), or `newsroom:save-failed` with `detail.why`. `newsroom:refreshed`
 * follows when the page shows what the save has made of the form; `detail` names the fields typed into meanwhile.
 */
export class FormSaver {
  /** From the pressing of a button until the page shows what has come of it. */
  #isBusy = false;
  #isAnswered = true;
  /** Whether the form as it stands was saved since it was opened. */
  #isSavedHere = false;
  #isLeaving = false;
  /** @type {import("./form-values.js").FormValues | null} null while nothing of the form was ever saved as it stands */
  #saved;
  /** @type {SubmitButton | null} pressed while a save was under way */
  #next = null;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.token = find(form, "[name=form_token]", HTMLInputElement);
    this.owner = ownerOf(this.token);
    this.line = new StateLine(find(form, ".saving-state"), () => this.#tryAgain(), () => this.#signIn());
    this.#saved = this.token.dataset.typed === undefined ? this.values() : null;
    this.pressed = /** @type {SubmitButton | null} */ (null);
    this.#listen();
    this.check();
  }

  /** @returns {import("./form-values.js").FormValues} */
  values() {
    return formValues(new FormData(this.form));
  }

  get isChanged() {
    return this.#saved === null || differingNames(this.#saved, this.values()).length > 0;
  }

  #listen() {
    const { form } = this;
    const later = debounce(600, () => this.check());
    const changed = () => {
      if (this.line.state === "unsaved" || this.line.state === "failed") later();
      else this.check();
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    // select2 and the admin's pop-ups trigger jQuery events only.
    window.django?.jQuery?.(form).on("change", "select", changed);
    document.addEventListener("prose-editor:ready", (event) => {
      const { name } = /** @type {HTMLTextAreaElement} */ (event.target);
      // The editor brings the text into its own form first.
      setTimeout(() => this.#acceptValue(name));
    });
    form.addEventListener("submit", (event) => this.#onSubmit(event));
    document.addEventListener("keydown", (event) => this.#onKey(event));
    document.addEventListener("newsroom:signed-out", () => { if (!this.#isBusy) this.line.show("signed-out"); });
    addEventListener("beforeunload", (event) => {
      if (!this.#isLeaving && (!this.#isAnswered || this.isChanged)) event.preventDefault();
    });
    addEventListener("pageshow", () => { this.#isLeaving = false; });
  }

  /** @param {string} name */
  #acceptValue(name) {
    const value = this.values().get(name);
    if (this.#saved && value) this.#saved.set(name, value);
    this.check();
  }

  /** Say whether there is anything unsaved. */
  check() {
    if (this.#isBusy) return;
    if (this.isChanged) {
      if (this.line.state !== "failed" && this.line.state !== "signed-out") this.line.show("unsaved");
    } else if (this.line.state !== "saved") {
      this.line.show(this.token.dataset.stored === undefined ? "new" : "saved");
    }
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const isSave = event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isSave) return;
    event.preventDefault();
    const names = ["_continue", "_save"].map((name) => this.form.querySelector(`[name=${name}]`));
    /** @type {HTMLElement | undefined} */ (names.find(Boolean) ?? undefined)?.click();
  }

  /** @param {SubmitEvent} event */
  #onSubmit(event) {
    const button = /** @type {SubmitButton | null} */ (event.submitter ?? this.form.querySelector("[type=submit].default"));
    if (event.defaultPrevented) return;
    if (this.#isLeaving) {
      event.preventDefault();
    } else if (button?.hasAttribute("formaction")) {
      // A button without words: its page comes anew. It is pressed once.
      this.#isLeaving = true;
    } else {
      event.preventDefault();
      this.press(button);
    }
  }

  /**
   * Save with this button, or as soon as the save under way is done.
   *
   * @param {SubmitButton | null} button
   */
  async press(button) {
    if (this.#isBusy) {
      if (button !== this.pressed || this.isChanged) this.#next = button;
      return;
    }
    // Ctrl+S twice makes no second revision. A form that was only opened is saved: somebody means it.
    if (button?.name === "_continue" && this.#isSavedHere && !this.isChanged) return this.line.show("saved");
    this.pressed = button;
    this.#setBusy(true);
    const before = this.#saved;
    const sent = this.values();
    this.#saved = sent;
    this.#isAnswered = false;
    this.form.dispatchEvent(new CustomEvent("newsroom:saving"));
    const answer = await postAs(this.owner, this.form, button);
    this.#isAnswered = true;
    if (answer.kind === "saved") {
      await this.#afterSave(answer.data, sent);
    } else {
      this.#saved = before;
      this.#afterFailure(answer, button);
    }
    this.#setBusy(false);
    // Why an act failed stays in sight, also where no word had been changed.
    if (answer.kind === "saved") this.check();
    const next = this.#next;
    this.#next = null;
    if (next?.isConnected && answer.kind === "saved" && !this.#isLeaving) this.press(next);
  }

  /** @param {boolean} isBusy */
  #setBusy(isBusy) {
    this.#isBusy = isBusy;
    this.form.classList.toggle("saving", isBusy);
    for (const button of findAll(this.form, "[type=submit]")) {
      if (isBusy) button.setAttribute("aria-disabled", "true"); else button.removeAttribute("aria-disabled");
      button.classList.toggle("busy", isBusy && button === this.pressed);
    }
    if (isBusy) this.line.show("saving");
  }

  /**
   * @param {import("./answers.js").SavedData} data
   * @param {import("./form-values.js").FormValues} sent
   */
  async #afterSave(data, sent) {
    const key = this.token.value;
    const detail = { url: data.change_url, id: data.id, kind: data.kind, key };
    const isTypedMeanwhile = differingNames(sent, this.values()).length > 0;
    clearErrors(this.form);
    this.token.dataset.stored = "";
    this.#isSavedHere = true;
    this.#setVersion(data.version);
    this.form.dispatchEvent(new CustomEvent("newsroom:saved", { detail, bubbles: true }));
    this.line.show("saved", data.at);
    if (data.url !== data.change_url) {
      if (!isTypedMeanwhile) this.#leaveFor(data.url);
      else history.replaceState(history.state, "", data.change_url);
      return;
    }
    history.replaceState(history.state, "", data.change_url);
    this.form.removeAttribute("action");
    if (!STAYING.includes(data.action) && !isTypedMeanwhile) return this.#leaveFor(data.change_url);
    const page = await getPage(data.change_url);
    if (page && this.#canStay(page)) this.#showSaved(page, data, sent);
    else if (page) this.#showElsewhere(page, data.change_url);
    this.line.announce(data.message);
  }

  /** @param {Document} page */
  #canStay(page) {
    const next = /** @type {HTMLFormElement | null} */ (page.getElementById(this.form.id));
    // Only the story's own rows are written anew by each save; others need the ids that they were given.
    const hasRows = findAll(this.form, "[name$=-INITIAL_FORMS]").some((field) => !field.closest("#bylines-group"));
    const isGoing = this.form.querySelector("[name$=-DELETE]:checked, [type=file]") !== null;
    return next !== null && !hasRows && !isGoing && haveSameParts(this.form, next)
      && shapeOf(this.form) === shapeOf(next);
  }

  /**
   * @param {Document} page
   * @param {import("./answers.js").SavedData} data
   * @param {import("./form-values.js").FormValues} sent
   */
  #showSaved(page, data, sent) {
    const next = find(page, `#${this.form.id}`, HTMLFormElement);
    const touched = new Set(differingNames(sent, this.values()));
    takeValues(this.form, next, (name) => !touched.has(name));
    updateQuotes(this.form, next);
    showParts(this.form, page);
    this.token.value = find(next, "[name=form_token]", HTMLInputElement).value;
    this.#setVersion(data.version);
    const now = this.values();
    for (const name of touched) {
      const was = sent.get(name);
      if (was) now.set(name, was); else now.delete(name);
    }
    this.#saved = now;
    this.form.dispatchEvent(new CustomEvent("newsroom:refreshed", { detail: [...touched] }));
  }

  /**
   * The saved form has other fields: open it, unless something has been typed meanwhile.
   *
   * @param {Document} page
   * @param {string} url
   */
  #showElsewhere(page, url) {
    if (this.isChanged) return showMessages(page);
    keepMessages(page);
    this.#leaveFor(url);
  }

  /**
   * The version that this save made, not that of the page: a colleague may have saved since.
   *
   * @param {number | null} version
   */
  #setVersion(version) {
    const field = /** @type {HTMLInputElement | null} */ (this.form.querySelector("[name=began_from]"));
    if (field && version !== null) field.value = String(version);
  }

  /** @param {string} url */
  #leaveFor(url) {
    this.#isLeaving = true;
    if (new URL(url, location.href).pathname === location.pathname) location.replace(url); else location.assign(url);
  }

  /**
   * @param {Exclude<import("./answers.js").Answer, { kind: "saved" }>} answer
   * @param {SubmitButton | null} button
   */
  #afterFailure(answer, button) {
    let why = gettext("see what is said above the form");
    if (answer.kind === "failed") why = answer.why;
    else if (answer.kind === "signed-out" && answer.isConfirming) why = gettext("you are asked who you are");
    else if (answer.kind === "csrf" || answer.kind === "signed-out") why = gettext("you are signed out");
    if (answer.kind === "refused" && !this.#showRefused(answer.page)) return this.#submitPlainly(button);
    const isSignedOut = answer.kind === "signed-out" && !answer.isConfirming;
    this.line.show(isSignedOut ? "signed-out" : "failed", why, answer.kind !== "refused");
    this.form.dispatchEvent(new CustomEvent("newsroom:save-failed", { detail: { why }, bubbles: true }));
    if (answer.kind === "signed-out") setTimeout(() => this.#signIn(answer.isConfirming));
  }

  /**
   * @param {Document} page
   * @returns {boolean} whether it is a page of this form
   */
  #showRefused(page) {
    const next = /** @type {HTMLFormElement | null} */ (page.getElementById(this.form.id));
    const token = /** @type {HTMLInputElement | null | undefined} */ (next?.querySelector("[name=form_token]"));
    if (!next || !token || !next.querySelector(".errornote, #question")) return false;
    showParts(this.form, page);
    const message = showErrors(this.form, next);
    this.token.value = token.value;
    const [version, newVersion] = [this.form, next].map((form) => form.querySelector("[name=began_from]"));
    if (version instanceof HTMLInputElement && newVersion instanceof Element) {
      version.value = newVersion.getAttribute("value") ?? "";
    }
    this.#saved = null;
    message?.setAttribute("tabindex", "-1");
    if (message && !message.hasAttribute("role")) message.setAttribute("role", "alert");
    message?.focus();
    return true;
  }

  /**
   * Send the form as without scripts: the server asks something that needs a page of its own.
   *
   * @param {SubmitButton | null} button
   */
  #submitPlainly(button) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: button?.name ?? "", value: button?.value ?? "" });
    if (field.name) this.form.append(field);
    this.#isLeaving = true;
    this.form.submit();
    field.remove();
  }

  #tryAgain() {
    this.press(this.pressed);
  }

  async #signIn(isConfirming = false) {
    const isSignedIn = await new SignInDialog(this.owner, isConfirming).open();
    if (!isSignedIn) return;
    if (this.pressed) this.press(this.pressed);
    else this.line.show(this.isChanged ? "unsaved" : "saved");
  }
}
