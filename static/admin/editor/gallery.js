// Several images as one node: in order, with one caption. Their ids stand in one attribute, separated by spaces.
import { Node } from "django-prose-editor/editor";
import { create } from "../dom.js";
import { gettext, ngettext } from "../i18n.js";
import {
  actionButton, cardFrame, forgetCard, ignoreOutside, loadCard, note, openRecord, setPlaceholder,
} from "./cards.js";
import { attribute, inStory, insertNode, selectNode, setAttributes } from "./insertion.js";
import { captionLanguageAttributes, captionLanguageOf } from "./language.js";
import { chooseImages } from "./library.js";
import { captionHTML, captionOf, imageElements } from "./pictures.js";

const MOST_IMAGES = 50;

/** @param {PMNode} node @returns {string[]} */
const idsOf = (node) => (node.attrs.ids ?? "").split(" ").filter(Boolean);

/** @param {(string | number)[]} ids */
const joinIds = (ids) => [...new Set(ids.map(String))].slice(0, MOST_IMAGES).join(" ");

/**
 * Turn a gallery of which one image is left into that image, with the gallery's caption.
 *
 * @param {Editor} editor
 * @param {number | undefined} at
 * @param {string} id
 */
function becomeImage(editor, at, id) {
  const { state } = editor;
  const gallery = at === undefined ? null : state.doc.nodeAt(at);
  if (at === undefined || !gallery) return;
  const { captionDirection, captionLanguage } = gallery.attrs;
  const attributes = { id, captionDirection, captionLanguage };
  editor.view.dispatch(state.tr.setNodeMarkup(at, state.schema.nodes.libraryImage, attributes));
}

/** The node view of a gallery: one list item with buttons for each image. */
class GalleryView {
  /** @param {NodeViewProps} props */
  constructor({ node, editor, getPos }) {
    this.node = node;
    this.editor = editor;
    this.getPos = getPos;
    this.drawnIds = "";
    this.list = create("ol", { className: "gallery-pictures", contentEditable: "false" });
    this.notes = create("div", { className: "card-notes", contentEditable: "false" });
    this.contentDOM = create("figcaption");
    setPlaceholder(this.contentDOM, gettext("Caption of the gallery"));
    const { dom, stopEvent } = cardFrame({
      editor, getPos, className: "gallery", name: gettext("Gallery"), actions: [
        { name: "add", icon: "add_photo_alternate", label: gettext("Add pictures"), run: () => this.add() },
      ],
    });
    this.dom = dom;
    this.stopEvent = stopEvent;
    this.ignoreMutation = ignoreOutside(this.contentDOM);
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      if (!(event.target instanceof Element && event.target.closest("button"))) selectNode(editor, getPos());
    });
    dom.append(this.list, this.contentDOM, this.notes);
    this.update(node);
  }

  /**
   * @param {PMNode} node
   * @returns {boolean} whether this view can show the node
   */
  update(node) {
    if (node.type !== this.node.type) return false;
    this.node = node;
    Object.assign(this.contentDOM, { dir: "", lang: "", ...captionLanguageOf(node) });
    if (this.drawnIds !== node.attrs.ids) this.draw();
    return true;
  }

  draw() {
    this.drawnIds = this.node.attrs.ids;
    const ids = idsOf(this.node);
    this.list.replaceChildren(...ids.map((id, index) => this.item(id, index, ids.length)));
    this.drawNotes(ids);
  }

  /**
   * @param {string} id
   * @param {number} index
   * @param {number} count
   */
  item(id, index, count) {
    const numbered = (/** @type {string} */ label) => `${label} (${index + 1}/${count})`;
    const redraw = () => {
      forgetCard("image", id);
      this.draw();
    };
    const buttons = [
      { name: "earlier", icon: "arrow_back", label: gettext("Move earlier"), run: () => this.move(id, -1) },
      { name: "later", icon: "arrow_forward", label: gettext("Move later"), run: () => this.move(id, 1) },
      {
        name: "alt", icon: "edit_note", label: gettext("Alternative text, credit and focal point"),
        run: () => openRecord("image", id, redraw),
      },
      { name: "drop", icon: "close", label: gettext("Take this picture out"), run: () => this.remove(id) },
    ].map((action) => actionButton({ ...action, label: numbered(action.label) }));
    buttons[0].hidden = index === 0;
    buttons[1].hidden = index === count - 1;
    const picture = create("span", { className: "picture" });
    const item = create("li", { "data-picture": id }, [picture, create("span", { className: "picture-acts" }, buttons)]);
    loadCard("image", id).then((/** @type {ImageCard | null} */ image) => {
      if (image) picture.replaceChildren(...imageElements(image));
      item.classList.toggle("amiss", !image || image.warnings.length > 0);
    });
    return item;
  }

  /** @param {string[]} ids */
  async drawNotes(ids) {
    /** @type {(ImageCard | null)[]} */
    const images = await Promise.all(ids.map((id) => loadCard("image", id)));
    const count = note(ngettext("%s picture", "%s pictures", ids.length).replace("%s", String(ids.length)));
    const warnings = images.flatMap((image, index) => {
      const texts = image ? image.warnings : [gettext("This picture is no longer in the library")];
      return texts.map((text) => note(`${index + 1}: ${text}`, "warning"));
    });
    this.notes.replaceChildren(count, ...warnings);
  }

  /** @param {(string | number)[]} ids */
  setIds(ids) {
    if (ids.length > 1) setAttributes(this.editor, this.getPos(), { ids: joinIds(ids) });
    else becomeImage(this.editor, this.getPos(), String(ids[0]));
  }

  /**
   * @param {string} id
   * @param {-1 | 1} step
   */
  move(id, step) {
    const ids = idsOf(this.node);
    const index = ids.indexOf(id);
    ids.splice(index, 1);
    ids.splice(index + step, 0, id);
    this.setIds(ids);
    const action = step < 0 ? "earlier" : "later";
    /** @type {HTMLElement | null} */
    const button = this.list.querySelector(`[data-picture="${id}"] [data-act=${action}]:not([hidden])`);
    button?.focus();
  }

  /** @param {string} id */
  remove(id) {
    this.setIds(idsOf(this.node).filter((other) => other !== id));
  }

  async add() {
    const images = await chooseImages({ several: true });
    if (images.length) this.setIds([...idsOf(this.node), ...images.map((image) => image.id)]);
  }
}

export const Gallery = Node.create({
  name: "gallery",
  group: "placed",
  content: "inline*",
  isolating: true,
  draggable: true,
  addAttributes() {
    return {
      ids: attribute((figure) => figure.getAttribute("data-gallery")),
      ...captionLanguageAttributes(),
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-gallery]", priority: 100, contentElement: captionOf }];
  },
  renderHTML({ node }) {
    return ["figure", { "data-gallery": node.attrs.ids }, ...captionHTML(node)];
  },
  addNodeView() {
    return (props) => new GalleryView(props);
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "gallery",
      groups: "insert",
      priority: 95,
      icon: "photo_library",
      button: buttons.material("photo_library", gettext("Gallery")),
      hidden: () => !inStory(),
      async command(editor) {
        const ids = (await chooseImages({ several: true })).map((image) => String(image.id));
        if (ids.length > 1) insertNode(editor, { type: "gallery", attrs: { ids: joinIds(ids) } });
        else if (ids.length) insertNode(editor, { type: "libraryImage", attrs: { id: ids[0] } });
      },
    });
  },
});
