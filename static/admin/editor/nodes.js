// The body editor's own nodes: what the allow-list permits beyond plain text must survive being opened and saved.
import { Node, Mark, Extension, Plugin } from "django-prose-editor/editor";

const { gettext = (text) => text } = window;
const NODES = new Set(["socialPost", "libraryImage"]);
const LIST = { socialpost: "/admin/articles/socialpost/", image: "/admin/articles/image/" };

// What the desk knows of a post, in the words this story quotes, or of an image; asked for once a page.
const CARDS = new Map();
const STORY = location.pathname.match(/\/article\/(\d+)\/change\//)?.[1] ?? "";
function card(kind, id) {
  const address = `${LIST[kind]}${encodeURIComponent(id)}/card/?story=${STORY}`;
  if (!CARDS.has(address)) {
    CARDS.set(address, fetch(address, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
  }
  return CARDS.get(address);
}

// Lets a person choose from the desk's own list in the admin's pop-up, and hands on the number of what was chosen.
let choosers = 0;
function choose(kind, chosen) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.id = `id_body_chooser_${++choosers}`;
  document.body.append(field);
  window.django.jQuery(field).on("change", () => {
    field.remove();
    chosen(field.value);
  });
  const link = document.createElement("a");
  link.id = `lookup_${field.id}`;
  link.href = LIST[kind];
  window.showRelatedObjectLookupPopup(link);
}

// A card goes in with a paragraph after it, where one writes on.
function insert(editor, node) {
  editor.chain().focus().insertContent([node, { type: "paragraph" }]).run();
}

// Only stories have posts and pictures in their text; other forms use the same editor.
const inStory = () => document.getElementById("article_form") !== null;

const kept = (name, attribute) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(attribute ?? name),
  renderHTML: () => ({}),
});

export const SocialPost = Node.create({
  name: "socialPost",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    const link = (element) => element.querySelector("a[href]");
    return {
      id: kept("id", "data-social-post"),
      url: { ...kept("url"), parseHTML: (element) => link(element)?.getAttribute("href") ?? null },
      words: { ...kept("words"), parseHTML: (element) => link(element)?.textContent ?? null },
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-social-post]", priority: 100 }];
  },
  renderHTML({ node }) {
    const { id, url, words } = node.attrs;
    const figure = ["figure", { "data-social-post": id }];
    return url ? [...figure, ["a", { href: url }, words || url]] : figure;
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("figure");
      dom.className = "post-card";
      dom.contentEditable = "false";
      dom.setAttribute("aria-label", gettext("Quoted post"));
      dom.textContent = node.attrs.url || `# ${node.attrs.id}`;
      card("socialpost", node.attrs.id).then((found) => {
        if (!found) return;
        const words = document.createElement("div");
        words.textContent = found.text;
        words.lang = found.language;
        const who = document.createElement("footer");
        who.textContent = found.about;
        dom.replaceChildren(words, who);
      });
      return { dom, ignoreMutation: () => true };
    };
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "socialPost",
      groups: "nodes",
      button: buttons.material("forum", gettext("Quoted post")),
      hidden: () => !inStory(),
      command(editor) {
        choose("socialpost", async (id) => {
          const url = (await card("socialpost", id))?.url || null;
          insert(editor, { type: "socialPost", attrs: { id, url } });
        });
      },
    });
  },
  addProseMirrorPlugins() {
    // A card that was pasted stays selected, and the next key would replace it: the cursor goes after it.
    return [new Plugin({
      appendTransaction(transactions, _before, state) {
        const { selection } = state;
        if (!NODES.has(selection.node?.type.name) || !transactions.some((one) => one.getMeta("paste"))) return null;
        const change = state.tr;
        if (!change.doc.resolve(selection.to).nodeAfter) change.insert(selection.to, state.schema.nodes.paragraph.create());
        return change.setSelection(selection.constructor.near(change.doc.resolve(selection.to + 1)));
      },
    })];
  },
});

