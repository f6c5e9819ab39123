// An image of the library in the text: its layout and a caption of the story's own.
import { Extension, Node, pm } from "django-prose-editor/editor";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { cardFrame, forgetCard, ignoreOutside, loadCard, note, openRecord, setPlaceholder } from "./cards.js";
import { attribute, inStory, insertNodes, leaveNode, selectNode, setAttributes } from "./insertion.js";
import { captionLanguageAttributes, captionLanguageOf } from "./language.js";
import { chooseImages } from "./library.js";

const LAYOUTS = [
  ["normal", "width_normal", gettext("As wide as the text")],
  ["wide", "width_full", gettext("Wider than the text")],
  ["left", "format_align_left", gettext("On the left, text beside it")],
  ["right", "format_align_right", gettext("On the right, text beside it")],
];
// Nodes whose inline content is their caption.
const CAPTIONED = new Set(["libraryImage", "gallery"]);

/**
 * Return the element whose content is the caption.
 *
 * @param {Element} figure
 */
export const captionOf = (figure) => figure.querySelector("figcaption") ?? document.createElement("figcaption");

/**
 * Return the caption for `renderHTML`; none where it is empty.
 *
 * @param {PMNode} node
 */
export const captionHTML = (node) => (node.childCount ? [["figcaption", captionLanguageOf(node), 0]] : []);

/**
 * Return the image as the editor shows it, with its focal point.
 *
 * @param {ImageCard} image
 * @returns {HTMLElement[]}
 */
export function imageElements(image) {
  /** @type {HTMLElement[]} */
  const elements = [create("img", { src: image.url, alt: image.alt ?? "", draggable: false })];
  if (Number.isFinite(image.focal_x)) {
    const point = create("span", {
      className: "focal-point", title: gettext("This point stays in sight when the picture is cropped"),
    });
    point.style.left = `${image.focal_x}%`;
    point.style.top = `${image.focal_y}%`;
    elements.push(point);
  }
  return elements;
}

/** @param {ImageCard} image */
function imageNotes(image) {
  const notes = [];
  if (image.alt) notes.push(note(`${gettext("Alternative text")}: ${image.alt}`));
  if (image.credit) notes.push(note(`${gettext("Credit")}: ${image.credit}`));
  if (image.origin !== "photo") notes.push(note(image.origin_name));
  return [...notes, ...image.warnings.map((text) => note(text, "warning"))];
}

/** @param {NodeViewProps} props */
function nodeView({ node, editor, getPos }) {
  const { id, layout } = node.attrs;
  const picture = create("div", { className: "picture", contentEditable: "false" });
  const notes = create("div", { className: "card-notes", contentEditable: "false" });
  const contentDOM = create("figcaption", captionLanguageOf(node));
  setPlaceholder(contentDOM, gettext("Caption"));

  const draw = async () => {
    /** @type {ImageCard | null} */
    const image = await loadCard("image", id);
    if (!image) return notes.replaceChildren(note(gettext("This picture is no longer in the library"), "warning"));
    picture.replaceChildren(...imageElements(image));
    notes.replaceChildren(...imageNotes(image));
    dom.setAttribute("aria-label", [gettext("Picture"), image.alt].filter(Boolean).join(": "));
    setPlaceholder(contentDOM, image.caption ? `${gettext("From the library")}: ${image.caption}` : gettext("Caption"));
  };
  const redraw = () => {
    forgetCard("image", id);
    draw();
  };
  const replace = async () => {
    const [image] = await chooseImages();
    if (image) setAttributes(editor, getPos(), { id: String(image.id) });
  };
  const setLayout = (/** @type {string} */ name) =>
    setAttributes(editor, getPos(), { layout: name === "normal" ? null : name });
  const { dom, stopEvent } = cardFrame({
    editor, getPos, className: "library-image", name: gettext("Picture"), actions: [
      ...LAYOUTS.map(([name, icon, label]) => ({
        name, icon, label, pressed: (layout ?? "normal") === name, run: () => setLayout(name),
      })),
      { name: "replace", icon: "swap_horiz", label: gettext("Another picture"), run: replace },
      {
        name: "record", icon: "edit_note", label: gettext("Alternative text, credit and focal point"),
        run: () => openRecord("image", id, redraw),
      },
    ],
  });
  dom.dataset.layout = layout ?? "normal";
  picture.addEventListener("mousedown", (event) => {
    event.preventDefault();
    selectNode(editor, getPos());
  });
  dom.append(picture, contentDOM, notes);
  draw();
  return { dom, contentDOM, stopEvent, ignoreMutation: ignoreOutside(contentDOM) };
}

/**
 * Return the name of the node whose caption holds the end of the selection; null if it is in none.
 *
 * @param {PMSelection} selection
 */
function captionedNode(selection) {
  const { name } = selection.$to.parent.type;
  return !(selection instanceof pm.state.NodeSelection) && CAPTIONED.has(name) ? name : null;
}

const CaptionKeys = Extension.create({
  name: "captions",
  priority: 200,
  addKeyboardShortcuts() {
    const leave = (/** @type {{ editor: Editor }} */ { editor }) => {
      const name = captionedNode(editor.state.selection);
      return name !== null && leaveNode(editor.view, name);
    };
    // From the beginning of a caption to the card, not into the paragraph above.
    const selectCard = (/** @type {{ editor: Editor }} */ { editor }) => {
      const { $from, empty } = editor.state.selection;
      if (!empty || $from.parentOffset !== 0 || !CAPTIONED.has($from.parent.type.name)) return false;
      selectNode(editor, $from.before());
      return true;
    };
    return { "Enter": leave, "Mod-Enter": leave, "Backspace": selectCard };
  },
});

export const LibraryImage = Node.create({
  name: "libraryImage",
  group: "placed",
  content: "inline*",
  isolating: true,
  draggable: true,
  addAttributes() {
    return {
      id: attribute((figure) => figure.getAttribute("data-image")),
      layout: attribute((figure) => figure.getAttribute("data-layout")),
      ...captionLanguageAttributes(),
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-image]", priority: 100, contentElement: captionOf }];
  },
  renderHTML({ node }) {
    const { id, layout } = node.attrs;
    return ["figure", { "data-image": id, ...(layout && { "data-layout": layout }) }, ...captionHTML(node)];
  },
  addNodeView() {
    return nodeView;
  },
  addExtensions() {
    return [CaptionKeys];
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "libraryImage",
      groups: "insert",
      priority: 100,
      icon: "image",
      button: buttons.material("image", gettext("Picture")),
      hidden: () => !inStory(),
      async command(editor) {
        const images = await chooseImages({ several: true });
        if (!images.length) return;
        insertNodes(editor, images.map(({ id }) => ({ type: "libraryImage", attrs: { id: String(id) } })));
      },
    });
  },
});
