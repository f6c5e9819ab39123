// Who is signed in, and signing in again on the page.
import { create, find, findAll } from "../dom.js";
import { gettext, interpolate } from "../i18n.js";
import { offerPasskeys } from "../passkey.js";
import { postForAnswer } from "./answers.js";

/**
 * @typedef {{ user: number | null, name: string, csrf: string }} SessionData
 */

/**
 * The account that a form was shown to, and the addresses at which it signs in.
 *
 * @typedef {{ user: number, name: string, username: string, session: string, login: string }} FormOwner
 */

/**
 * @param {HTMLElement} token the form's field with its token
 * @returns {FormOwner}
 */
export function ownerOf({ dataset: { user, name = "", username = "", session = "", login = "" } }) {
  return { user: Number(user), name, username, session, login };
}

/**
 * Send a form as the account that it was shown to, with a new CSRF token if it has signed in anew in another tab.
 *
 * @param {FormOwner} owner
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement | HTMLButtonElement | null} button
 * @returns {Promise<import("./answers.js").Answer>}
 */
export async function postAs(owner, form, button, mayRetry = true) {
  const data = new FormData(form);
  if (button?.name) data.set(button.name, button.value);
  const answer = await postForAnswer(form.getAttribute("action") || location.href, data);
  if (answer.kind !== "csrf" || !mayRetry) return answer;
  const session = await refreshSession(owner.session);
  if (session?.user === owner.user) return postAs(owner, form, button, false);
  if (!session?.user) return { kind: "signed-out", isConfirming: false };
  const why = interpolate(gettext("%s is signed in now, but this text belongs to %s"), [session.name, owner.name]);
  return { kind: "failed", why };
}

/** The steps come in the language of this page: the server does not know who asks. */
const stepHeaders = () => ({ Accept: "application/json", "Accept-Language": document.documentElement.lang });

/** @param {string} token */
function setCsrfToken(token) {
  for (const field of findAll(document, "[name=csrfmiddlewaretoken]", HTMLInputElement)) field.value = token;
}

/**
 * Ask who is signed in, and give all forms of the page the CSRF token that is right now.
 *
 * @param {string} url
 * @returns {Promise<SessionData | null>} null if the server does not answer
 */
export async function refreshSession(url) {
  const response = await fetch(url).catch(() => null);
  if (!response?.ok) return null;
  const session = await response.json();
  setCsrfToken(session.csrf);
  return session;
}

/**
 * The dialog in which one signs in again. The server sends the fields of each step: a further step needs no change
 * here.
 */
export class SignInDialog {
  /**
   * @param {FormOwner} page the addresses, and the account that the form belongs to
   * @param {boolean} isConfirming whether one is signed in, and asked once more who one is
   */
  constructor(page, isConfirming = false) {
    this.page = page;
    const heading = create("h2", {
      id: "sign-in-heading", textContent: isConfirming ? gettext("Is it you?") : gettext("You are signed out"),
    });
    const text = create("p", {
      id: "sign-in-text",
      textContent: isConfirming
        ? gettext("This is saved only within fifteen minutes after you have signed in. Nothing you typed is lost.")
        : gettext("Nothing you typed is lost: it still stands in the form. Sign in again to save it."),
    });
    this.message = create("p", { className: "saving-fault", role: "alert" });
    this.form = create("form", { className: "sign-in-form", method: "post", noValidate: true });
    this.later = create("button", { type: "button", className: "sign-in-later", textContent: gettext("Not now") });
    this.dialog = create("dialog", {
      className: "sign-in", "aria-labelledby": heading.id, "aria-describedby": text.id,
    }, [heading, text, this.message, this.form, this.later]);
    this.later.addEventListener("click", () => this.dialog.close());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    /** @type {(isSignedIn: boolean) => void} */
    this.settle = () => undefined;
    this.dialog.addEventListener("close", () => {
      this.dialog.remove();
      this.settle(false);
    });
  }

  /** @returns {Promise<boolean>} whether the page's own account is signed in now */
  async open() {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    document.body.append(this.dialog);
    this.dialog.showModal();
    await this.#show(fetch(this.page.login, { headers: stepHeaders() }));
    const isSignedIn = await new Promise((resolve) => {
      this.settle = resolve;
      if (!this.dialog.open) resolve(false);
    });
    this.settle = () => undefined;
    this.dialog.close();
    before?.focus();
    return isSignedIn;
  }

  async #send() {
    if (this.form.ariaBusy === "true") return;
    this.form.ariaBusy = "true";
    // A token from before the session ended may not be right any more.
    const session = await refreshSession(this.page.session);
    const body = new FormData(this.form);
    body.set("csrfmiddlewaretoken", session?.csrf ?? "");
    await this.#show(fetch(this.page.login, { method: "POST", body, headers: stepHeaders() }));
    this.form.ariaBusy = "false";
  }

  /**
   * Show the step that the server answers with, or finish.
   *
   * @param {Promise<Response>} request
   */
  async #show(request) {
    const answer = await request.then((response) => response.json()).catch(() => null);
    this.message.textContent = "";
    if (!answer || answer.error) {
      this.message.textContent = answer?.error ?? gettext("The desk does not answer. Check the connection and try again.");
      if (!this.form.hasChildNodes()) this.#addRetry();
    } else if (answer.form) {
      this.#showStep(answer.form);
    } else if (answer.user === this.page.user) {
      setCsrfToken(answer.csrf);
      this.settle(true);
    } else if (answer.user) {
      setCsrfToken(answer.csrf);
      this.message.textContent = interpolate(
        gettext("%s is signed in now, but this text belongs to %s. Nothing was saved."), [answer.name, this.page.name],
      );
    }
  }

  /** @param {string} html */
  #showStep(html) {
    const step = new DOMParser().parseFromString(html, "text/html");
    this.form.replaceChildren(...step.body.childNodes);
    offerPasskeys(this.form);
    const username = /** @type {HTMLInputElement | null} */ (this.form.querySelector("[name=username]"));
    if (username && !username.value) username.value = this.page.username;
    const errors = findAll(this.form, ".errorlist li").map((item) => item.textContent).join(" ");
    findAll(this.form, ".errorlist").forEach((list) => list.remove());
    this.message.textContent = errors;
    const empty = findAll(this.form, "input:not([type=hidden])", HTMLInputElement).find((field) => !field.value);
    (empty ?? find(this.form, "button", HTMLElement)).focus();
  }

  #addRetry() {
    this.form.append(create("button", { type: "submit", className: "button", textContent: gettext("Try again") }));
  }
}
