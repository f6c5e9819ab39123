// The body editor's own nodes, under the names that the allow-list in `articles.body` knows. Whatever the allow-list
// permits must survive being opened and saved: the editor writes, character for character, the HTML that is stored.
// Document, Menu, OrderedList and the parts of a table replace the library's own of that name.
import { Extension, Mark, OrderedList as LibraryList } from "django-prose-editor/editor";
import { gettext } from "../i18n.js";
import { languageAttributes, storyLanguage } from "./language.js";

export { FactBox, PullQuote } from "./asides.js";
export { MediaFile } from "./files.js";
export { Gallery } from "./gallery.js";
export { Document } from "./insertion.js";
export { LibraryImage } from "./pictures.js";
export { SocialPost } from "./posts.js";
export { RelatedStory } from "./stories.js";
export { Table, TableCell, TableFigure, TableHeader, TableRow } from "./tables.js";
export { Menu } from "./toolbar.js";

/** A numbered list. Only its first number is stored, not how the numbers look. */
export const OrderedList = LibraryList.extend({
  addOptions() {
    return { ...this.parent?.(), enableListAttributes: false };
  },
  addAttributes() {
    const start = { default: 1, parseHTML: (/** @type {Element} */ list) => Number.parseInt(list.getAttribute("start") ?? "", 10) || 1 };
    return { start };
  },
  addNodeView: null,
});

// On whole blocks and on links `dir` and `lang` are kept as they are.
const BlockLanguage = Extension.create({
  name: "ownLanguage",
  addGlobalAttributes() {
    const types = ["paragraph", "heading", "listItem", "blockquote", "link"];
    return [{ types, attributes: languageAttributes() }];
  },
});

/** @type {Record<string, string>} */
const OTHER = { hi: "en", en: "hi" };

/** Words in another language or direction than the story: <span lang="en">. */
export const OtherLanguage = Mark.create({
  name: "otherLanguage",
  // Outside all other marks, so that words of which some are bold stay in one element.
  priority: 1100,
  addAttributes() {
    return languageAttributes();
  },
  parseHTML() {
    return [{ tag: "span[lang], span[dir]" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["span", HTMLAttributes, 0];
  },
  addExtensions() {
    return [BlockLanguage];
  },
  addMenuItems({ buttons, menu }) {
    const language = () => OTHER[storyLanguage()] ?? "en";
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
