// Keyboard: the list of shortcuts, the way out of the text by Tab, and the full screen.
import { Extension, Plugin } from "django-prose-editor/editor";
import { focusMainButton } from "../desk/main-button.js";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { showDialog } from "./dialog.js";

const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl";

/** @type {[string[], string][]} */
const SHORTCUTS = [
  [[MOD, "S"], gettext("Save")],
  [[MOD, "Enter"], gettext("To the main button; Enter then presses it")],
  [[MOD, "F"], gettext("Find and replace")],
  [["F3"], gettext("Next place found (with Shift: the previous)")],
  [[MOD, "K"], gettext("Link")],
  [[MOD, "B"], gettext("Bold")],
  [[MOD, "I"], gettext("Italic")],
  [[MOD, "U"], gettext("Underline")],
  [[MOD, "Alt", "2"], gettext("Sub-heading")],
  [[MOD, "Alt", "3"], gettext("Smaller sub-heading")],
  [[MOD, "Alt", "0"], gettext("Paragraph")],
  [[MOD, "Shift", "8"], gettext("List")],
  [[MOD, "Shift", "7"], gettext("Numbered list")],
  [[MOD, "Shift", "B"], gettext("Quotation")],
  [["Shift", "Enter"], gettext("New line in the same paragraph")],
  [[MOD, "Z"], gettext("Undo")],
  [[MOD, "Shift", "Z"], gettext("Redo")],
  [[MOD, "Shift", "V"], gettext("Paste without formatting")],
  [["F11"], gettext("Full screen, and back")],
  [["Alt", "F10"], gettext("From the text to the toolbar")],
  [["Alt", "F9"], gettext("From the text to the remarks on a paste, and back")],
  [["Esc", "Tab"], gettext("Out of the text, to the next field")],
  [[MOD, "/"], gettext("This list")],
];

/** @param {Editor} editor */
function showShortcuts(editor) {
  const rows = SHORTCUTS.map(([keys, meaning]) => create("tr", {}, [
    create("th", { scope: "row" }, keys.flatMap((key, index) => [...(index ? [" "] : []), create("kbd", { textContent: key })])),
    create("td", { textContent: meaning }),
  ]));
  const table = create("table", { className: "keys" }, [create("tbody", {}, rows)]);
  showDialog(gettext("Keyboard shortcuts"), () => [table]).then(() => editor.view.focus());
  return true;
}

/**
 * Keep the keyboard within the editor while it fills the screen: all that lies behind it is made inert.
 *
 * @param {Editor} editor
 */
function trapFocusInFullscreen(editor) {
  const box = editor.view.dom.closest(".prose-editor");
  if (!box) return;
  /** @type {HTMLElement[]} */
  let inert = [];
  new MutationObserver(() => {
    const isFullscreen = box.classList.contains("fullscreen");
    if (isFullscreen === inert.length > 0) return;
    inert.forEach((element) => { element.inert = false; });
    inert = [];
    let element = isFullscreen ? box : null;
    while (element?.parentElement && element !== document.body) {
      const inside = element;
      const siblings = /** @type {HTMLElement[]} */ ([...element.parentElement.children]);
      inert.push(...siblings.filter((other) => other !== inside && !other.inert && !other.matches("script, dialog")));
      element = element.parentElement;
    }
    inert.forEach((other) => { other.inert = true; });
  }).observe(box, { attributeFilter: ["class"] });
}

export const Shortcuts = Extension.create({
  name: "newsroomKeys",
  // After the boxes, which Mod-Enter leaves, and before the library, for which it is a line break.
  priority: 150,
  onCreate() {
    trapFocusInFullscreen(this.editor);
  },
  addKeyboardShortcuts() {
    const toMainButton = () => {
      focusMainButton();
      return true;
    };
    return { "Mod-/": () => showShortcuts(this.editor), "Mod-Enter": toMainButton };
  },
  addProseMirrorPlugins() {
    // Tab indents a list and moves through a table; after Escape it goes on to the next field.
    let isLeaving = false;
    return [new Plugin({
      props: {
        handleDOMEvents: {
          keydown(_view, event) {
            if (event.key === "Tab" && isLeaving) return true;
            isLeaving = event.key === "Escape" || (isLeaving && event.key === "Shift");
            return false;
          },
        },
      },
    })];
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "keys",
      groups: "utility",
      priority: 10,
      button: buttons.material("keyboard", gettext("Keyboard shortcuts")),
      command: showShortcuts,
    });
  },
});
