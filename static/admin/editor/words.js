// The body editor's menu has fixed English names; these are its names in the language of the desk.
const { gettext = (text) => text } = window;

const NAMES = {
  "heading 2": gettext("Sub-heading"),
  "heading 3": gettext("Smaller sub-heading"),
  "paragraph": gettext("Paragraph"),
  "unordered list": gettext("List"),
  "ordered list": gettext("Numbered list"),
  "blockquote": gettext("Quotation"),
  "horizontal rule": gettext("Dividing line"),
  "bold": gettext("Bold"),
  "italic": gettext("Italic"),
  "underline": gettext("Underline"),
  "strike": gettext("Strike through"),
  "subscript": gettext("Subscript"),
  "superscript": gettext("Superscript"),
  "insert link": gettext("Link"),
  "remove link": gettext("Remove the link"),
  "undo": gettext("Undo"),
  "redo": gettext("Redo"),
  "edit HTML": gettext("Edit HTML"),
  "figure": gettext("Image"),
  "Code": gettext("Code"),
  "Code block": gettext("Code block"),
  "Insert table": gettext("Insert Table"),
  "Merge cells": gettext("Merge cells"),
  "Split cell": gettext("Split cell"),
};

function nameIn(menu) {
  for (const button of menu.querySelectorAll("button[title]")) {
    const name = NAMES[button.title];
    if (name) {
      button.title = name;
      button.setAttribute("aria-label", name);
    }
  }
  for (const choice of menu.querySelectorAll(".prose-menubar__option > *")) {
    const name = NAMES[choice.textContent.toLowerCase()];
    if (name) choice.textContent = name;
  }
}

function tend(menu) {
  menu.setAttribute("role", "toolbar");
  nameIn(menu);
  // The menu puts another button in its place as the cursor moves from a heading to a paragraph.
  new MutationObserver(() => nameIn(menu)).observe(menu, { childList: true, subtree: true });
}

document.addEventListener("prose-editor:ready", (event) => {
  const editor = event.target.closest(".prose-editor");
  // The menu enters a moment after the editor says that it is ready.
  new MutationObserver((_changes, watch) => {
    const menu = editor.querySelector(".prose-menubar");
    if (menu) {
      watch.disconnect();
      tend(menu);
    }
  }).observe(editor, { childList: true, subtree: true });
});
