// Pasting into a whole editor: the desk's nodes and its paste in the library's editor, with a server that knows posts.
import * as library from "django-prose-editor/editor";
import { readFileSync } from "node:fs";

import { LinkTools } from "../../static/admin/editor/links.js";
import * as nodes from "../../static/admin/editor/nodes.js";
import { Paste } from "../../static/admin/editor/paste.js";

const {
  Blockquote, Bold, BulletList, Editor, HardBreak, Heading, History, HorizontalRule, Italic, Link, ListItem, Paragraph, Strike,
  Subscript, Superscript, Text, Underline,
} = library;
const { Menu: _, ...ownNodes } = nodes;

// What a browser lays out and jsdom does not.
const box = { left: 0, top: 0, right: 0, bottom: 0, width: 0, height: 0, x: 0, y: 0 };
Object.assign(globalThis, { matchMedia: () => ({ matches: false, addEventListener() {} }) });
Object.assign(window, { matchMedia: globalThis.matchMedia });
for (const type of [window.Range, window.Element, window.Text]) {
  Object.assign(type.prototype, { getClientRects: () => [box], getBoundingClientRect: () => box });
}
Object.assign(window.document, { elementFromPoint: () => null });
Object.assign(window.HTMLElement.prototype, { scrollIntoView() {} });

/** What the editor asked the server in the current test. */
export const asked = [];
const POST = /^https?:\/\/(x\.com|twitter\.com|www\.instagram\.com|www\.youtube\.com|youtu\.be|t\.me|www\.facebook\.com)\/.+/;

/** What the server answers: the post of an item, and the parts of a text. */
export const answers = {
  resolve: (item) => (POST.test(item.url ?? "") ? { id: 7, url: item.url } : null), parts: [],
};

globalThis.fetch = async (url, options) => {
  const body = options?.body ? JSON.parse(options.body) : null;
  if (body) asked.push({ url, body });
  const answer = url.includes("/resolve/")
    ? { posts: body.items.map((item) => answers.resolve(item)) }
    : { parts: answers.parts, at: null, stories: [] };
  if (url.includes("/card/")) return { ok: false, status: 404, json: async () => null };
  return { ok: true, status: 200, json: async () => answer };
};

export function newEditor(content = "") {
  document.body.innerHTML = '<form id="article_form"><select id="id_language"><option value="hi" selected></select>'
    + '<div class="prose-editor"><div id="here"></div></div></form>';
  return new Editor({
    element: document.getElementById("here"),
    content,
    extensions: [
      Blockquote, Bold, BulletList, HardBreak, Heading.configure({ levels: [2, 3] }), History, HorizontalRule, Italic,
      Underline, Strike, Subscript, Superscript, Link.configure({ autolink: false, openOnClick: false }), ListItem, Paragraph,
      Text, Paste, LinkTools,
      ...Object.values(ownNodes),
    ],
  });
}

/** Paste as the browser does it, and wait until nothing more happens. */
export async function paste(editor, { html = "", text = "" }) {
  const event = new window.Event("paste", { bubbles: true, cancelable: true });
  const data = { "text/html": html, "text/plain": text };
  event.clipboardData = { files: [], items: [], types: Object.keys(data), getData: (type) => data[type] ?? (type === "Text" ? text : "") };
  editor.view.dom.dispatchEvent(event);
  const pasted = editor.getHTML();
  // Until what it asked the server is answered and used.
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => { setImmediate(resolve); });
  return pasted;
}

/** Begin anew in the same editor. */
export function clear(editor, content = "") {
  document.querySelectorAll(".paste-notice").forEach((notice) => notice.remove());
  editor.commands.setContent(content);
  editor.commands.setTextSelection(editor.state.doc.content.size - 1);
}

export const notices = () => [...document.querySelectorAll(".paste-notice")].map((notice) => notice.textContent);

export const clipboard = (name) => readFileSync(new URL(`clipboards/${name}`, import.meta.url), "utf-8");
