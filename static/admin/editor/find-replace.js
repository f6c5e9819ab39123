// Find and replace: a bar under the toolbar; the matches are marked in the text.
import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { create } from "../dom.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { findInDocument } from "./text-matching.js";

const { Decoration, DecorationSet } = pm.view;
const key = new pm.state.PluginKey("find");

/**
 * @typedef {object} FindState
 * @property {boolean} open
 * @property {string} query
 * @property {boolean} exact as spelled
 * @property {boolean} whole whole words only
 * @property {{ from: number, to: number }[]} matches
 * @property {number} current index of the current match; -1 if there is none
 * @property {InstanceType<typeof DecorationSet>} marks
 */

/** @type {FindState} */
const CLOSED = { open: false, query: "", exact: false, whole: false, matches: [], current: -1, marks: DecorationSet.empty };

/**
 * @param {PMNode} doc
 * @param {FindState} state
 */
function markMatches(doc, { matches, current }) {
  return DecorationSet.create(doc, matches.map(({ from, to }, index) =>
    Decoration.inline(from, to, { class: index === current ? "found found-current" : "found" })));
}

/**
 * Return the state after a transaction: with what its metadata change, and with new matches if text or query changed.
 *
 * @param {FindState} before
 * @param {Transaction} tr
 * @param {EditorState} editorState
 * @returns {FindState}
 */
function nextState(before, tr, editorState) {
  /** @type {Partial<FindState> | undefined} */
  const changes = tr.getMeta(key);
  if (!changes && !(before.open && tr.docChanged)) return before;
  const after = { ...before, ...changes };
  if (!after.open) return { ...CLOSED, query: after.query, exact: after.exact, whole: after.whole };
  const mustSearch = tr.docChanged || !before.open || after.query !== before.query || after.exact !== before.exact
    || after.whole !== before.whole;
  if (mustSearch) {
    after.matches = findInDocument(tr.doc, after.query, after);
    // Stay at the current match, or go on from the cursor; after the last match begin anew.
    const current = before.open ? before.matches[before.current] : undefined;
    const from = current ? tr.mapping.map(current.from) : editorState.selection.from;
    const next = after.matches.findIndex((match) => match.from >= from);
    after.current = next >= 0 ? next : Math.min(0, after.matches.length - 1);
  }
  after.marks = markMatches(tr.doc, after);
  return after;
}

