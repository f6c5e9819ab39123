// The toolbar: in the order in which one needs things while writing, with menus for the rest, and usable by keyboard.
import { Menu as LibraryMenu } from "django-prose-editor/editor";
import { create, findAll } from "../dom.js";
import { gettext } from "../i18n.js";
import { labelButton } from "./button-labels.js";
import { setPlaceholder } from "./cards.js";

/**
 * @typedef {object} Group
 * @property {string} [group] the items, in the library's notation; none for the rest
 * @property {string[]} [only] restricts it to these
 * @property {string} [menu] makes it a button with this label that opens a list
 * @property {string} [icon]
 * @property {boolean} [choice] the button shows which item of the list is active
 * @property {boolean} [bare] the button shows its icon alone
 */

/** @type {Group[]} */
const GROUPS = [
  { group: "notices" },
  { group: "blockType -lists", menu: gettext("Kind of paragraph"), choice: true },
  { group: "marks", only: ["bold", "italic", "otherLanguage"] },
  { group: "marks", menu: gettext("More kinds of letters"), icon: "more_horiz", bare: true },
  { group: "lists" },
  { group: "nodes -blockType -lists" },
  { group: "link" },
  { group: "insert", only: ["libraryImage", "socialPost"] },
  { group: "insert", menu: gettext("Insert"), icon: "add" },
  { group: "table", menu: gettext("Table"), icon: "table_chart" },
  { group: "history" },
  { group: "writing" },
  { group: "utility" },
];
// Items, or groups of them, that are on or off.
const TOGGLES = new Set(["marks", "bulletList", "orderedList", "blockquote", "link", "fullscreen"]);
// The library never reports a list as active.
/** @type {Record<string, (editor: Editor) => boolean>} */
const ACTIVE = { bulletList: (editor) => editor.isActive("bulletList") };

let lastId = 0;

/** @param {MenuItem} item */
const isToggle = (item) => item.toggles || [item.name, ...item.groups].some((name) => TOGGLES.has(name));

/**
 * @param {MenuItem} item
 * @param {Editor} editor
 */
const isActive = (item, editor) => Boolean((ACTIVE[item.name] ?? item.active)(editor));

/**
 * @param {MenuItem} item
 * @param {Editor} editor
 */
function run(item, editor) {
  if (!item.enabled(editor)) return;
  editor.view.focus();
  item.command(editor);
}

/**
 * @param {HTMLElement} element
 * @param {MenuItem} item
 * @param {Editor} editor
 * @param {"aria-pressed" | "aria-checked" | null} activeAttribute
 */
function showState(element, item, editor, activeAttribute) {
  const isHidden = Boolean(item.hidden(editor));
  element.hidden = isHidden;
  element.classList.toggle("hidden", isHidden);
  if (isHidden) return;
  const isEnabled = Boolean(item.enabled(editor));
  const active = isActive(item, editor);
  element.classList.toggle("disabled", !isEnabled);
  element.classList.toggle("active", active);
  element.setAttribute("aria-disabled", String(!isEnabled));
  if (activeAttribute) element.setAttribute(activeAttribute, String(active));
}

/** @param {HTMLElement} element */
const keepSelection = (element) => element.addEventListener("mousedown", (event) => event.preventDefault());

/**
 * A row of buttons.
 *
 * @param {Editor} editor
 * @param {MenuItem[]} items
 */
function buttonGroup(editor, items) {
  const dom = create("div", { className: "prose-menubar__group" }, items.map((item) => {
    const { button } = item;
    labelButton(item);
    button.dataset.name = item.name;
    keepSelection(button);
    button.addEventListener("click", (event) => {
      event.preventDefault();
      run(item, editor);
    });
    return button;
  }));
  const draw = () => {
    for (const item of items) {
      showState(item.button, item, editor, isToggle(item) ? "aria-pressed" : null);
      item.update(editor);
    }
    dom.hidden = items.every((item) => item.button.hidden);
  };
  return { dom, draw };
}

/**
 * An entry of a menu.
 *
 * @param {MenuItem} item
 * @param {Editor} editor
 * @param {boolean | undefined} choice
 * @param {() => void} close
 */
function menuOption(item, editor, choice, close) {
  // The text of the library's buttons is the name of their icon.
  const icon = create("span", { className: "desk-menu-icon", "data-icon": item.icon ?? item.button.textContent });
  const text = create("span", { className: choice ? `desk-menu-${item.name}` : "", textContent: labelButton(item) });
  const option = create("button", {
    type: "button", className: "prose-menubar__option", tabIndex: -1, "data-name": item.name,
    role: choice ? "menuitemradio" : isToggle(item) ? "menuitemcheckbox" : "menuitem",
  }, choice ? [text] : [icon, text]);
  option.addEventListener("click", () => {
    if (option.getAttribute("aria-disabled") === "true") return;
    close();
    run(item, editor);
  });
  return option;
}

/**
 * Arrows, first letters and Tab in an open menu.
 *
 * @param {HTMLElement} list
 * @param {() => void} close
 */
function addMenuNavigation(list, close) {
  list.addEventListener("keydown", (event) => {
    const items = /** @type {HTMLElement[]} */ ([...list.children]).filter((item) => !item.hidden);
    const index = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    /** @type {Record<string, number>} */
    const targets = { ArrowDown: index + 1, ArrowUp: index - 1 + items.length, Home: 0, End: items.length - 1 };
    /** @type {HTMLElement | undefined} */
    let next = items[targets[event.key] % items.length];
    if (event.key === "Tab") close();
    else if (!next && event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
      next = [...items.slice(index + 1), ...items].find((item) => item.textContent?.trim().startsWith(event.key));
    }
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  });
}

