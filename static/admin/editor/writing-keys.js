// The keyboard's list of keys, the way out of the text, and the whole screen for it.
import { Extension, Plugin, crel } from "django-prose-editor/editor";
import { dialog } from "./dialog.js";

const { gettext = (text) => text } = window;
const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const MOD = MAC ? "⌘" : "Ctrl";

const KEYS = [
  [[MOD, "S"], gettext("Save")],
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
  [["Esc", "Tab"], gettext("Out of the text, to the next field")],
  [[MOD, "/"], gettext("This list")],
];

function listKeys(editor) {
  const rows = KEYS.map(([keys, does]) => crel("tr", {}, [
    crel("th", { scope: "row" }, keys.flatMap((key, index) => [...(index ? [" "] : []), crel("kbd", { textContent: key })])),
    crel("td", { textContent: does }),
  ]));
  dialog(gettext("Keyboard shortcuts"), () => [crel("table", { className: "keys" }, [crel("tbody", {}, rows)])])
    .then(() => editor.view.focus());
  return true;
}

// While the text fills the screen, what lies behind it is out of reach for the keyboard too.
function shutOut(editor) {
  const box = editor.view.dom.closest(".prose-editor");
  let shut = [];
  new MutationObserver(() => {
    const fills = box.classList.contains("fullscreen");
    if (fills === shut.length > 0) return;
    shut.forEach((one) => { one.inert = false; });
    shut = [];
    for (let inside = box; fills && inside !== document.body; inside = inside.parentElement) {
      shut.push(...[...inside.parentElement.children].filter((one) => one !== inside && !one.inert && !one.matches("script, dialog")));
    }
    shut.forEach((one) => { one.inert = true; });
  }).observe(box, { attributeFilter: ["class"] });
}

export const Keys = Extension.create({
  name: "newsroomKeys",
  onCreate() {
    shutOut(this.editor);
  },
  addKeyboardShortcuts() {
    return {
      "Mod-/": () => listKeys(this.editor),
    };
  },
  addProseMirrorPlugins() {
    // Tab indents a list and walks through a table; after Escape it leads on to the next field.
    let leaves = false;
    return [new Plugin({
      props: {
        handleDOMEvents: {
          keydown(_view, event) {
            if (event.key === "Tab" && leaves) return true;
            leaves = event.key === "Escape" || (leaves && event.key === "Shift");
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
      command: listKeys,
    });
  },
});
