// Find and replace: a bar under the toolbar, the places found marked in the text.
import { Extension, Plugin, crel, pm } from "django-prose-editor/editor";
import { matchesIn } from "./writing-matching.js";

const { gettext = (text) => text, ngettext = (one, many, count) => (count === 1 ? one : many), interpolate } = window;
const { Decoration, DecorationSet } = pm.view;
const key = new pm.state.PluginKey("find");
const CLOSED = { open: false, sought: "", exact: false, whole: false, found: [], current: -1, marks: DecorationSet.empty };

function marked(doc, found, current) {
  return DecorationSet.create(doc, found.map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: index === current ? "found found-current" : "found" })));
}

// The next state: what was asked for, or the same places in a text that has changed.
function next(before, change, state) {
  const asked = change.getMeta(key);
  if (!asked && !(before.open && change.docChanged)) return before;
  const now = { ...before, ...asked };
  if (!now.open) return { ...CLOSED, sought: now.sought, exact: now.exact, whole: now.whole };
  const searched = change.docChanged || now.sought !== before.sought || now.exact !== before.exact || now.whole !== before.whole || !before.open;
  if (searched) {
    now.found = matchesIn(change.doc, now.sought, now);
    const from = before.open && before.found[before.current] ? change.mapping.map(before.found[before.current].from) : state.selection.from;
    const at = now.found.findIndex((one) => one.from >= from);
    now.current = at >= 0 ? at : now.found.length - 1 >= 0 ? 0 : -1;
  }
  now.marks = marked(change.doc, now.found, now.current);
  return now;
}

class Bar {
  constructor(view, editor) {
    Object.assign(this, { view, editor });
    this.dom = this.build();
    this.dom.hidden = true;
  }

  build() {
    const button = (words, act, className = "quiet-button") => {
      const made = crel("button", { type: "button", textContent: words, className });
      made.addEventListener("click", act);
      return made;
    };
    const line = (label) => crel("input", { type: "text", autocomplete: "off", spellcheck: false, placeholder: label, "aria-label": label });
    const box = (label, name) => {
      const input = crel("input", { type: "checkbox" });
      input.addEventListener("change", () => this.ask({ [name]: input.checked }));
      return crel("label", {}, [input, label]);
    };
    this.sought = line(gettext("Find"));
    this.instead = line(gettext("Replace with"));
    this.said = crel("span", { className: "find-said", role: "status" });
    const step = (sign, label, by) => {
      const made = button(sign, () => this.step(by));
      made.title = label;
      made.setAttribute("aria-label", label);
      return made;
    };
    this.sought.addEventListener("input", () => this.ask({ sought: this.sought.value }));
    const close = button("×", () => this.close());
    close.setAttribute("aria-label", gettext("Close the search"));
    const bar = crel("div", { className: "find-bar", role: "search", "aria-label": gettext("Find and replace") }, [
      crel("div", { className: "find-row" }, [this.sought, this.said, step("↑", gettext("Previous"), -1), step("↓", gettext("Next"), 1), close]),
      crel("div", { className: "find-row" }, [
        this.instead, button(gettext("Replace"), () => this.replace()), button(gettext("Replace all"), () => this.replaceAll()),
      ]),
      crel("div", { className: "find-row" }, [box(gettext("Whole words"), "whole"), box(gettext("Exactly as spelled"), "exact")]),
    ]);
    // What is typed here is no part of the story's form.
    for (const kind of ["input", "change"]) bar.addEventListener(kind, (event) => event.stopPropagation());
    bar.addEventListener("keydown", (event) => this.key(event));
    return bar;
  }

  get state() {
    return key.getState(this.view.state);
  }

  key(event) {
    if (event.isComposing) return;
    const mod = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.instead) this.replace();
    else if (event.key === "Enter" && event.target === this.sought) this.step(event.shiftKey ? -1 : 1);
    else if (event.key === "F3" || (mod && event.key.toLowerCase() === "g")) this.step(event.shiftKey ? -1 : 1);
    else if (mod && event.key.toLowerCase() === "f" && !event.shiftKey) this.sought.select();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  ask(what) {
    this.view.dispatch(this.view.state.tr.setMeta(key, what));
    this.reveal();
  }

  open() {
    const { from, to, empty } = this.view.state.selection;
    const chosen = empty ? "" : this.view.state.doc.textBetween(from, to, "\n");
    if (chosen && !chosen.includes("\n")) this.sought.value = chosen;
    // Between the toolbar, which enters late, and the text.
    this.view.dom.before(this.dom);
    this.dom.hidden = false;
    this.dom.style.top = `${this.editor.storage.menu?.dom?.offsetHeight ?? 0}px`;
    this.ask({ open: true, sought: this.sought.value });
    this.sought.focus();
    this.sought.select();
  }

  close() {
    const { found, current } = this.state;
    this.dom.hidden = true;
    const change = this.view.state.tr.setMeta(key, { open: false });
    if (found[current]) change.setSelection(pm.state.TextSelection.create(change.doc, found[current].from, found[current].to));
    this.view.dispatch(change);
    this.view.focus();
  }

  step(by) {
    const { found, current } = this.state;
    if (found.length) this.ask({ current: (current + by + found.length) % found.length });
  }

  reveal() {
    const { found, current } = this.state;
    if (!found[current]) return;
    const { node } = this.view.domAtPos(found[current].from);
    (node.nodeType === 1 ? node : node.parentElement).scrollIntoView({ block: "center" });
  }

  replace() {
    const { found, current } = this.state;
    const place = found[current];
    if (!place) return;
    this.view.dispatch(pm.history.closeHistory(this.view.state.tr.insertText(this.instead.value, place.from, place.to)));
    this.reveal();
  }

  // From the end, so that the places before stay where they are; one step back undoes all.
  replaceAll() {
    const { found } = this.state;
    if (!found.length) return;
    const change = this.view.state.tr;
    for (const { from, to } of found.toReversed()) change.insertText(this.instead.value, from, to);
    this.view.dispatch(pm.history.closeHistory(change));
    this.said.textContent = interpolate(ngettext("%s replaced", "%s replaced", found.length), [found.length]);
  }

  update(view, before) {
    const now = this.state;
    if (now === key.getState(before)) return;
    const { found, current, sought } = now;
    if (found.length) this.said.textContent = `${current + 1} / ${found.length}`;
    else this.said.textContent = sought ? gettext("Nothing found.") : "";
  }

  destroy() {
    this.dom.remove();
  }
}

export const Find = Extension.create({
  name: "newsroomFind",
  addProseMirrorPlugins() {
    const { editor, storage } = this;
    return [new Plugin({
      key,
      state: { init: () => CLOSED, apply: (change, before, _old, state) => next(before, change, state) },
      props: { decorations: (state) => key.getState(state).marks },
      view(view) {
        storage.bar = new Bar(view, editor);
        return storage.bar;
      },
    })];
  },
  addStorage() {
    return { bar: null };
  },
  addCommands() {
    return { openFind: () => () => { setTimeout(() => this.storage.bar.open()); return true; } };
  },
  addKeyboardShortcuts() {
    const step = (by) => () => {
      if (this.storage.bar.dom.hidden) return false;
      this.storage.bar.step(by);
      return true;
    };
    return {
      "Mod-f": () => this.editor.commands.openFind(),
      F3: step(1), "Shift-F3": step(-1), "Mod-g": step(1), "Mod-Shift-g": step(-1),
    };
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "find",
      groups: "writing",
      priority: 90,
      button: buttons.material("search", gettext("Find and replace")),
      command: (editor) => editor.commands.openFind(),
    });
  },
});
