// Links: a bar that shows where the one at the cursor leads and lets it be changed or removed, and the dialog that sets
// one.
import { Extension, Plugin, getMarkRange, pm } from "django-prose-editor/editor";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { dialogForm, field, showDialog } from "./dialog.js";
import { webLinksIn } from "./web-links.js";

const { Selection } = pm.state;

const SCHEME = /^(?:https?:|mailto:|tel:|\/|#)/i;
const EMAIL = /^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/;
const HOST = /^[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+(?:[/?#:]|$)/u;

/**
 * Return the URL that a typed address means: a bare host becomes https, an e-mail address mailto; null if it is
 * neither.
 *
 * @param {string} typed
 */
export function urlFrom(typed) {
  const address = typed.trim();
  if (SCHEME.test(address)) return address;
  if (EMAIL.test(address)) return `mailto:${address}`;
  return HOST.test(address) ? `https://${address}` : null;
}

/**
 * Return a URL with its non-ASCII characters readable.
 *
 * @param {string} url
 */
export function readableURL(url) {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

/** @param {Editor} editor */
async function askForLink(editor) {
  const { href = "" } = editor.getAttributes("link");
  const needsText = editor.state.selection.empty && !editor.isActive("link");
  const address = create("input", {
    type: "text", inputMode: "url", value: readableURL(href), autocomplete: "off", spellcheck: false,
  });
  const text = create("input", { type: "text", autocomplete: "off" });
  (needsText ? text : address).setAttribute("autofocus", "");
  /** @type {{ href: string, text: string } | null} */
  const link = await showDialog(gettext("Link"), (done) => [dialogForm(
    [
      ...(needsText ? [field(gettext("Words of the link"), text)] : []),
      field(gettext("Address"), address, gettext("Of a page (https://…), of this site (/…) or of a person (name@…).")),
    ],
    gettext("Set the link"),
    () => {
      const url = urlFrom(address.value);
      if (!url) throw new Error(gettext("This is no address of a page or a person."));
      done({ href: url, text: text.value.trim() || readableURL(url) });
    },
  )]);
  if (!link) return editor.commands.focus();
  const attrs = { href: link.href };
  if (!needsText) return editor.chain().focus().extendMarkRange("link").setLink(attrs).run();
  return editor.chain().focus()
    .insertContent({ type: "text", text: link.text, marks: [{ type: "link", attrs }] }).unsetMark("link").run();
}

/** The bar below the link with the cursor. */
class LinkBar {
  /**
   * @param {EditorView} view
   * @param {Editor} editor
   */
  constructor(view, editor) {
    this.view = view;
    this.link = create("a", { target: "_blank", rel: "noopener noreferrer" });
    const button = (/** @type {string} */ textContent, /** @type {() => void} */ action) => {
      const element = create("button", { type: "button", className: "quiet-button", textContent });
      element.addEventListener("mousedown", (event) => event.preventDefault());
      element.addEventListener("click", action);
      return element;
    };
    this.dom = create("div", {
      className: "link-bar", role: "group", "aria-label": gettext("The link at the cursor"), hidden: true,
    }, [
      this.link,
      button(gettext("Change"), () => { askForLink(editor); }),
      button(gettext("Remove"), () => editor.chain().focus().extendMarkRange("link").unsetLink().run()),
    ]);
    this.dom.addEventListener("keydown", ({ key }) => { if (key === "Escape") view.focus(); });
    view.dom.after(this.dom);
    // The focus has arrived at its new place only after the event.
    this.focusMoved = () => setTimeout(() => this.update(view));
    view.dom.addEventListener("blur", this.focusMoved);
    view.dom.addEventListener("focus", this.focusMoved);
    this.dom.addEventListener("focusout", this.focusMoved);
  }

  /** @param {EditorView} view */
  update(view) {
    const { $from, to } = view.state.selection;
    const range = getMarkRange($from, view.state.schema.marks.link);
    const hasFocus = view.hasFocus() || this.dom.contains(document.activeElement);
    this.dom.hidden = !(range && hasFocus && range.to >= to);
    if (!range || this.dom.hidden) return;
    const mark = view.state.doc.nodeAt(range.from)?.marks.find(({ type }) => type.name === "link");
    const href = mark?.attrs.href ?? "";
    this.link.href = SCHEME.test(href) ? href : "";
    this.link.textContent = readableURL(href);
    this.place(view, range.from);
  }

  /**
   * @param {EditorView} view
   * @param {number} from where the link begins
   */
  place(view, from) {
    const parent = /** @type {HTMLElement} */ (view.dom.parentElement);
    const box = parent.getBoundingClientRect();
    const start = view.coordsAtPos(from);
    const cursor = view.coordsAtPos(view.state.selection.from);
    const furthest = box.width - this.dom.offsetWidth - 8;
    this.dom.style.left = `${Math.max(8, Math.min(start.left - box.left, furthest))}px`;
    this.dom.style.top = `${cursor.bottom - box.top + parent.scrollTop + 6}px`;
  }

  destroy() {
    this.view.dom.removeEventListener("blur", this.focusMoved);
    this.view.dom.removeEventListener("focus", this.focusMoved);
    this.dom.remove();
  }
}

/**
 * Make a link of the address that was typed before the cursor, once a space or a new line ends it.
 *
 * @param {EditorState} before
 * @param {EditorState} after
 */
function linkTyped(before, after) {
  const { $from, empty } = after.selection;
  const isNewBlock = $from.parentOffset === 0 && before.doc.content.size < after.doc.content.size && $from.depth > 0;
  const $end = isNewBlock ? Selection.findFrom(after.doc.resolve($from.before()), -1, true)?.$from : $from;
  if (!empty || !$end?.parent.isTextblock) return null;
  const text = $end.parent.textBetween(0, $end.parentOffset, "\ufffc", "\ufffc");
  const end = isNewBlock ? text.length : text.search(/[\s\ufffc]$/);
  const word = end < 0 ? "" : text.slice(0, end).match(/[^\s\ufffc]*$/)?.[0] ?? "";
  const start = $end.start() + end - word.length;
  const tr = after.tr;
  const { link } = after.schema.marks;
  for (const { from, to, href } of webLinksIn(word)) {
    const range = /** @type {const} */ ([start + from, start + to]);
    if (!after.doc.rangeHasMark(...range, link)) tr.addMark(...range, link.create({ href }));
  }
  return tr.docChanged ? tr.removeStoredMark(link) : null;
}

/** @param {readonly Transaction[]} transactions */
const isTyping = (transactions) => transactions.some((tr) => tr.docChanged)
  && !transactions.some((tr) => tr.getMeta("preventAutolink") || tr.getMeta("history$") || tr.getMeta("uiEvent") === "drop");

export const LinkTools = Extension.create({
  name: "newsroomLinks",
  // After the library's link extension, whose command of this name it replaces.
  priority: 50,
  addCommands() {
    return {
      addLink: () => ({ editor }) => {
        askForLink(editor);
        return true;
      },
    };
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      view: (view) => new LinkBar(view, editor),
      appendTransaction: (transactions, before, after) => (isTyping(transactions) ? linkTyped(before, after) : null),
    })];
  },
});
