// Notices about a paste, below the text. They are announced, reached by keyboard and stay until they are dismissed.
import { create } from "../../dom.js";
import { gettext } from "../../i18n.js";

const MOST_ITEMS = 6;

/** @type {WeakMap<EditorView, HTMLElement>} */
const regions = new WeakMap();

/**
 * Return the live region for notices. It has to be there before the first notice, or that is not announced.
 *
 * @param {EditorView} view
 */
export function noticeRegion(view) {
  const existing = regions.get(view);
  if (existing) return existing;
  const region = create("div", { className: "paste-notices", role: "status", "aria-live": "polite" });
  view.dom.closest(".prose-editor")?.append(region);
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
 * Show a notice.
 *
 * @param {EditorView} view
 * @param {string} sentence
 * @param {object} [options]
 * @param {string[]} [options.items] a list below the sentence
 * @param {string} [options.quoted] words in a quotation
 * @param {string} [options.language] of these words
 * @param {Record<string, () => unknown>} [options.actions] by their labels; the notice stays if one returns false
 * @param {string} [options.dismiss] the label of the last button
 * @param {() => void} [options.dismissed]
 */
export function showNotice(view, sentence, {
  items = [], quoted = "", language = "", actions = {}, dismiss = gettext("Dismiss"), dismissed,
} = {}) {
  const notice = create("section", { className: "paste-notice" }, [create("p", { textContent: sentence })]);
  if (quoted) notice.append(create("blockquote", { textContent: quoted, lang: language }));
  if (items.length) notice.append(itemList(items));
  const remove = () => {
    const hadFocus = notice.contains(document.activeElement);
    notice.remove();
    if (hadFocus) view.focus();
  };
  const close = () => {
    remove();
    dismissed?.();
  };
  const actionButtons = Object.entries(actions).map(([label, action]) => {
    const button = create("button", { type: "button", textContent: label, className: "paste-notice-act" });
    button.addEventListener("click", async () => {
      button.disabled = true;
      const keep = (await action()) === false;
      button.disabled = false;
      if (!keep) remove();
    });
    return button;
  });
  const dismissButton = create("button", { type: "button", textContent: dismiss });
  dismissButton.addEventListener("click", close);
  notice.append(create("div", { className: "paste-notice-buttons" }, [...actionButtons, dismissButton]));
  notice.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  noticeRegion(view).append(notice);
}
