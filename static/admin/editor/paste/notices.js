// What is said and offered about a paste: one quiet list, beside the text where the page has two columns, else below
// it. It is announced, reached by keyboard and stays until it is answered.
import { create, find, findAll } from "../../dom.js";
import { gettext, interpolate, ngettext } from "../../i18n.js";
import { regionPlace } from "./notices-place.js";
import { markRanges } from "./ranges.js";

const MOST_ITEMS = 6;
const KEY = "Alt+F9";
const MORE = "paste-notice-more";

/**
 * `accept` takes an offer, where the notice is one. `close` answers with "Leave it".
 *
 * @typedef {{ element: HTMLElement, accept: (() => Promise<void>) | null, close: () => void }} Notice
 */

/** The list of one editor's notices. */
class NoticeRegion {
  /** @type {Notice[]} */
  #notices = [];

  /** @param {EditorView} view */
  constructor(view) {
    this.view = view;
    // It has to be there before the first notice, or that is not announced.
    this.status = create("p", { className: "visually-hidden", role: "status" });
    this.list = create("div", { className: "paste-notices-list" });
    const heading = create("h2", { textContent: gettext("On what was pasted") });
    this.all = create("div", { className: "paste-notice-buttons", hidden: true }, [
      this.#button(gettext("Take all"), "paste-notices-all", () => this.takeAll()),
      this.#button(gettext("Leave all"), "", () => this.closeAll()),
    ]);
    this.box = create("div", { className: "paste-notices-box", hidden: true }, [heading, this.all, this.list]);
    this.dom = create("section", {
      className: "paste-notices", role: "region", "aria-label": gettext("On what was pasted"),
    }, [this.status, this.box]);
    this.dom.addEventListener("keydown", (event) => this.#handleKey(event));
    regionPlace(view, this.dom);
  }

  /**
   * @param {string} textContent
   * @param {string} className
   * @param {() => unknown} action
   */
  #button(textContent, className, action) {
    const button = create("button", { type: "button", textContent, className });
    button.addEventListener("click", action);
    return button;
  }

  /** Notices that still stand there: what has been taken away from the page counts no more. */
  get notices() {
    this.#notices = this.#notices.filter(({ element }) => element.isConnected);
    return this.#notices;
  }

  /** @param {Notice} notice */
  add(notice) {
    this.list.append(notice.element);
    this.#notices.push(notice);
    this.#update();
    this.dom.parentElement?.scrollTo?.({ top: 0 });
  }

  /** @param {Element} element */
  remove(element) {
    const hadFocus = this.dom.contains(document.activeElement);
    element.remove();
    this.#update();
    if (!hadFocus || this.dom.contains(document.activeElement)) return;
    if (this.notices.length) this.focus();
    else this.view.focus();
  }

  async takeAll() {
    for (const { accept } of this.notices) await accept?.();
  }

  closeAll() {
    for (const { close } of this.notices) close();
  }

  focus() {
    find(this.list, "button").focus();
  }

  #update() {
    const { length } = this.notices;
    this.box.hidden = !length;
    this.all.hidden = this.notices.filter(({ accept }) => accept).length < 2;
    const sentence = ngettext(
      "%s remark on what was pasted. %s leads to it.", "%s remarks on what was pasted. %s leads to them.", length,
    );
    this.status.textContent = length ? interpolate(sentence, [length, KEY]) : "";
    // The toolbar shows how many there are.
    this.view.dispatch(this.view.state.tr);
  }

  /** @param {KeyboardEvent} event */
  #handleKey(event) {
    const { key, altKey, target } = event;
    const current = this.notices.find(({ element }) => element.contains(/** @type {Node} */ (target)));
    if (altKey && key === "F9") this.view.focus();
    else if (altKey && key === "ArrowUp" && current) findAll(current.element, `.${MORE}`).forEach((button) => button.click());
    else if (key === "Escape" && current) current.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** @type {WeakMap<EditorView, NoticeRegion>} */
const regions = new WeakMap();

/**
 * Return the region for the notices of an editor, which is made at the first call.
 *
 * @param {EditorView} view
 */
export function noticeRegion(view) {
  const region = regions.get(view) ?? new NoticeRegion(view);
  regions.set(view, region);
  return region;
}

