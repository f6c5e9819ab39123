// A quoted post in the text. The desk keeps its words; the text holds its id and its URL.
import { Node } from "django-prose-editor/editor";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { cardFrame, forgetCard, loadCard, note, openRecord } from "./cards.js";
import { CardSelection, attribute, inStory, insertNode, replaceRange } from "./insertion.js";
import { mayHoldCard, textBetween } from "./paste/ranges.js";
import { choosePost, postFromText } from "./post-dialog.js";

// Seconds between looks at a post whose words are still being fetched; after the last no further look is taken.
const RETRY_AFTER = [2, 3, 4, 6, 8, 12, 15, 20, 30];

/** @param {{ id: number | string, url: string | null }} post */
const asNode = (post) => ({ type: "socialPost", attrs: { id: String(post.id), url: post.url || null } });

/** @param {Element} figure */
const linkIn = (figure) => figure.querySelector("a[href]");

/** @param {PostCard} post */
function postElements(post) {
  const without = post.is_quoted ? gettext("Author not known") : post.kind;
  const parts = [create("div", { className: "post-who" }, [
    create("b", { textContent: post.author || (post.handle ? "" : without) }),
    create("span", { textContent: post.handle && `@${post.handle}` }),
    create("span", { className: "post-network", textContent: post.network }),
  ])];
  if (post.text) parts.push(create("div", { className: "post-said", textContent: post.text, lang: post.language }));
  const footer = [post.posted, post.url, post.origin].filter(Boolean).map((textContent) => create("span", { textContent }));
  if (footer.length) parts.push(create("div", { className: "post-beneath" }, footer));
  if (post.notes.length) {
    const kind = post.waiting ? "waiting" : "warning";
    parts.push(create("div", { className: "card-notes", role: "status" }, post.notes.map((text) => note(text, kind))));
  }
  return parts;
}

/**
 * What stands in the post's fields below the text: it may have been changed since the desk was asked. Empty fields that
 * nobody has emptied say nothing.
 *
 * @param {string} id
 * @returns {Partial<PostCard>}
 */
function typedWords(id) {
  /** @type {[keyof PostCard, string][]} */
  const fields = [["author", "author_name"], ["handle", "handle"], ["text", "text"], ["language", "language"]];
  return Object.fromEntries(fields.flatMap(([name, suffix]) => {
    const input = /** @type {HTMLInputElement | null} */ (document.getElementById(`id_quote-${id}-${suffix}`));
    return input && (input.value || input.defaultValue) ? [[name, input.value]] : [];
  }));
}

/**
 * @param {PostCard} post
 * @param {string} id
 * @returns {PostCard}
 */
function withTypedWords(post, id) {
  const typed = typedWords(id);
  const origin = (typed.text ?? post.text) === post.text ? post.origin : "";
  return { ...post, ...typed, origin, notes: typed.text && !post.text ? [] : post.notes };
}

/**
 * Go to the fields with the post's words, which stand below the text once the story is saved; before that, open the
 * desk's record.
 *
 * @param {string} id
 * @param {() => void} onReturn
 */
function editWords(id, onReturn) {
  const section = document.getElementById(`quote-${id}`);
  if (!section) return openRecord("socialpost", id, onReturn);
  for (let element = /** @type {HTMLElement | null} */ (section); element; element = element.parentElement) {
    if (element instanceof HTMLDetailsElement) element.open = true;
  }
  section.scrollIntoView({ block: "center" });
  /** @type {HTMLElement | null} */
  const input = section.querySelector(`#id_quote-${id}-text`);
  input?.focus({ preventScroll: true });
}

/** @param {NodeViewProps} props */
function nodeView({ node, editor, getPos }) {
  const { id, url } = node.attrs;
  const content = create("div", { className: "card-inside" });
  let timer = 0;
  let round = 0;
  const draw = async () => {
    clearTimeout(timer);
    /** @type {PostCard | null} */
    const post = id ? await loadCard("socialpost", id) : null;
    if (!post) {
      const warning = note(gettext("The desk says nothing of this post."), "warning");
      const text = create("div", { className: "post-said", textContent: url || `# ${id}` });
      return content.replaceChildren(text, create("div", { className: "card-notes" }, [warning]));
    }
    content.replaceChildren(...postElements(withTypedWords(post, id)));
    dom.setAttribute("aria-label", [post.kind, post.author, post.network].filter(Boolean).join(", "));
    if (post.waiting && round < RETRY_AFTER.length) timer = window.setTimeout(redraw, RETRY_AFTER[round++] * 1000);
  };
  const redraw = () => {
    forgetCard("socialpost", id);
    draw();
  };
  const { dom, stopEvent } = cardFrame({
    editor, getPos, className: "post-card", name: gettext("Quoted post"), actions: [
      { name: "edit", icon: "edit", label: gettext("Edit its words"), run: () => editWords(id, redraw) },
      {
        name: "record", icon: "open_in_new", label: gettext("What the desk keeps of it"),
        run: () => openRecord("socialpost", id, redraw),
      },
    ],
  });
  const follow = (/** @type {Event} */ { target }) => {
    if (target instanceof Element && target.id.startsWith(`id_quote-${id}-`)) draw();
  };
  const destroy = () => {
    clearTimeout(timer);
    document.removeEventListener("input", follow);
  };
  document.addEventListener("input", follow);
  content.textContent = url || `# ${id}`;
  dom.append(content);
  draw();
  return { dom, stopEvent, ignoreMutation: () => true, destroy };
}

export const SocialPost = Node.create({
  name: "socialPost",
  group: "placed",
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      id: attribute((figure) => figure.getAttribute("data-social-post")),
      url: attribute((figure) => linkIn(figure)?.getAttribute("href") ?? null),
      words: attribute((figure) => linkIn(figure)?.textContent ?? null),
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-social-post]", priority: 100 }];
  },
  renderHTML({ node }) {
    const { id, url, words } = node.attrs;
    return ["figure", { "data-social-post": id }, ...(url ? [["a", { href: url }, words || url]] : [])];
  },
  addNodeView() {
    return nodeView;
  },
  addExtensions() {
    return [CardSelection];
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "socialPost",
      groups: "insert",
      priority: 90,
      icon: "forum",
      button: buttons.material("forum", gettext("Quoted post")),
      hidden: () => !inStory(),
      async command(editor) {
        const post = await choosePost();
        if (post) insertNode(editor, asNode(post));
        else editor.view.focus();
      },
    });
    menu.defineItem({
      name: "postOfWords",
      groups: "insert",
      priority: 30,
      icon: "switch_access_shortcut",
      button: buttons.material("switch_access_shortcut", gettext("Make a quoted post of the selection")),
      hidden: () => !inStory(),
      enabled: ({ state: { doc, selection: { from, to } } }) =>
        textBetween(doc, from, to).trim() !== "" && mayHoldCard(doc, from, to),
      async command(editor) {
        const { from, to } = editor.state.selection;
        const post = await postFromText(textBetween(editor.state.doc, from, to));
        if (post) replaceRange(editor, from, to, asNode(post));
        else editor.view.focus();
      },
    });
  },
});
