// The panel above a form that offers what was typed there and not saved.
import { getJSON, postJSON } from "../api.js";
import { create } from "../dom.js";
import { gettext, interpolate } from "../i18n.js";
import { timeOf } from "../newsroom-time.js";
import { editorsReady, fill } from "./fill.js";
import { entriesOf, isSame, newestFirst } from "./form-data.js";
import { button } from "./shared.js";

// What names the story that the text was typed into, its version and its rows.
const OF_THE_STORY = /^began_from$|^bylines-\d+-(id|article)$/;

/**
 * @typedef {import("./form-data.js").Copy} Copy
 * @typedef {{ names: string[], html: string, quotes: Record<string, string>, note: string }} Comparison
 */

export class Recovery {
  /** @type {Copy[]} */
  #waiting = [];
  /** @type {import("./form-data.js").ServerCopy | null} */
  #server = null;

  /**
   * @param {HTMLElement} panel
   * @param {import("./keeper.js").Keeper} keeper
   */
  constructor(panel, keeper) {
    this.panel = panel;
    this.keeper = keeper;
    this.form = keeper.form;
    this.copies = keeper.copies;
  }

  /**
   * Offer the newest copy that differs from what the form shows, then the next.
   *
   * @param {boolean} takes whether the newest is taken over without a question
   */
  async offer(takes) {
    const { key, url } = this.keeper;
    const stored = await this.#setAside();
    this.keeper.start();
    const answer = await getJSON(`${url}?key=${encodeURIComponent(key)}`).catch(() => null);
    await editorsReady(this.form);
    this.#server = answer?.kept ?? null;
    const copies = newestFirst(stored, this.#server);
    this.#waiting = copies.filter((copy) => !this.#isShown(copy));
    await Promise.all(copies.filter((copy) => this.#isShown(copy)).map((copy) => this.#drop(copy)));
    await this.#next(takes);
  }

  /** Move the copy of earlier to a place of its own: what is typed from now on is kept beside it. */
  async #setAside() {
    const { key } = this.keeper;
    const stored = (await this.copies.all()).filter((copy) => copy.key === key);
    for (const copy of stored) await this.copies.put(copy, this.#slot(copy));
    await this.copies.remove(key);
    return stored;
  }

  /** @param {{ at: number }} copy */
  #slot({ at }) {
    return `${this.keeper.key}#${at}`;
  }

  /** @param {Copy} copy */
  #isShown({ data }) {
    return isSame(data, entriesOf(this.form));
  }

  /**
   * @param {boolean} [takes]
   * @returns {Promise<void>}
   */
  async #next(takes = false) {
    const [copy, ...rest] = this.#waiting;
    this.#waiting = rest;
    if (!copy) return;
    // Now it is in this browser, whatever is sent to the server next.
    await this.#put(copy);
    const { key, url } = this.keeper;
    /** @type {Comparison} */
    const comparison = await postJSON(`${url}compare/`, { key, data: copy.data, version: copy.version })
      .catch(() => ({ names: [], html: "", quotes: {}, note: "" }));
    if (comparison.html && !comparison.names.length && !this.keeper.isTyped) {
      await this.#drop(copy);
      return this.#next(takes);
    }
    if (takes) return this.#take(copy, comparison);
    this.#show(copy, comparison);
  }

  /** @param {Copy} copy */
  #put(copy) {
    const { key, url } = this.keeper;
    const { at, data, version } = copy;
    return this.copies.put({ key, url, data, version, at }, this.#slot(copy));
  }

