// The body editor's own nodes: what the allow-list permits beyond plain text must survive being opened and saved.
import { Node, Mark, Extension, mergeAttributes } from "django-prose-editor/editor";

const POSTS = new Map();
async function post(id) {
  if (!POSTS.has(id)) {
    POSTS.set(id, fetch(`/admin/articles/socialpost/${encodeURIComponent(id)}/card/`, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
  }
  return POSTS.get(id);
}
const IMAGES = new Map();
async function image(id) {
  if (!IMAGES.has(id)) {
    IMAGES.set(id, fetch(`/admin/articles/image/${encodeURIComponent(id)}/card/`, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
  }
  return IMAGES.get(id);
}

export const SocialPost = Node.create({
  name: "socialPost",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      id: { default: null, parseHTML: (element) => element.getAttribute("data-social-post"), renderHTML: () => ({}) },
      url: { default: "", parseHTML: (element) => element.querySelector("a")?.getAttribute("href") || "", renderHTML: () => ({}) },
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-social-post]", priority: 100 }];
  },
  renderHTML({ node }) {
    const figure = ["figure", { "data-social-post": node.attrs.id }];
    return node.attrs.url ? [...figure, ["a", { href: node.attrs.url }, node.attrs.url]] : figure;
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("figure");
      dom.className = "post-card";
      dom.contentEditable = "false";
      dom.textContent = node.attrs.url || `# ${node.attrs.id}`;
      post(node.attrs.id).then((card) => {
        if (!card) return;
        const words = document.createElement("div");
        words.textContent = card.text;
        words.lang = card.language;
        const who = document.createElement("footer");
        who.textContent = card.about;
        dom.replaceChildren(words, who);
      });
      return { dom, ignoreMutation: () => true };
    };
  },
});

export const LibraryImage = Node.create({
  name: "libraryImage",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,
  addAttributes() {
    return {
      id: { default: null, parseHTML: (element) => element.getAttribute("data-image"), renderHTML: () => ({}) },
      layout: { default: null, parseHTML: (element) => element.getAttribute("data-layout"), renderHTML: () => ({}) },
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-image]", priority: 100, contentElement: (element) => element.querySelector("figcaption") || document.createElement("figcaption") }];
  },
  renderHTML({ node }) {
    const attributes = { "data-image": node.attrs.id };
    if (node.attrs.layout) attributes["data-layout"] = node.attrs.layout;
    return ["figure", attributes, ["figcaption", 0]];
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("figure");
      dom.className = "library-image";
      const shown = document.createElement("img");
      shown.contentEditable = "false";
      const contentDOM = document.createElement("figcaption");
      dom.append(shown, contentDOM);
      image(node.attrs.id).then((found) => {
        if (!found) return;
        shown.src = found.url;
        shown.alt = found.alt;
      });
      return { dom, contentDOM, ignoreMutation: (mutation) => !contentDOM.contains(mutation.target) || mutation.type === "attributes" };
    };
  },
});

// A run of words in another language: <span lang="en">. On whole blocks the attribute is kept as it stands.
export const OtherLanguage = Mark.create({
  name: "otherLanguage",
  addAttributes() {
    return { lang: { default: null } };
  },
  parseHTML() {
    return [{ tag: "span[lang]" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["span", mergeAttributes(HTMLAttributes), 0];
  },
  addExtensions() {
    return [
      Extension.create({
        name: "blockLanguage",
        addGlobalAttributes() {
          return [{ types: ["paragraph", "heading", "listItem", "blockquote"], attributes: { lang: { default: null } } }];
        },
      }),
    ];
  },
});