/**
 * A button that opens a list.
 *
 * @param {Editor} editor
 * @param {MenuItem[]} items
 * @param {Group & { menu: string }} group
 */
function menuGroup(editor, items, { menu: label, icon, choice, bare }) {
  const id = `prose-menu-${++lastId}`;
  const face = create("span", { className: "desk-menu-face", textContent: bare ? "" : label });
  const button = create("button", {
    type: "button", className: "prose-menubar__button desk-menu-button", title: label,
    "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id,
  }, [...(icon ? [create("span", { className: "desk-menu-icon", "data-icon": icon })] : []), face]);
  const close = () => list.hidePopover();
  const options = items.map((item) => menuOption(item, editor, choice, close));
  const list = create("div", { className: "desk-menu", id, popover: "auto", role: "menu", "aria-label": label }, options);
  button.popoverTargetElement = list;
  keepSelection(button);
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.showPopover();
  });
  list.addEventListener("toggle", (event) => {
    const isOpen = /** @type {ToggleEvent} */ (event).newState === "open";
    button.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    const { left, bottom } = button.getBoundingClientRect();
    list.style.left = `${Math.max(4, Math.min(left, window.innerWidth - list.offsetWidth - 4))}px`;
    list.style.top = `${bottom + 2}px`;
    list.style.maxHeight = `${window.innerHeight - bottom - 12}px`;
    const first = options.find((option) => option.ariaChecked === "true") ?? options.find((option) => !option.hidden);
    first?.focus();
  });
  addMenuNavigation(list, close);
  const holder = create("span", { className: choice ? "prose-menubar__selected" : "desk-menu-holder" }, [button]);
  const dom = create("div", { className: "prose-menubar__group" }, [holder, list]);
  const draw = () => {
    items.forEach((item, index) => {
      showState(options[index], item, editor, options[index].role === "menuitem" ? null : "aria-checked");
    });
    dom.hidden = options.every((option) => option.hidden);
    if (!choice) return;
    const active = items.find((item) => !item.hidden(editor) && isActive(item, editor));
    const text = active ? active.button.title : label;
    face.textContent = text;
    button.title = text;
    button.setAttribute("aria-label", text);
  };
  return { dom, draw };
}

/**
 * Give every item to the first group that asks for it; the last group holds those that none asks for.
 *
 * @param {Editor} editor
 * @param {MenuRegistry} menu
 * @returns {[Group, MenuItem[]][]}
 */
function groupItems(editor, menu) {
  /** @type {{ menu: { _definedItems: Record<string, MenuItem> } }} */
  const storage = /** @type {any} */ (editor.storage);
  const defined = Object.values(storage.menu._definedItems).filter(({ button }) => button);
  const left = new Map(defined.map((item) => [item.name, item]));
  /** @type {[Group, MenuItem[]][]} */
  const groups = GROUPS.map((group) => {
    const items = menu.items(group.group ?? "").filter(({ name }) => left.has(name) && (!group.only || group.only.includes(name)));
    return [group, items.filter(({ name }) => left.delete(name))];
  });
  groups.push([{}, [...left.values()]]);
  return groups.filter(([, items]) => items.length);
}

/** @param {{ editor: Editor, menu: MenuRegistry }} props */
function build({ editor, menu }) {
  const parts = groupItems(editor, menu).map(([group, items]) => (group.menu
    ? menuGroup(editor, items, { ...group, menu: group.menu })
    : buttonGroup(editor, items)));
  let frame = 0;
  const draw = () => {
    frame = 0;
    if (!editor.isDestroyed) parts.forEach((part) => part.draw());
  };
  parts.forEach((part) => part.draw());
  // Once a frame, however many keys were pressed in it.
  editor.on("transaction", () => { frame ||= requestAnimationFrame(draw); });
  return parts.map(({ dom }) => dom);
}

/**
 * Make the toolbar one stop for Tab; arrows go through it, Escape back into the text.
 *
 * @param {HTMLElement} bar
 * @param {Editor} editor
 */
function addToolbarNavigation(bar, editor) {
  const allButtons = () => findAll(bar, ".prose-menubar__button");
  const shownButtons = () => allButtons().filter((button) => button.offsetParent !== null);
  const setTabStop = (/** @type {EventTarget | null} */ stop) =>
    allButtons().forEach((button) => { button.tabIndex = button === stop ? 0 : -1; });
  const text = editor.view.dom;
  text.id ||= `prose-text-${++lastId}`;
  setPlaceholder(text, gettext("Write here, or paste a whole story"));
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", gettext("Writing tools"));
  bar.setAttribute("aria-controls", text.id);
  setTabStop(shownButtons()[0]);
  bar.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element && target.matches(".prose-menubar__button")) setTabStop(target);
  });
  bar.addEventListener("keydown", (event) => {
    const buttons = shownButtons();
    const index = buttons.indexOf(/** @type {HTMLElement} */ (event.target));
    if (index < 0) return;
    /** @type {Record<string, number>} */
    const targets = { ArrowRight: index + 1, ArrowLeft: index - 1 + buttons.length, Home: 0, End: buttons.length - 1 };
    if (event.key in targets) buttons[targets[event.key] % buttons.length].focus();
    else if (event.key === "Escape") editor.view.focus();
    else return;
    event.preventDefault();
  });
}

export const Menu = LibraryMenu.extend({
  addOptions() {
    return { ...this.parent?.(), items: build };
  },
  onCreate(event) {
    this.parent?.(event);
    addToolbarNavigation(this.storage.dom, this.editor);
  },
  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        this.storage.dom?.querySelector('.prose-menubar__button[tabindex="0"]')?.focus();
        return true;
      },
    };
  },
});
