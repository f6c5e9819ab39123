// A quoted post: a card in the text. Its words are kept at the desk; the text holds its number and its address.
import { Node, crel } from "django-prose-editor/editor";
import { card, forget } from "./cards.js";
import { cardFrame, note, openRecord } from "./card_frame.js";
import { Placing, inStory, kept, place, replaceStretch } from "./placing.js";
import { mayHoldCard, wordsBetween } from "./paste-places.js";
import { choosePost, postOfWords } from "./post_dialog.js";

const { gettext = (text) => text } = window;
// A post whose words are still being fetched is looked at again after so many seconds each, then no more.
const PAUSES = [2, 3, 4, 6, 8, 12, 15, 20, 30];

const asNode = (post) => ({ type: "socialPost", attrs: { id: String(post.id), url: post.url || null } });
const link = (element) => element.querySelector("a[href]");

function words(found) {
  const parts = [crel("div", { className: "post-who" }, [
    crel("b", { textContent: found.author || (found.handle ? "" : gettext("Author not known")) }),
    crel("span", { textContent: found.handle && `@${found.handle}` }),
    crel("span", { className: "post-network", textContent: found.network }),
  ])];
  if (found.text) parts.push(crel("div", { className: "post-said", textContent: found.text, lang: found.language }));
  const beneath = [found.posted, found.url].filter(Boolean).map((text) => crel("span", { textContent: text }));
  if (beneath.length) parts.push(crel("div", { className: "post-beneath" }, beneath));
  if (found.notes.length) {
    const kind = found.waiting ? "waiting" : "warning";
    parts.push(crel("div", { className: "card-notes", role: "status" }, found.notes.map((text) => note(text, kind))));
  }
  return parts;
}

// The fields with the post's words stand below the text once the story is saved; before that only the desk has them.
function editWords(id, afterwards) {
  const section = document.getElementById(`quote-${id}`);
  if (!section) return openRecord("socialpost", id, afterwards);
  for (let one = section; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
  section.scrollIntoView({ block: "center" });
  section.querySelector("textarea, input:not([type=hidden])")?.focus({ preventScroll: true });
}

function view({ node, editor, getPos }) {
  const { id, url } = node.attrs;
  const inside = crel("div", { className: "card-inside" });
  let timer = 0;
  let round = 0;
  const draw = async () => {
    clearTimeout(timer);
    const found = id ? await card("socialpost", id) : null;
    if (!found) {
      const lost = crel("div", { className: "card-notes" }, [note(gettext("The desk says nothing of this post."), "warning")]);
      return inside.replaceChildren(crel("div", { className: "post-said", textContent: url || `# ${id}` }), lost);
    }
    inside.replaceChildren(...words(found));
    dom.setAttribute("aria-label", [gettext("Quoted post"), found.author, found.network].filter(Boolean).join(", "));
    if (found.waiting && round < PAUSES.length) timer = setTimeout(again, PAUSES[round++] * 1000);
  };
  const again = () => {
    forget("socialpost", id);
    draw();
  };
  const { dom, stopEvent } = cardFrame({
    editor, getPos, className: "post-card", name: gettext("Quoted post"), acts: [
      { name: "edit", icon: "edit", label: gettext("Edit its words"), run: () => editWords(id, again) },
      { name: "record", icon: "open_in_new", label: gettext("What the desk keeps of it"), run: () => openRecord("socialpost", id, again) },
    ],
  });
  inside.textContent = url || `# ${id}`;
  dom.append(inside);
  draw();
  return { dom, stopEvent, ignoreMutation: () => true, destroy: () => clearTimeout(timer) };
}

export const SocialPost = Node.create({
  name: "socialPost",
  group: "placed",
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      id: kept((element) => element.getAttribute("data-social-post")),
      url: kept((element) => link(element)?.getAttribute("href") ?? null),
      words: kept((element) => link(element)?.textContent ?? null),
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-social-post]", priority: 100 }];
  },
  renderHTML({ node }) {
    const { id, url, words: said } = node.attrs;
    const figure = ["figure", { "data-social-post": id }];
    return url ? [...figure, ["a", { href: url }, said || url]] : figure;
  },
  addNodeView() {
    return view;
  },
  addExtensions() {
    return [Placing];
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
        if (post) place(editor, asNode(post));
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
      enabled: ({ state: { doc, selection } }) => wordsBetween(doc, selection.from, selection.to).trim() !== ""
        && mayHoldCard(doc, selection.from, selection.to),
      async command(editor) {
        const { from, to } = editor.state.selection;
        const post = await postOfWords(wordsBetween(editor.state.doc, from, to));
        if (post) replaceStretch(editor, from, to, asNode(post));
        else editor.view.focus();
      },
    });
  },
});
