// A picture of the library: its place in the text, its layout, and a caption of the story's own.
import { Node, crel } from "django-prose-editor/editor";
import { card, forget } from "./cards.js";
import { cardFrame, note, openRecord } from "./card_frame.js";
import { Captions, hint, outside } from "./captions.js";
import { chooseImages } from "./library.js";
import { inStory, kept, place, selectNode, setAttributes } from "./placing.js";

const { gettext = (text) => text } = window;
const LAYOUTS = [
  ["normal", "width_normal", gettext("As wide as the text")],
  ["wide", "width_full", gettext("Wider than the text")],
  ["left", "format_align_left", gettext("On the left, text beside it")],
  ["right", "format_align_right", gettext("On the right, text beside it")],
];

export const captionOf = (element) => element.querySelector("figcaption") ?? document.createElement("figcaption");
export const captionLanguageOf = (element) => element.querySelector("figcaption")?.getAttribute("lang") ?? null;
export const captionHTML = (node) =>
  (node.childCount ? [["figcaption", node.attrs.captionLanguage ? { lang: node.attrs.captionLanguage } : {}, 0]] : []);

// The picture in the editor, with the point that stays in sight when it is cropped.
export function shownPicture(found) {
  const picture = crel("img", { src: found.url, alt: found.alt ?? "", draggable: false });
  const parts = [picture];
  if (Number.isFinite(found.focal_x)) {
    const point = crel("span", { className: "focal-point", title: gettext("This point stays in sight when the picture is cropped") });
    point.style.left = `${found.focal_x}%`;
    point.style.top = `${found.focal_y}%`;
    parts.push(point);
  }
  return parts;
}

function about(found) {
  const parts = [];
  if (found.alt) parts.push(note(`${gettext("Alternative text")}: ${found.alt}`));
  if (found.credit) parts.push(note(`${gettext("Credit")}: ${found.credit}`));
  if (found.origin !== "photo") parts.push(note(found.origin_name));
  return [...parts, ...found.warnings.map((text) => note(text, "warning"))];
}

function view({ node, editor, getPos }) {
  const { id, layout, captionLanguage } = node.attrs;
  const shown = crel("div", { className: "picture", contentEditable: "false" });
  const notes = crel("div", { className: "card-notes", contentEditable: "false" });
  const contentDOM = crel("figcaption");
  if (captionLanguage) contentDOM.lang = captionLanguage;
  hint(contentDOM, gettext("Caption"));

  const draw = async () => {
    const found = await card("image", id);
    if (!found) return notes.replaceChildren(note(gettext("This picture is no longer in the library"), "warning"));
    shown.replaceChildren(...shownPicture(found));
    notes.replaceChildren(...about(found));
    dom.setAttribute("aria-label", [gettext("Picture"), found.alt].filter(Boolean).join(": "));
    hint(contentDOM, found.caption ? `${gettext("From the library")}: ${found.caption}` : gettext("Caption"));
  };
  const again = () => {
    forget("image", id);
    draw();
  };
  const replace = async () => {
    const [chosen] = await chooseImages();
    if (chosen) setAttributes(editor, getPos(), { id: String(chosen.id) });
  };
  const lay = (name) => setAttributes(editor, getPos(), { layout: name === "normal" ? null : name });
  const { dom, stopEvent } = cardFrame({
    editor, getPos, className: "library-image", name: gettext("Picture"), acts: [
      ...LAYOUTS.map(([name, icon, label]) => ({ name, icon, label, pressed: (layout ?? "normal") === name, run: () => lay(name) })),
      { name: "replace", icon: "swap_horiz", label: gettext("Another picture"), run: replace },
      { name: "record", icon: "edit_note", label: gettext("Alternative text, credit and focal point"), run: () => openRecord("image", id, again) },
    ],
  });
  dom.dataset.layout = layout ?? "normal";
  shown.addEventListener("mousedown", (event) => {
    event.preventDefault();
    selectNode(editor, getPos());
  });
  dom.append(shown, contentDOM, notes);
  draw();
  return { dom, contentDOM, stopEvent, ignoreMutation: outside(contentDOM) };
}

export const LibraryImage = Node.create({
  name: "libraryImage",
  group: "placed",
  content: "inline*",
  isolating: true,
  draggable: true,
  addAttributes() {
    return {
      id: kept((element) => element.getAttribute("data-image")),
      layout: kept((element) => element.getAttribute("data-layout")),
      captionLanguage: kept(captionLanguageOf),
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
    return view;
  },
  addExtensions() {
    return [Captions];
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
        const [chosen] = await chooseImages();
        if (chosen) place(editor, { type: "libraryImage", attrs: { id: String(chosen.id) } });
      },
    });
  },
});
