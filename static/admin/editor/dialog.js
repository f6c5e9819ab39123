// Dialogs of the body editor: the dialog itself, fields, forms, tabs, and a list that is searched as one types.
import { create, debounce } from "../dom.js";
import { gettext, ngettext } from "../i18n.js";

const SEARCH_PAUSE = 200;
let lastId = 0;
/** @param {string} name */
const newId = (name) => `desk-${name}-${++lastId}`;

/**
 * Show a modal dialog. Resolve to the value that its content passes to `done`, or to null if it is closed.
 *
 * @template T
 * @param {string} title
 * @param {(done: (value: T) => void) => HTMLElement[]} build returns the content
 * @returns {Promise<T | null>}
 */
export function showDialog(title, build) {
  return new Promise((resolve) => {
    /** @type {T | null} */
    let result = null;
    const id = newId("dialog");
    // Browsers that move the focus out of an editable text and back may lose its selection.
    const editor = /** @type {EditableElement | null} */ (document.activeElement)?.editor;
    const before = editor?.state;
    const dialog = create("dialog", { className: "desk-dialog", "aria-labelledby": id });
    const closeButton = create("button", {
      type: "button", className: "desk-dialog-close", title: gettext("Close"), "aria-label": gettext("Close"),
      "data-icon": "close",
    });
    closeButton.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (editor && before && editor.state.doc === before.doc) {
        editor.view.dispatch(editor.state.tr.setSelection(before.selection));
      }
      resolve(result);
    });
    dialog.append(
      create("div", { className: "desk-dialog-head" }, [create("h2", { id, textContent: title }), closeButton]),
      ...build((value) => {
        result = value;
        dialog.close();
      }),
    );
    document.body.append(dialog);
    dialog.showModal();
    /** @type {HTMLElement | null} */
    const first = dialog.querySelector("[autofocus]") ?? dialog.querySelector("input, textarea, button[type=submit]");
    first?.focus();
  });
}

/**
 * Return an input with its label and help text.
 *
 * @param {string} label
 * @param {HTMLElement} input
 * @param {string} [help]
 */
export function field(label, input, help = "") {
  input.id = newId("field");
  const parts = [create("label", { htmlFor: input.id, textContent: label }), input];
  if (help) {
    const hint = create("p", { className: "help", id: newId("help"), textContent: help });
    input.setAttribute("aria-describedby", hint.id);
    parts.push(hint);
  }
  return create("div", { className: "desk-dialog-field" }, parts);
}

/**
 * Return a form within a dialog. If `submit` throws, the message is shown and all that was typed stays.
 *
 * @param {HTMLElement[]} parts
 * @param {string} label of the submit button
 * @param {() => unknown} submit
 */
export function dialogForm(parts, label, submit) {
  const error = create("p", { className: "desk-dialog-fault", role: "alert", hidden: true });
  const button = create("button", { type: "submit", className: "default", textContent: label });
  const buttons = create("div", { className: "desk-dialog-buttons" }, [button]);
  const form = create("form", { noValidate: true }, [...parts, error, buttons]);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.hidden = true;
    button.disabled = true;
    try {
      await submit();
    } catch (failure) {
      error.textContent = /** @type {Error} */ (failure).message;
      error.hidden = false;
    }
    button.disabled = false;
  });
  return form;
}

/**
 * Return tabs with their panels; left and right go from one tab to the next. `opened` is called when a panel is shown.
 *
 * @param {string} label
 * @param {{ label: string, panel: HTMLElement, opened?: () => void }[]} pages
 */
export function tabs(label, pages) {
  const list = create("div", { className: "desk-tabs", role: "tablist", "aria-label": label });
  const show = (/** @type {number} */ chosen) => {
    buttons.forEach((button, index) => {
      button.setAttribute("aria-selected", String(index === chosen));
      button.tabIndex = index === chosen ? 0 : -1;
      pages[index].panel.hidden = index !== chosen;
    });
    pages[chosen].opened?.();
  };
  const buttons = pages.map(({ label: textContent, panel }, index) => {
    const button = create("button", { type: "button", id: newId("tab"), textContent, role: "tab" });
    panel.id = newId("panel");
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", button.id);
    button.setAttribute("aria-controls", panel.id);
    button.addEventListener("click", () => show(index));
    button.addEventListener("keydown", ({ key }) => {
      const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
      if (!step) return;
      const next = (index + step + pages.length) % pages.length;
      show(next);
      buttons[next].focus();
    });
    return button;
  });
  list.append(...buttons);
  show(0);
  return { parts: [list, ...pages.map(({ panel }) => panel)], show };
}

/**
 * Return a search field with a list of results, as a combobox.
 *
 * @template T
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.help
 * @param {(text: string) => Promise<T[]>} options.search if it throws, the message is shown
 * @param {(result: T) => HTMLElement[]} options.render returns what a result's list item holds
 * @param {(result: T) => void} options.choose
 */
export function searchList({ label, help, search, render, choose }) {
  const list = create("ul", { className: "desk-found", id: newId("found"), role: "listbox", "aria-label": label });
  const status = create("p", { className: "help", role: "status" });
  const input = create("input", {
    type: "search", autocomplete: "off", role: "combobox", "aria-expanded": "true", "aria-controls": list.id,
    "aria-autocomplete": "list",
  });
  /** @type {T[]} */
  let results = [];
  let active = -1;
  let latest = 0;

  const activate = (/** @type {number} */ index) => {
    active = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    const item = list.children[index];
    if (!item) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const show = (/** @type {T[]} */ found) => {
    results = found;
    list.replaceChildren(...results.map((result) => {
      const item = create("li", { id: newId("row"), role: "option" }, render(result));
      item.addEventListener("click", () => choose(result));
      return item;
    }));
    status.textContent = results.length
      ? ngettext("%s found", "%s found", results.length).replace("%s", String(results.length))
      : gettext("Nothing found.");
    activate(results.length && input.value ? 0 : -1);
  };
  const update = async () => {
    const number = ++latest;
    try {
      const found = await search(input.value.trim());
      if (number === latest) show(found);
    } catch (error) {
      if (number !== latest) return;
      show([]);
      status.textContent = /** @type {Error} */ (error).message;
    }
  };
  input.addEventListener("input", debounce(SEARCH_PAUSE, update));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") activate(Math.min(active + 1, results.length - 1));
    else if (event.key === "ArrowUp") activate(Math.max(active - 1, 0));
    else if (event.key === "Enter") {
      if (results[active]) choose(results[active]);
    } else return;
    event.preventDefault();
  });
  return { parts: [field(label, input, help), status, list], input, update };
}
