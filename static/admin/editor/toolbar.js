// The toolbar: the order in which one needs things while writing, menus for what is many, and the keyboard's way through it.
import { Menu as LibraryMenu, crel } from "django-prose-editor/editor";
import { hint } from "./captions.js";
import { named } from "./words.js";

const { gettext = (text) => text } = window;

// A group with `menu` is a button that opens a list; with `choice` the button says which of the list holds now.
const GROUPS = [
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
// Those that are on or off; a group's name stands for all of it.
const TOGGLES = new Set(["marks", "bulletList", "orderedList", "blockquote", "link", "fullscreen"]);
// The library says of a list that it is never active.
const ACTIVE = { bulletList: (editor) => editor.isActive("bulletList") };

const isToggle = (item) => item.toggles || TOGGLES.has(item.name) || [...item.groups].some((group) => TOGGLES.has(group));
const isActive = (item, editor) => Boolean((ACTIVE[item.name] ?? item.active)(editor));

function run(item, editor) {
  if (!item.enabled(editor)) return;
  editor.view.focus();
  item.command(editor);
}

function tellState(element, item, editor, pressed) {
  const hidden = Boolean(item.hidden(editor));
  element.hidden = hidden;
  element.classList.toggle("hidden", hidden);
  if (hidden) return;
  const enabled = Boolean(item.enabled(editor));
  const active = isActive(item, editor);
  element.classList.toggle("disabled", !enabled);
  element.classList.toggle("active", active);
  element.setAttribute("aria-disabled", String(!enabled));
  if (pressed) element.setAttribute(pressed, String(active));
}

// A row of buttons.
function buttonGroup(editor, items) {
  const dom = crel("div", { className: "prose-menubar__group" }, items.map((item) => {
    const { button } = item;
    named(item);
    button.dataset.name = item.name;
    // The selection stays where it is while one clicks.
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", (event) => {
      event.preventDefault();
      run(item, editor);
    });
    return button;
  }));
  const draw = () => {
    for (const item of items) {
      tellState(item.button, item, editor, isToggle(item) ? "aria-pressed" : null);
      item.update(editor);
    }
    dom.hidden = items.every((item) => item.button.hidden);
  };
  return { dom, draw };
}

function option(item, editor, choice, close) {
  // The library's buttons hold the name of their icon.
  const sign = item.icon ?? item.button.textContent;
  const icon = choice ? [] : [crel("span", { className: "desk-menu-icon", "data-icon": sign })];
  const words = crel("span", { className: choice ? `desk-menu-${item.name}` : "", textContent: named(item) });
  const role = choice ? "menuitemradio" : isToggle(item) ? "menuitemcheckbox" : "menuitem";
  const made = crel("button", {
    type: "button", className: "prose-menubar__option", tabIndex: -1, role, "data-name": item.name,
  }, [...icon, words]);
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") === "true") return;
    close();
    run(item, editor);
  });
  return made;
}

// Arrows, first letters and Tab in an open menu.
function walkMenu(list, close) {
  list.addEventListener("keydown", (event) => {
    const items = [...list.children].filter((one) => !one.hidden);
    const at = items.indexOf(document.activeElement);
    const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
    let next = items[steps[event.key] % items.length];
    if (event.key === "Tab") close();
    else if (!next && event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
      next = [...items.slice(at + 1), ...items].find((one) => one.textContent.trim().startsWith(event.key));
    }
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    next.focus();
  });
}

let menus = 0;

function menuGroup(editor, items, { menu: label, icon, choice, bare }) {
  const id = `prose-menu-${++menus}`;
  const button = crel("button", {
    type: "button", className: "prose-menubar__button desk-menu-button", title: label,
    "aria-label": label, "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id,
  });
  const list = crel("div", { className: "desk-menu", id, popover: "auto", role: "menu", "aria-label": label });
  const close = () => list.hidePopover();
  const options = items.map((item) => option(item, editor, choice, close));
  list.append(...options);
  button.popoverTargetElement = list;
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.showPopover();
  });
  list.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    const { left, bottom } = button.getBoundingClientRect();
    list.style.left = `${Math.max(4, Math.min(left, window.innerWidth - list.offsetWidth - 4))}px`;
    list.style.top = `${bottom + 2}px`;
    list.style.maxHeight = `${window.innerHeight - bottom - 12}px`;
    (options.find((one) => one.getAttribute("aria-checked") === "true") ?? options.find((one) => !one.hidden))?.focus();
  });
  walkMenu(list, close);
  const face = crel("span", { className: "desk-menu-face", textContent: bare ? "" : label });
  button.append(...(icon ? [crel("span", { className: "desk-menu-icon", "data-icon": icon })] : []), face);
  const holder = crel("span", { className: choice ? "prose-menubar__selected" : "desk-menu-holder" }, [button]);
  const dom = crel("div", { className: "prose-menubar__group" }, [holder, list]);
  const draw = () => {
    items.forEach((item, index) => tellState(options[index], item, editor, options[index].role === "menuitem" ? null : "aria-checked"));
    dom.hidden = options.every((one) => one.hidden);
    if (!choice) return;
    const active = items.find((item) => !item.hidden(editor) && isActive(item, editor));
    const said = active ? active.button.title : label;
    face.textContent = said;
    button.title = said;
    button.setAttribute("aria-label", said);
  };
  return { dom, draw };
}

// Every item stands in one place: the first group that asks for it; what no group asks for comes last.
function groups(editor, menu) {
  const left = new Map(Object.values(editor.storage.menu._definedItems).filter(({ button }) => button).map((item) => [item.name, item]));
  const take = (items) => items.filter(({ name }) => left.delete(name));
  const made = GROUPS.map((group) => {
    const wanted = menu.items(group.group).filter(({ name }) => left.has(name) && (!group.only || group.only.includes(name)));
    return [group, take(wanted)];
  });
  return [...made, [{}, [...left.values()]]].filter(([, items]) => items.length);
}

function build({ editor, menu }) {
  const parts = groups(editor, menu).map(([group, items]) => (group.menu ? menuGroup(editor, items, group) : buttonGroup(editor, items)));
  let waiting = 0;
  const draw = () => {
    waiting = 0;
    if (!editor.isDestroyed) parts.forEach((part) => part.draw());
  };
  parts.forEach((part) => part.draw());
  // Once a frame, however many keys were pressed in it.
  editor.on("transaction", () => { waiting ||= requestAnimationFrame(draw); });
  return parts.map(({ dom }) => dom);
}

// One stop for Tab; arrows lead through it, Escape back into the text.
function tend(bar, editor) {
  const buttons = () => [...bar.querySelectorAll(".prose-menubar__button")].filter((one) => one.offsetParent !== null);
  const stopAt = (chosen) => bar.querySelectorAll(".prose-menubar__button").forEach((one) => { one.tabIndex = one === chosen ? 0 : -1; });
  editor.view.dom.id ||= `prose-text-${++menus}`;
  hint(editor.view.dom, gettext("Write here, or paste a whole story"));
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", gettext("Writing tools"));
  bar.setAttribute("aria-controls", editor.view.dom.id);
  stopAt(buttons()[0]);
  bar.addEventListener("focusin", ({ target }) => target.matches(".prose-menubar__button") && stopAt(target));
  bar.addEventListener("keydown", (event) => {
    const those = buttons();
    const at = those.indexOf(event.target);
    if (at < 0) return;
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1 + those.length, Home: 0, End: those.length - 1 };
    if (event.key in steps) those[steps[event.key] % those.length].focus();
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
    tend(this.storage.dom, this.editor);
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
