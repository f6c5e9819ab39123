// A PDF, audio or video file of the desk, as a card in the text.
import { Node } from "django-prose-editor/editor";
import { getJSON } from "../api.js";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { DESK, cardFrame, forgetCard, loadCard, note, openRecord } from "./cards.js";
import { searchList, showDialog } from "./dialog.js";
import { attribute, inStory, insertNode, setAttributes } from "./insertion.js";

/** @param {FileCard} file */
const attributesOf = (file) => ({ id: String(file.id), url: file.url, words: file.title });

/** @param {FileCard} file */
const lines = (file) => [
  create("span", { className: "desk-found-main", textContent: file.title, lang: file.language, dir: "auto" }),
  create("span", { className: "desk-found-about", textContent: [file.kind, file.about].filter(Boolean).join(" · ") }),
];

/** @returns {Promise<FileCard | null>} */
function chooseFile() {
  return showDialog(gettext("PDF, audio or video"), (/** @type {(file: FileCard) => void} */ done) => {
    const addLink = create("a", {
      className: "button", href: `${DESK.mediafile}add/`, target: "_blank", rel: "noopener", hidden: true,
      textContent: gettext("Upload a file (in a new tab)"),
    });
    const { parts, update } = searchList({
      label: gettext("Words of the title, a credit, a file name"),
      help: gettext("The files this newsroom has; the newest stand first."),
      search: async (text) => {
        const { files, may_add: mayAdd } = await getJSON(`${DESK.mediafile}find/?q=${encodeURIComponent(text)}`);
        addLink.hidden = !mayAdd;
        return /** @type {FileCard[]} */ (files);
      },
      render: lines,
      choose: done,
    });
    // Back from the other tab, the new file stands first.
    const refresh = () => { if (addLink.isConnected) update(); else window.removeEventListener("focus", refresh); };
    window.addEventListener("focus", refresh);
    update();
    return [create("p", { className: "desk-dialog-start" }, [addLink]), ...parts];
  });
}

/** @param {NodeViewProps} props */
function nodeView({ node, editor, getPos }) {
  const { id, words, url } = node.attrs;
  const content = create("div", { className: "card-inside" });
  const draw = async () => {
    /** @type {FileCard | null} */
    const file = await loadCard("mediafile", id);
    if (!file) {
      const warning = note(gettext("This file is no longer there"), "warning");
      return content.replaceChildren(create("div", { textContent: words || url }), create("div", { className: "card-notes" }, [warning]));
    }
    const still = file.still ? [create("img", { className: "file-still", src: file.still, alt: "", draggable: false })] : [];
    content.replaceChildren(
      create("div", { className: "story-kind", textContent: file.kind }),
      ...still,
      create("div", { className: "story-headline", textContent: file.title, lang: file.language, dir: "auto" }),
      create("div", { className: "story-about", textContent: file.about }),
    );
    dom.setAttribute("aria-label", `${file.kind}: ${file.title}`);
  };
  const redraw = () => {
    forgetCard("mediafile", id);
    draw();
  };
  const replace = async () => {
    const file = await chooseFile();
    if (file) setAttributes(editor, getPos(), attributesOf(file));
  };
  const { dom, stopEvent } = cardFrame({
    editor, getPos, className: "story-card file-card", name: `${gettext("PDF, audio or video")}: ${words ?? ""}`, actions: [
      { name: "replace", icon: "swap_horiz", label: gettext("Another file"), run: replace },
      {
        name: "record", icon: "edit_note", label: gettext("Title, transcript, credit and still"),
        run: () => openRecord("mediafile", id, redraw),
      },
    ],
  });
  dom.append(content);
  draw();
  return { dom, stopEvent, ignoreMutation: () => true };
}

export const MediaFile = Node.create({
  name: "mediaFile",
  group: "placed",
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      id: attribute((figure) => figure.getAttribute("data-file")),
      url: attribute((figure) => figure.querySelector("a[href]")?.getAttribute("href") ?? null),
      words: attribute((figure) => figure.querySelector("a[href]")?.textContent ?? null),
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-file]", priority: 100 }];
  },
  renderHTML({ node }) {
    const { id, url, words } = node.attrs;
    return ["figure", { "data-file": id }, ...(url ? [["a", { href: url }, words || url]] : [])];
  },
  addNodeView() {
    return nodeView;
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "mediaFile",
      groups: "insert",
      priority: 80,
      icon: "attach_file",
      button: buttons.material("attach_file", gettext("PDF, audio or video")),
      hidden: () => !inStory(),
      async command(editor) {
        const file = await chooseFile();
        if (file) insertNode(editor, { type: "mediaFile", attrs: attributesOf(file) });
        else editor.view.focus();
      },
    });
  },
});
