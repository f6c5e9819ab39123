// Several pictures as one: in order, with one caption. Its numbers stand in one attribute, a space between.
import { Node, crel } from "django-prose-editor/editor";
import { card, forget } from "./cards.js";
import { actButton, cardFrame, note, openRecord } from "./card_frame.js";
import { hint, outside } from "./captions.js";
import { chooseImages } from "./library.js";
import { captionHTML, captionLanguageOf, captionOf, shownPicture } from "./pictures.js";
import { inStory, kept, place, selectNode, setAttributes } from "./placing.js";

const { gettext = (text) => text, ngettext = (one, many, count) => (count === 1 ? one : many) } = window;
const AT_MOST = 50;
const numbers = (node) => (node.attrs.ids ?? "").split(" ").filter(Boolean);
const joined = (ids) => [...new Set(ids.map(String))].slice(0, AT_MOST).join(" ");

// What is left of a gallery with one picture is that picture, with the gallery's caption.
function keepOne(editor, at, id) {
  const { state } = editor;
  const { attrs: { captionLanguage } } = state.doc.nodeAt(at);
  editor.view.dispatch(state.tr.setNodeMarkup(at, state.schema.nodes.libraryImage, { id, captionLanguage }));
}

function view({ node: first, editor, getPos }) {
  let node = first;
  let drawn = "";
  const list = crel("ol", { className: "gallery-pictures", contentEditable: "false" });
  const notes = crel("div", { className: "card-notes", contentEditable: "false" });
  const contentDOM = crel("figcaption");
  hint(contentDOM, gettext("Caption of the gallery"));

  const change = (ids) => (ids.length > 1 ? setAttributes(editor, getPos(), { ids: joined(ids) }) : keepOne(editor, getPos(), ids[0]));
  const move = (id, by) => {
    const ids = numbers(node);
    const at = ids.indexOf(id);
    ids.splice(at, 1);
    ids.splice(at + by, 0, id);
    change(ids);
    list.querySelector(`[data-picture="${id}"] [data-act=${by < 0 ? "earlier" : "later"}]:not([hidden])`)?.focus();
  };
  const item = (id, index, ids) => {
    const numbered = (label) => `${label} (${index + 1}/${ids.length})`;
    const acts = [
      { name: "earlier", icon: "arrow_back", label: numbered(gettext("Move earlier")), run: () => move(id, -1) },
      { name: "later", icon: "arrow_forward", label: numbered(gettext("Move later")), run: () => move(id, 1) },
      { name: "alt", icon: "edit_note", label: numbered(gettext("Alternative text, credit and focal point")), run: () => openRecord("image", id, () => {
        forget("image", id);
        draw(true);
      }) },
      { name: "drop", icon: "close", label: numbered(gettext("Take this picture out")), run: () => change(numbers(node).filter((one) => one !== id)) },
    ].map(actButton);
    acts[0].hidden = index === 0;
    acts[1].hidden = index === ids.length - 1;
    const shown = crel("span", { className: "picture" });
    const made = crel("li", { "data-picture": id }, [shown, crel("span", { className: "picture-acts" }, acts)]);
    card("image", id).then((found) => {
      if (found) shown.replaceChildren(...shownPicture(found));
      made.classList.toggle("amiss", !found || found.warnings.length > 0);
    });
    return made;
  };
  const tell = async (ids) => {
    const found = await Promise.all(ids.map((id) => card("image", id)));
    const told = [note(ngettext("%s picture", "%s pictures", ids.length).replace("%s", ids.length))];
    found.forEach((one, index) => {
      const amiss = one ? one.warnings : [gettext("This picture is no longer in the library")];
      told.push(...amiss.map((text) => note(`${index + 1}: ${text}`, "warning")));
    });
    notes.replaceChildren(...told);
  };
  const draw = (anew = false) => {
    if (drawn === node.attrs.ids && !anew) return;
    drawn = node.attrs.ids;
    const ids = numbers(node);
    list.replaceChildren(...ids.map(item));
    tell(ids);
  };
  const add = async () => {
    const chosen = await chooseImages({ several: true });
    if (chosen.length) change([...numbers(node), ...chosen.map((one) => one.id)]);
  };
  const { dom, stopEvent } = cardFrame({
    editor, getPos, className: "gallery", name: gettext("Gallery"),
    acts: [{ name: "add", icon: "add_photo_alternate", label: gettext("Add pictures"), run: add }],
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    if (!event.target.closest("button")) selectNode(editor, getPos());
  });
  dom.append(list, contentDOM, notes);
  const update = (now) => {
    if (now.type !== node.type) return false;
    node = now;
    contentDOM.lang = now.attrs.captionLanguage ?? "";
    draw();
    return true;
  };
  update(first);
  return { dom, contentDOM, update, stopEvent, ignoreMutation: outside(contentDOM) };
}

export const Gallery = Node.create({
  name: "gallery",
  group: "placed",
  content: "inline*",
  isolating: true,
  draggable: true,
  addAttributes() {
    return { ids: kept((element) => element.getAttribute("data-gallery")), captionLanguage: kept(captionLanguageOf) };
  },
  parseHTML() {
    return [{ tag: "figure[data-gallery]", priority: 100, contentElement: captionOf }];
  },
  renderHTML({ node }) {
    return ["figure", { "data-gallery": node.attrs.ids }, ...captionHTML(node)];
  },
  addNodeView() {
    return view;
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
        const ids = (await chooseImages({ several: true })).map((one) => String(one.id));
        if (ids.length > 1) place(editor, { type: "gallery", attrs: { ids: joined(ids) } });
        else if (ids.length) place(editor, { type: "libraryImage", attrs: { id: ids[0] } });
      },
    });
  },
});
