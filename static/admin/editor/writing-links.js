// Links: where the one at the cursor leads, to be seen, followed, changed or removed; and the dialog that sets one.
import { Extension, Plugin, crel, getMarkRange } from "django-prose-editor/editor";
import { dialog, field, form } from "./dialog.js";

const { gettext = (text) => text } = window;
const SCHEME = /^(?:https?:|mailto:|tel:|\/|#)/i;
const HOST = /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#:]|$)/u;

// The address as people mean it: a host alone is a page of the web, an e-mail address is to be written to.
export function addressOf(typed) {
  const address = typed.trim();
  if (SCHEME.test(address)) return address;
  if (/^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(address)) return `mailto:${address}`;
  return HOST.test(address) ? `https://${address}` : null;
}

function readable(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

async function askForLink(editor) {
  const { href = "" } = editor.getAttributes("link");
  const needsWords = editor.state.selection.empty && !editor.isActive("link");
  const address = crel("input", { type: "text", inputMode: "url", value: readable(href), autocomplete: "off", spellcheck: false });
  const words = crel("input", { type: "text", autocomplete: "off" });
  (needsWords ? words : address).setAttribute("autofocus", "");
  const chosen = await dialog(gettext("Link"), (done) => [form(
    [...(needsWords ? [field(gettext("Words of the link"), words)] : []),
      field(gettext("Address"), address, gettext("Of a page (https://…), of this site (/…) or of a person (name@…)."))],
    gettext("Set the link"),
    () => {
      const found = addressOf(address.value);
      if (!found) throw new Error(gettext("This is no address of a page or a person."));
      done({ href: found, words: words.value.trim() || readable(found) });
    },
  )]);
  if (!chosen) return editor.commands.focus();
  const mark = { href: chosen.href };
  if (needsWords) {
    return editor.chain().focus().insertContent({ type: "text", text: chosen.words, marks: [{ type: "link", attrs: mark }] })
      .unsetMark("link").run();
  }
  return editor.chain().focus().extendMarkRange("link").setLink(mark).run();
}

class LinkBar {
  constructor(view, editor) {
    Object.assign(this, { view, editor });
    this.address = crel("a", { target: "_blank", rel: "noopener noreferrer" });
    const button = (words, act) => {
      const made = crel("button", { type: "button", className: "quiet-button", textContent: words });
      made.addEventListener("mousedown", (event) => event.preventDefault());
      made.addEventListener("click", act);
      return made;
    };
    this.dom = crel("div", { className: "link-bar", role: "group", "aria-label": gettext("The link at the cursor"), hidden: true }, [
      this.address,
      button(gettext("Change"), () => editor.commands.addLink()),
      button(gettext("Remove"), () => editor.chain().focus().extendMarkRange("link").unsetLink().run()),
    ]);
    this.dom.addEventListener("keydown", (event) => { if (event.key === "Escape") view.focus(); });
    view.dom.after(this.dom);
    this.leave = () => setTimeout(() => this.update(view));
    view.dom.addEventListener("blur", this.leave);
    view.dom.addEventListener("focus", this.leave);
    this.dom.addEventListener("focusout", this.leave);
  }

  update(view) {
    const { $from } = view.state.selection;
    const range = getMarkRange($from, view.state.schema.marks.link);
    const watched = view.hasFocus() || this.dom.contains(document.activeElement);
    const shown = Boolean(range) && watched && range.to >= view.state.selection.to;
    this.dom.hidden = !shown;
    if (!shown) return;
    const { href } = view.state.doc.nodeAt(range.from)?.marks.find((mark) => mark.type.name === "link")?.attrs ?? {};
    this.address.href = SCHEME.test(href) ? href : "";
    this.address.textContent = readable(href ?? "");
    this.place(view, range);
  }

  place(view, range) {
    const box = view.dom.parentElement.getBoundingClientRect();
    const from = view.coordsAtPos(range.from);
    const end = view.coordsAtPos(view.state.selection.from);
    const room = box.width - this.dom.offsetWidth - 8;
    this.dom.style.left = `${Math.max(8, Math.min(from.left - box.left, room))}px`;
    this.dom.style.top = `${end.bottom - box.top + view.dom.parentElement.scrollTop + 6}px`;
  }

  destroy() {
    this.view.dom.removeEventListener("blur", this.leave);
    this.view.dom.removeEventListener("focus", this.leave);
    this.dom.remove();
  }
}

export const Links = Extension.create({
  name: "newsroomLinks",
  // After the library's own, whose command of this name it replaces.
  priority: 50,
  addCommands() {
    return { addLink: () => ({ editor }) => { askForLink(editor); return true; } };
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({ view: (view) => new LinkBar(view, editor) })];
  },
});
