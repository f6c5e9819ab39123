// Cards of the body editor (posts, pictures, galleries, tables, boxes, related stories): their data from the desk's
// server, their frame with its buttons, and what all their node views share.
import { getJSON } from "../api.js";
import { create, findAll } from "../dom.js";
import { gettext } from "../i18n.js";
import { removeNode, selectNode } from "./insertion.js";

export const DESK = {
  socialpost: "/admin/articles/socialpost/",
  image: "/admin/articles/image/",
  story: "/admin/articles/article/",
  mediafile: "/admin/articles/mediafile/",
};
/** The id of the story on this page; "" before it is saved for the first time. */
export const STORY = location.pathname.match(/\/article\/(\d+)\/change\//)?.[1] ?? "";

/** @typedef {keyof typeof DESK} CardKind */

/** @type {Map<string, Promise<any>>} */
const cache = new Map();

/** @type {(kind: CardKind, id: string | number) => string} */
const cardURL = (kind, id) => `${DESK[kind]}${encodeURIComponent(id)}/card/?story=${STORY}`;

/** @type {(kind: CardKind, id: string | number) => string} */
export const changeURL = (kind, id) => `${DESK[kind]}${encodeURIComponent(id)}/change/`;

/**
 * Return what the desk knows of a post (as this story quotes it), an image or a story; null if it is gone or the desk
 * does not answer. Each is requested once per page; failures are not cached.
 *
 * @param {CardKind} kind
 * @param {string | number} id
 * @returns {Promise<any>}
 */
export function loadCard(kind, id) {
  const url = cardURL(kind, id);
  const cached = cache.get(url);
  if (cached) return cached;
  const loading = getJSON(url).catch(() => {
    cache.delete(url);
    return null;
  });
  cache.set(url, loading);
  return loading;
}

/**
 * Have the next `loadCard` ask the server again.
 *
 * @param {CardKind} kind
 * @param {string | number} id
 */
export function forgetCard(kind, id) {
  cache.delete(cardURL(kind, id));
}

/**
 * Open the change form of a record in a window of its own; run `onReturn` when the focus comes back from it.
 *
 * @param {CardKind} kind
 * @param {string | number} id
 * @param {() => void} onReturn
 */
export function openRecord(kind, id, onReturn) {
  window.open(`${changeURL(kind, id)}?_popup=1`, `edit_${kind}_${id}`, "width=960,height=760,resizable=yes,scrollbars=yes");
  window.addEventListener("focus", onReturn, { once: true });
}

/**
 * @typedef {{ name: string, icon: string, label: string, run: () => void, pressed?: boolean }} CardAction
 */

/**
 * @param {CardAction} action
 * @returns {HTMLButtonElement}
 */
export function actionButton({ name, icon, label, run, pressed }) {
  const button = create("button", {
    type: "button", className: "card-act", title: label, tabIndex: -1, "aria-label": label, "data-act": name, "data-icon": icon,
  });
  if (pressed !== undefined) button.setAttribute("aria-pressed", String(pressed));
  // A click does not change the editor's selection.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", run);
  return button;
}

/**
 * Left and right go from button to button, Escape back into the text with the card selected.
 *
 * @param {HTMLElement} dom
 * @param {() => void} back
 */
function addKeyboardNavigation(dom, back) {
  dom.addEventListener("keydown", (event) => {
    const buttons = findAll(dom, "button").filter((button) => button.offsetParent !== null);
    const index = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
    if (index < 0) return;
    /** @type {Record<string, number>} */
    const targets = { ArrowRight: index + 1, ArrowLeft: index - 1 + buttons.length, Home: 0, End: buttons.length - 1 };
    if (event.key in targets) buttons[targets[event.key] % buttons.length].focus();
    else if (event.key === "Escape") back();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

/**
 * Return the element of a card, which the caller fills, with a bar of buttons. The button that removes the card is
 * always there; `setActions` replaces the others.
 *
 * @param {object} options
 * @param {Editor} options.editor
 * @param {GetPos} options.getPos
 * @param {string} options.className
 * @param {string} options.name what screen readers call the card
 * @param {CardAction[]} [options.actions]
 * @param {"figure" | "aside"} [options.tag]
 */
export function cardFrame({ editor, getPos, className, name, actions = [], tag = "figure" }) {
  const remove = {
    name: "remove", icon: "delete", label: gettext("Take out of the text"), run: () => removeNode(editor, getPos()),
  };
  const dom = create(tag, {
    className: `card ${className}`, "aria-label": name,
    "aria-description": gettext("Tab leads to its buttons, Delete takes it out of the text."),
  });
  const bar = create("div", { className: "card-acts", contentEditable: "false", role: "toolbar", "aria-label": name });
  const setActions = (/** @type {CardAction[]} */ shown) =>
    bar.replaceChildren(...[...shown, remove].map(actionButton));
  setActions(actions);
  dom.append(bar);
  addKeyboardNavigation(dom, () => selectNode(editor, getPos()));
  const stopEvent = (/** @type {Event} */ { target }) => target instanceof Element && target.closest("button") !== null;
  return { dom, setActions, stopEvent };
}

/**
 * A line on a card, such as a warning.
 *
 * @param {string} text
 * @param {"plain" | "warning" | "waiting"} [kind]
 */
export const note = (text, kind = "plain") => create("span", { className: `card-note card-note-${kind}`, textContent: text });

/**
 * Set the text that the style sheet shows while an editable element is empty.
 *
 * @param {HTMLElement} element
 * @param {string} text
 */
export function setPlaceholder(element, text) {
  element.style.setProperty("--hint", JSON.stringify(text));
}

/**
 * Return a node view's `ignoreMutation`: only changes within `contentDOM` concern the editor. It would redraw the node
 * for ever if it saw those that a node view makes around it, or to the attributes of `contentDOM`.
 *
 * @param {HTMLElement} contentDOM
 * @returns {(change: ViewMutation) => boolean}
 */
export const ignoreOutside = (contentDOM) => (change) => change.type !== "selection"
  && (!contentDOM.contains(change.target) || (change.type === "attributes" && change.target === contentDOM));