/** The bar. It lives as long as the editor and is hidden while it is closed. */
class FindBar {
  /**
   * @param {EditorView} view
   * @param {Editor} editor
   */
  constructor(view, editor) {
    this.view = view;
    this.editor = editor;
    this.findInput = this.#input(gettext("Find"));
    this.replaceInput = this.#input(gettext("Replace with"));
    this.status = create("span", { className: "find-said", role: "status" });
    this.findInput.addEventListener("input", () => this.setState({ query: this.findInput.value }));
    const closeButton = this.#button("×", () => this.close(), gettext("Close the search"));
    this.dom = create("div", {
      className: "find-bar", role: "search", "aria-label": gettext("Find and replace"), hidden: true,
    }, [
      this.#row([
        this.findInput, this.status,
        this.#button("↑", () => this.step(-1), gettext("Previous")),
        this.#button("↓", () => this.step(1), gettext("Next")),
        closeButton,
      ]),
      this.#row([
        this.replaceInput,
        this.#button(gettext("Replace"), () => this.replace()),
        this.#button(gettext("Replace all"), () => this.replaceAll()),
      ]),
      this.#row([this.#checkbox(gettext("Whole words"), "whole"), this.#checkbox(gettext("Exactly as spelled"), "exact")]),
    ]);
    // What is typed here is no change to the story's form.
    for (const name of ["input", "change"]) this.dom.addEventListener(name, (event) => event.stopPropagation());
    this.dom.addEventListener("keydown", (event) => this.handleKey(event));
  }

  /** @param {HTMLElement[]} parts */
  #row(parts) {
    return create("div", { className: "find-row" }, parts);
  }

  /** @param {string} label */
  #input(label) {
    return create("input", {
      type: "text", autocomplete: "off", spellcheck: false, placeholder: label, "aria-label": label,
    });
  }

  /**
   * @param {string} textContent
   * @param {() => void} action
   * @param {string} [label] for a button that shows a sign only
   */
  #button(textContent, action, label) {
    const button = create("button", { type: "button", textContent, className: "quiet-button" });
    if (label) {
      button.title = label;
      button.setAttribute("aria-label", label);
    }
    button.addEventListener("click", action);
    return button;
  }

  /**
   * @param {string} label
   * @param {"whole" | "exact"} option
   */
  #checkbox(label, option) {
    const input = create("input", { type: "checkbox" });
    input.addEventListener("change", () => this.setState({ [option]: input.checked }));
    return create("label", {}, [input, label]);
  }

  /** @returns {FindState} */
  get state() {
    return key.getState(this.view.state);
  }

  /** @param {Partial<FindState>} changes */
  setState(changes) {
    this.view.dispatch(this.view.state.tr.setMeta(key, changes));
    this.scrollToMatch();
  }

  /** @param {KeyboardEvent} event */
  handleKey(event) {
    if (event.isComposing) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const letter = event.key.toLowerCase();
    const direction = event.shiftKey ? -1 : 1;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.replaceInput) this.replace();
    else if (event.key === "Enter" && event.target === this.findInput) this.step(direction);
    else if (event.key === "F3" || (isCommand && letter === "g")) this.step(direction);
    else if (isCommand && letter === "f" && !event.shiftKey) this.findInput.select();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  open() {
    const { from, to } = this.view.state.selection;
    const selected = this.view.state.doc.textBetween(from, to, "\n");
    if (selected && !selected.includes("\n")) this.findInput.value = selected;
    // Inserted only now: the toolbar, which stands above it, comes later than this object.
    this.view.dom.before(this.dom);
    this.dom.hidden = false;
    const toolbar = /** @type {any} */ (this.editor.storage).menu?.dom;
    this.dom.style.top = `${toolbar?.offsetHeight ?? 0}px`;
    this.setState({ open: true, query: this.findInput.value });
    this.findInput.focus();
    this.findInput.select();
  }

  close() {
    const { matches, current } = this.state;
    this.dom.hidden = true;
    const tr = this.view.state.tr.setMeta(key, { open: false });
    const match = matches[current];
    if (match) tr.setSelection(pm.state.TextSelection.create(tr.doc, match.from, match.to));
    this.view.dispatch(tr);
    this.view.focus();
  }

  /** @param {-1 | 1} direction */
  step(direction) {
    const { matches, current } = this.state;
    if (matches.length) this.setState({ current: (current + direction + matches.length) % matches.length });
  }

  scrollToMatch() {
    const { matches, current } = this.state;
    if (!matches[current]) return;
    const { node } = this.view.domAtPos(matches[current].from);
    (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: "center" });
  }

  replace() {
    const { matches, current } = this.state;
    const match = matches[current];
    if (!match) return;
    const tr = this.view.state.tr.insertText(this.replaceInput.value, match.from, match.to);
    this.view.dispatch(pm.history.closeHistory(tr));
    this.scrollToMatch();
  }

  /** Replace all matches as one step of undo; from the last one on, so that the positions of those before stay true. */
  replaceAll() {
    const { matches } = this.state;
    if (!matches.length) return;
    const { tr } = this.view.state;
    for (const { from, to } of [...matches].reverse()) tr.insertText(this.replaceInput.value, from, to);
    this.view.dispatch(pm.history.closeHistory(tr));
    this.status.textContent = interpolate(ngettext("%s replaced", "%s replaced", matches.length), [matches.length]);
  }

  /**
   * @param {EditorView} _view
   * @param {EditorState} before
   */
  update(_view, before) {
    const { state } = this;
    if (state === key.getState(before)) return;
    const { matches, current, query } = state;
    if (matches.length) this.status.textContent = `${current + 1} / ${matches.length}`;
    else this.status.textContent = query ? gettext("Nothing found.") : "";
  }

  destroy() {
    this.dom.remove();
  }
}

export const FindReplace = Extension.create({
  name: "newsroomFind",
  addProseMirrorPlugins() {
    const { editor, storage } = this;
    return [new Plugin({
      key,
      state: { init: () => CLOSED, apply: (tr, before, _old, state) => nextState(before, tr, state) },
      props: { decorations: (state) => key.getState(state).marks },
      view(view) {
        storage.bar = new FindBar(view, editor);
        return storage.bar;
      },
    })];
  },
  addStorage() {
    return { bar: /** @type {FindBar | null} */ (null) };
  },
  addCommands() {
    return {
      openFind: () => () => {
        // After the command's own transaction.
        setTimeout(() => this.storage.bar?.open());
        return true;
      },
    };
  },
  addKeyboardShortcuts() {
    const step = (/** @type {-1 | 1} */ direction) => () => {
      const { bar } = this.storage;
      if (!bar || bar.dom.hidden) return false;
      bar.step(direction);
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
