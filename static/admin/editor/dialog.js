// Dialogs of the body editor, and a list that is searched as one types.
import { crel } from "django-prose-editor/editor";

const { gettext = (text) => text, ngettext = (one, many, count) => (count === 1 ? one : many) } = window;
const PAUSE = 200;
let numbers = 0;
const newId = (name) => `desk-${name}-${++numbers}`;

// `build(done)` gives what stands in it. Resolves to what `done` is told, to null where the person thought better of it.
export function dialog(title, build) {
  return new Promise((resolve) => {
    let result = null;
    const id = newId("dialog");
    // A browser that takes the focus from a text and gives it back may lose what was selected in it.
    const text = document.activeElement?.editor;
    const held = text?.state;
    const box = crel("dialog", { className: "desk-dialog", "aria-labelledby": id });
    const close = crel("button", {
      type: "button", className: "desk-dialog-close", title: gettext("Close"), "aria-label": gettext("Close"), "data-icon": "close",
    });
    close.addEventListener("click", () => box.close());
    box.addEventListener("close", () => {
      box.remove();
      if (held && text.state.doc === held.doc) text.view.dispatch(text.state.tr.setSelection(held.selection));
      resolve(result);
    });
    box.append(
      crel("div", { className: "desk-dialog-head" }, [crel("h2", { id, textContent: title }), close]),
      ...build((value) => {
        result = value;
        box.close();
      }),
    );
    document.body.append(box);
    box.showModal();
    (box.querySelector("[autofocus]") ?? box.querySelector("input, textarea, button[type=submit]"))?.focus();
  });
}

export function field(label, input, help = "") {
  input.id = newId("field");
  const parts = [crel("label", { htmlFor: input.id, textContent: label }), input];
  if (help) {
    const hint = crel("p", { className: "help", id: newId("help"), textContent: help });
    input.setAttribute("aria-describedby", hint.id);
    parts.push(hint);
  }
  return crel("div", { className: "desk-dialog-field" }, parts);
}

// A form within a dialog. `submit` may throw a sentence: it is shown, and all that was typed stays.
export function form(parts, label, submit) {
  const fault = crel("p", { className: "desk-dialog-fault", role: "alert", hidden: true });
  const button = crel("button", { type: "submit", className: "default", textContent: label });
  const made = crel("form", { noValidate: true }, [...parts, fault, crel("div", { className: "desk-dialog-buttons" }, [button])]);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    button.disabled = true;
    try {
      await submit();
    } catch (error) {
      fault.textContent = error.message;
      fault.hidden = false;
    }
    button.disabled = false;
  });
  return made;
}

// Tabs: [{ label, panel }]. Left and right lead from one to the next; `show(index)` opens one.
export function tabs(label, those) {
  const list = crel("div", { className: "desk-tabs", role: "tablist", "aria-label": label });
  const show = (chosen) => {
    [...list.children].forEach((tab, index) => {
      tab.setAttribute("aria-selected", String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      those[index].panel.hidden = index !== chosen;
    });
    those[chosen].opened?.();
  };
  those.forEach(({ label: name, panel }, index) => {
    const tab = crel("button", { type: "button", id: newId("tab"), textContent: name, role: "tab" });
    panel.id = newId("panel");
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    tab.setAttribute("aria-controls", panel.id);
    tab.addEventListener("click", () => show(index));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = (index + step + those.length) % those.length;
      show(next);
      list.children[next].focus();
    });
    list.append(tab);
  });
  show(0);
  return { parts: [list, ...those.map(({ panel }) => panel)], show };
}

// A field and what is found for what stands in it. `search(words)` resolves to rows, `line(row)` gives a row's insides.
export function searchList({ label, help, search, line, choose }) {
  const list = crel("ul", { className: "desk-found", id: newId("found"), role: "listbox", "aria-label": label });
  const said = crel("p", { className: "help", role: "status" });
  const input = crel("input", { type: "search", autocomplete: "off", role: "combobox", "aria-expanded": "true" });
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  let rows = [];
  let active = -1;
  let asked = 0;
  let timer = 0;

  const mark = (index) => {
    active = index;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    const item = list.children[index];
    if (!item) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    rows = found;
    list.replaceChildren(...rows.map((row) => {
      const item = crel("li", { id: newId("row"), role: "option" }, line(row));
      item.addEventListener("click", () => choose(row));
      return item;
    }));
    said.textContent = rows.length
      ? ngettext("%s found", "%s found", rows.length).replace("%s", rows.length)
      : gettext("Nothing found.");
    mark(rows.length && input.value ? 0 : -1);
  };
  const look = async () => {
    const mine = ++asked;
    try {
      const found = await search(input.value.trim());
      if (mine === asked) show(found);
    } catch (error) {
      if (mine === asked) {
        show([]);
        said.textContent = error.message;
      }
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") mark(Math.min(active + 1, rows.length - 1));
    else if (event.key === "ArrowUp") mark(Math.max(active - 1, 0));
    else if (event.key === "Enter") {
      if (rows[active]) choose(rows[active]);
    } else return;
    event.preventDefault();
  });
  return { parts: [field(label, input, help), said, list], input, look };
}
