// The library's buttons have fixed English titles; these are their labels in the language of the desk.
import { gettext } from "../i18n.js";

/** @type {Record<string, string>} */
const LABELS = {
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
  "Toggle fullscreen": gettext("Full screen"),
};

/**
 * For `aria-keyshortcuts`; the shortcuts themselves are the library's.
 *
 * @type {Record<string, string>}
 */
const KEYS = {
  "bold": "Control+B", "italic": "Control+I", "underline": "Control+U", "link": "Control+K", "history:undo": "Control+Z",
  "history:redo": "Control+Shift+Z", "heading2": "Control+Alt+2", "heading3": "Control+Alt+3", "paragraph": "Control+Alt+0",
  "bulletList": "Control+Shift+8", "orderedList": "Control+Shift+7", "blockquote": "Control+Shift+B", "fullscreen": "F11",
};

/**
 * Label the button of a menu item, and return the label.
 *
 * @param {MenuItem} item
 */
export function labelButton({ name, button }) {
  const label = LABELS[button.title] ?? button.title;
  button.title = label;
  button.setAttribute("aria-label", label);
  if (KEYS[name]) button.setAttribute("aria-keyshortcuts", KEYS[name]);
  return label;
}