/** @param {string[]} items */
function itemList(items) {
  const shown = items.slice(0, MOST_ITEMS).map((textContent) => create("li", { textContent }));
  if (items.length > MOST_ITEMS) shown.push(create("li", { textContent: `… +${items.length - MOST_ITEMS}` }));
  return create("ul", {}, shown);
}

/**
 * Show the passages a notice speaks about while the pointer or the focus is on it.
 *
 * @param {EditorView} view
 * @param {HTMLElement} notice
 * @param {number[]} about
 */
function showPassages(view, notice, about) {
  const mark = (/** @type {number[]} */ keys, scroll = false) => markRanges(view, keys, { scroll });
  notice.addEventListener("pointerenter", () => mark(about));
  notice.addEventListener("pointerleave", () => mark([]));
  notice.addEventListener("focusin", () => mark(about, true));
  notice.addEventListener("focusout", () => mark([]));
}

/**
 * Show a notice.
 *
 * @param {EditorView} view
 * @param {string} sentence
 * @param {object} [options]
 * @param {string[]} [options.items] a list below the sentence
 * @param {string} [options.quoted] words in a quotation
 * @param {string} [options.language] of these words
 * @param {[string, () => unknown]} [options.action] label and act of a button; the notice stays if it returns false
 * @param {boolean} [options.isOffer] whether "Take all" takes it too
 * @param {[string, () => unknown]} [options.more] label and act of a further button, which Alt+↑ presses too
 * @param {number[]} [options.about] keys of the tracked ranges it speaks about
 * @param {string} [options.dismiss] the label of the last button
 * @param {() => void} [options.dismissed]
 */
export function showNotice(view, sentence, {
  items = [], quoted = "", language = "", action, more, isOffer = false, about = [],
  dismiss = action ? gettext("Leave it") : gettext("All right"), dismissed,
} = {}) {
  const region = noticeRegion(view);
  const notice = create("section", { className: "paste-notice" }, [create("p", { textContent: sentence })]);
  if (quoted) notice.append(create("blockquote", { textContent: quoted, lang: language }));
  if (items.length) notice.append(itemList(items));
  if (about.length) showPassages(view, notice, about);
  const close = () => {
    region.remove(notice);
    dismissed?.();
  };
  const buttons = create("div", { className: "paste-notice-buttons" });
  const accept = action ? async () => {
    actButton.disabled = true;
    const keep = (await action[1]()) === false;
    actButton.disabled = false;
    if (!keep) region.remove(notice);
  } : null;
  const actButton = create("button", { type: "button", textContent: action?.[0], className: "paste-notice-act" });
  actButton.addEventListener("click", () => accept?.());
  const dismissButton = create("button", { type: "button", textContent: dismiss });
  dismissButton.addEventListener("click", close);
  buttons.append(...(action ? [actButton] : []), ...(more ? [moreButton(...more)] : []), dismissButton);
  notice.append(buttons);
  region.add({ element: notice, accept: isOffer ? accept : null, close });
  return notice;
}

/**
 * @param {string} label
 * @param {() => unknown} act
 */
function moreButton(label, act) {
  const button = create("button", {
    type: "button", className: MORE, textContent: `${label} (Alt+↑)`, "aria-keyshortcuts": "Alt+ArrowUp",
  });
  button.addEventListener("click", act);
  return button;
}

/**
 * The toolbar's button that leads to the list, where that does not stand beside the text.
 *
 * @param {MenuRegistry} menu
 */
export function defineNoticesItem(menu) {
  const button = create("button", { type: "button", className: "prose-menubar__button paste-notices-button" });
  const countOf = (/** @type {Editor} */ { view }) => {
    const region = regions.get(view);
    return region && !region.dom.classList.contains("beside") ? region.notices.length : 0;
  };
  menu.defineItem({
    name: "pasteNotices",
    groups: "notices",
    button,
    hidden: (editor) => !countOf(editor),
    command: (editor) => noticeRegion(editor.view).focus(),
    update: (editor) => {
      const count = countOf(editor);
      button.textContent = String(count);
      button.title = interpolate(ngettext("%s remark on what was pasted", "%s remarks on what was pasted", count), [count]);
      button.setAttribute("aria-label", button.title);
    },
  });
}

/**
 * Alt+F9: from the text to the list.
 *
 * @param {Editor} editor
 */
export function focusNotices(editor) {
  const region = noticeRegion(editor.view);
  if (region.notices.length) region.focus();
  return true;
}