export const LibraryImage = Node.create({
  name: "libraryImage",
  group: "block",
  content: "inline*",
  isolating: true,
  draggable: true,
  addAttributes() {
    const caption = (element) => element.querySelector("figcaption")?.getAttribute("lang") ?? null;
    return {
      id: kept("id", "data-image"),
      layout: kept("layout", "data-layout"),
      captionLanguage: { ...kept("captionLanguage"), parseHTML: caption },
    };
  },
  parseHTML() {
    const caption = (element) => element.querySelector("figcaption") || document.createElement("figcaption");
    return [{ tag: "figure[data-image]", priority: 100, contentElement: caption }];
  },
  renderHTML({ node }) {
    const { id, layout, captionLanguage } = node.attrs;
    const figure = ["figure", { "data-image": id, ...(layout && { "data-layout": layout }) }];
    if (node.childCount === 0) return figure;
    return [...figure, ["figcaption", captionLanguage ? { lang: captionLanguage } : {}, 0]];
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement("figure");
      dom.className = "library-image";
      const shown = document.createElement("img");
      shown.contentEditable = "false";
      shown.alt = "";
      const contentDOM = document.createElement("figcaption");
      contentDOM.dataset.placeholder = gettext("Caption; empty: the one in the library");
      if (node.attrs.captionLanguage) contentDOM.lang = node.attrs.captionLanguage;
      dom.append(shown, contentDOM);
      card("image", node.attrs.id).then((found) => {
        if (!found) return;
        shown.src = found.url;
        shown.alt = found.alt;
      });
      // Whatever happens outside the caption is none of the editor's business: it would redraw for ever.
      const ignoreMutation = (change) => !contentDOM.contains(change.target) || change.type === "attributes";
      return { dom, contentDOM, ignoreMutation };
    };
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "libraryImage",
      groups: "nodes",
      button: buttons.material("image", gettext("Image")),
      hidden: () => !inStory(),
      command(editor) {
        choose("image", (id) => insert(editor, { type: "libraryImage", attrs: { id } }));
      },
    });
  },
});

const OTHER = { hi: "en", en: "hi" };

// A run of words in another language: <span lang="en">. On whole blocks and on links the attribute is kept as it is.
export const OtherLanguage = Mark.create({
  name: "otherLanguage",
  // Outside all other marks, so that a run of words that is partly bold stays one run.
  priority: 1100,
  addAttributes() {
    return { lang: { default: null } };
  },
  parseHTML() {
    return [{ tag: "span[lang]" }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["span", HTMLAttributes, 0];
  },
  addExtensions() {
    return [
      Extension.create({
        name: "ownLanguage",
        addGlobalAttributes() {
          const types = ["paragraph", "heading", "listItem", "blockquote", "link"];
          return [{ types, attributes: { lang: { default: null } } }];
        },
      }),
    ];
  },
  addMenuItems({ buttons, menu }) {
    const language = () => OTHER[document.getElementById("id_language")?.value] ?? "en";
    menu.defineItem({
      name: "otherLanguage",
      groups: "marks",
      button: buttons.material("translate", gettext("In the other language")),
      active: (editor) => editor.isActive("otherLanguage"),
      enabled: (editor) => !editor.state.selection.empty || editor.isActive("otherLanguage"),
      command(editor) {
        const chain = editor.chain().focus();
        if (editor.isActive("otherLanguage")) chain.extendMarkRange("otherLanguage").unsetMark("otherLanguage").run();
        else chain.setMark("otherLanguage", { lang: language() }).run();
      },
    });
  },
});

// To come: each is a name that the form's script asks for.
const later = (name) => Extension.create({ name });
export const Gallery = later("gallery");
export const PullQuote = later("pullQuote");
export const FactBox = later("factBox");
export const RelatedStory = later("relatedStory");
export const TableFigure = later("tableFigure");
