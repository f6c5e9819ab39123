// A run of words in another language: <span lang="en">. On whole blocks and on links the attribute is kept as it is.
import { Extension, Mark } from "django-prose-editor/editor";

const { gettext = (text) => text } = window;
const OTHER = { hi: "en", en: "hi" };

const OwnLanguage = Extension.create({
  name: "ownLanguage",
  addGlobalAttributes() {
    const types = ["paragraph", "heading", "listItem", "blockquote", "link"];
    return [{ types, attributes: { lang: { default: null } } }];
  },
});

export const OtherLanguage = Mark.create({
  name: "otherLanguage",
  // Outside all other marks, so that a run of words that is partly bold stays one run.
  priority: 1100,
  addAttributes() {
    return { lang: { default: null } };
  },
  parseHTML() {
    return [{ tag: "span[lang]" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["span", HTMLAttributes, 0];
  },
  addExtensions() {
    return [OwnLanguage];
  },
  addMenuItems({ buttons, menu }) {
    const language = () => OTHER[document.getElementById("id_language")?.value] ?? "en";
    menu.defineItem({
      name: "otherLanguage",
      groups: "marks",
      button: buttons.material("translate", gettext("In the other language")),
      active: (editor) => editor.isActive("otherLanguage"),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("otherLanguage"),
      command(editor) {
        const chain = editor.chain().focus();
        if (editor.isActive("otherLanguage")) chain.extendMarkRange("otherLanguage").unsetMark("otherLanguage").run();
        else chain.setMark("otherLanguage", { lang: language() }).run();
      },
    });
  },
});