  /**
   * Drop a copy and all that are equal, except what the form itself is kept as.
   *
   * @param {Copy} copy
   */
  async #drop(copy) {
    const { key } = this.keeper;
    const stored = (await this.copies.all()).filter((one) => one.key === key && one.slot !== key);
    const equal = stored.filter(({ data }) => isSame(data, copy.data));
    await Promise.all(equal.map(({ slot = key }) => this.copies.remove(slot)));
    const isOnServer = this.#server && isSame(this.#server.data, copy.data);
    if (isOnServer && !this.keeper.hasSent && !this.keeper.isTyped) await this.keeper.forgetOnServer();
  }

  /**
   * @param {Copy} copy
   * @param {Comparison} comparison
   */
  #show(copy, { names, html, note, ...rest }) {
    const where = copy.isHere ? gettext("this device") : gettext("another device");
    const heading = interpolate(gettext("Unsaved text from %s (%s)"), [timeOf(copy.at), where]);
    const about = names.length ? interpolate(gettext("It differs in: %s."), [names.join(", ")]) : "";
    const table = create("div", { className: "autosave-table", id: "autosave-table", hidden: true });
    table.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    const comparison = { names, html, note, ...rest };
    const look = button(gettext("Look at it"), () => {
      table.hidden = !table.hidden;
      look.setAttribute("aria-expanded", String(!table.hidden));
    });
    look.setAttribute("aria-expanded", "false");
    look.setAttribute("aria-controls", table.id);
    const discard = button(gettext("Discard"), () => this.#discard(copy, comparison));
    const buttons = [...this.#takeButtons(copy, comparison), ...(html ? [look] : []), discard];
    this.#draw(heading, [about, note], buttons, table);
  }

  /**
   * One button, or none: who may only read the form can open the text of a story as a new one.
   *
   * @param {Copy} copy
   * @param {Comparison} comparison
   */
  #takeButtons(copy, comparison) {
    if (this.form.querySelector("[type=submit]:not([formaction])")) {
      return [button(gettext("Take it over"), () => this.#take(copy, comparison), "default")];
    }
    const { newToken } = this.panel.dataset;
    if (!newToken) return [];
    return [button(gettext("Open as a new story"), () => this.#openAsNew(copy, newToken), "default")];
  }

  /**
   * @param {Copy} copy
   * @param {string} token of the new form
   */
  async #openAsNew(copy, token) {
    const { key, url } = this.keeper;
    const newKey = `${key.split("/")[0]}/add/${token}`;
    const data = copy.data.filter(([name]) => !OF_THE_STORY.test(name));
    const isKept = await this.copies.put({ key: newKey, url, data, version: null, at: Date.now() });
    if (!isKept) return;
    await this.#drop(copy);
    location.assign(`${url.replace(/autosave\/$/, "add/")}?form_token=${encodeURIComponent(token)}`);
  }

  /**
   * @param {string} heading
   * @param {string[]} texts
   * @param {HTMLButtonElement[]} buttons
   * @param {HTMLElement} [table]
   */
  #draw(heading, texts, buttons, table) {
    const title = create("h2", { id: "autosave-heading", textContent: heading });
    const said = texts.filter(Boolean).map((textContent) => create("p", { textContent }));
    const status = create("div", { role: "status" });
    this.panel.replaceChildren(status, create("p", { className: "autosave-buttons" }, buttons), ...(table ? [table] : []));
    this.panel.setAttribute("role", "region");
    this.panel.setAttribute("aria-labelledby", "autosave-heading");
    this.panel.classList.add("autosave-shown");
    // Once the region is there, so that it is announced.
    status.append(title, ...said);
  }

  /**
   * @param {Copy} copy
   * @param {Comparison} comparison
   */
  async #take(copy, { quotes, note }) {
    const before = entriesOf(this.form);
    const files = await fill(this.form, copy.data, quotes).catch(() => null);
    if (!files) return;
    const undo = button(gettext("Undo"), async () => {
      await fill(this.form, before);
      await this.#put(copy);
      this.#waiting = [copy, ...this.#waiting];
      await this.#next();
      this.panel.querySelector("button")?.focus();
    });
    const chosen = files.length
      ? interpolate(gettext("These files have to be chosen again: %s."), [files.join(", ")]) : "";
    this.#draw(gettext("Taken over. It is not saved yet."), [note, chosen], [undo]);
    undo.focus({ preventScroll: true });
    await this.keeper.keep();
    await this.#drop(copy);
  }

  /**
   * @param {Copy} copy
   * @param {Comparison} comparison
   */
  async #discard(copy, comparison) {
    const undo = button(gettext("Undo"), async () => {
      await this.#put(copy);
      if (!this.keeper.hasSent) await this.keeper.post(copy.data);
      this.#show(copy, comparison);
      this.panel.querySelector("button")?.focus();
    });
    const next = this.#waiting.length ? [button(gettext("There is an earlier one"), () => this.#next())] : [];
    this.#draw(gettext("Discarded."), [], [undo, ...next]);
    undo.focus({ preventScroll: true });
    await this.#drop(copy);
    this.keeper.hasSent = false;
  }
}
