// Captions that are written in the text, under what they belong to.
import { Extension } from "django-prose-editor/editor";
import { leave, selectNode } from "./placing.js";

// The nodes whose own words are a caption, and those that hold a caption before other things.
const WITH_CAPTION = new Set(["libraryImage", "gallery"]);

// What stands there while the caption is empty; the style sheet reads it.
export function hint(element, text) {
  element.style.setProperty("--hint", JSON.stringify(text));
}

// Whatever happens outside the caption is none of the editor's business: it would redraw for ever.
export const outside = (contentDOM) => (change) =>
  change.type !== "selection" && (!contentDOM.contains(change.target) || (change.type === "attributes" && change.target === contentDOM));

function atStart(editor) {
  const { selection } = editor.state;
  return selection.empty && selection.$from.parentOffset === 0 && WITH_CAPTION.has(selection.$from.parent.type.name);
}

const inCaption = (editor) => {
  const { $to, node } = editor.state.selection;
  return !node && WITH_CAPTION.has($to.parent.type.name) ? $to.parent.type.name : null;
};

export const Captions = Extension.create({
  name: "captions",
  priority: 200,
  addKeyboardShortcuts() {
    const out = ({ editor }) => {
      const name = inCaption(editor);
      return name !== null && leave(editor.view, name);
    };
    // From the beginning of a caption it goes to the picture, not into the paragraph above.
    const toCard = ({ editor }) => {
      if (!atStart(editor)) return false;
      selectNode(editor, editor.state.selection.$from.before());
      return true;
    };
    return { "Enter": out, "Mod-Enter": out, "Backspace": toCard };
  },
});
