// Another story of this site, as a card in the text.
import { Node } from "django-prose-editor/editor";
import { getJSON } from "../api.js";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { DESK, STORY, cardFrame, changeURL, loadCard, note } from "./cards.js";
import { searchList, showDialog } from "./dialog.js";
import { attribute, inStory, insertNode, setAttributes } from "./insertion.js";

// /section/slug-123/: only such a URL is worth asking the server about.
const STORY_URL = /^https?:\/\/[^/]+\/[^/]+\/(?:[^/]*-)?[0-9]{1,19}\/?$/;

/**
 * @param {string} text
 * @returns {Promise<{ at: StoryCard | null, stories: StoryCard[] }>} the story with that id or URL; those that match
 */
const search = (text) => getJSON(`${DESK.story}find/?story=${STORY}&q=${encodeURIComponent(text)}`);

/** @param {StoryCard} story */
const attributesOf = (story) => ({ id: String(story.id), url: story.url, words: story.headline });

/** @param {(string | null | undefined)[]} parts */
const joined = (parts) => parts.filter(Boolean).join(" · ");

/**
 * Return the attributes of a card for the story at a URL; null if it is no URL of one of this site's stories.
 *
 * @param {string} url
 */
export async function relatedStoryAt(url) {
  if (!STORY_URL.test(url)) return null;
  const { at } = await search(url).catch(() => ({ at: null }));
  return at ? attributesOf(at) : null;
}

/** @returns {Promise<StoryCard | null>} */
function chooseStory() {
  return showDialog(gettext("Related story"), (/** @type {(story: StoryCard) => void} */ done) => {
    const { parts, update } = searchList({
      label: gettext("Headline, number or address"),
      help: gettext("Stories of this site; those that readers can see come first."),
      search: async (text) => {
        const { at, stories } = await search(text);
        return at ? [at] : stories;
      },
      render: (story) => [
        create("span", { className: "desk-found-main", textContent: story.headline, lang: story.language }),
        create("span", {
          className: "desk-found-about",
          textContent: joined([story.paid, story.section, story.date, story.live ? "" : story.state]),
        }),
      ],
      choose: done,
    });
    update();
    return parts;
  });
}

/** @param {NodeViewProps} props */
function nodeView({ node, editor, getPos }) {
  const { id, words, url } = node.attrs;
  const content = create("div", { className: "card-inside" });
  const draw = async () => {
    /** @type {StoryCard | null} */
    const story = await loadCard("story", id);
    content.replaceChildren(
      create("div", { className: "story-kind", textContent: gettext("Related story") }),
      create("div", {
        className: "story-headline", textContent: story?.headline ?? words ?? url, lang: story?.language ?? "",
      }),
      create("div", { className: "story-about", textContent: story ? joined([story.paid, story.section, story.date]) : "" }),
    );
    if (story?.live) return;
    const warning = story
      ? gettext("Readers do not see this card now: %s").replace("%s", story.state)
      : gettext("This story is no longer there");
    content.append(create("div", { className: "card-notes" }, [note(warning, "warning")]));
  };
  const replace = async () => {
    const story = await chooseStory();
    if (story) setAttributes(editor, getPos(), attributesOf(story));
  };
  const open = () => { window.open(changeURL("story", id), "_blank", "noopener"); };
  const { dom, stopEvent } = cardFrame({
    editor, getPos, className: "story-card", name: `${gettext("Related story")}: ${words ?? ""}`, actions: [
      { name: "replace", icon: "swap_horiz", label: gettext("Another story"), run: replace },
      { name: "record", icon: "open_in_new", label: gettext("Open this story"), run: open },
    ],
  });
  dom.append(content);
  draw();
  return { dom, stopEvent, ignoreMutation: () => true };
}

export const RelatedStory = Node.create({
  name: "relatedStory",
  group: "placed",
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      id: attribute((figure) => figure.getAttribute("data-story")),
      url: attribute((figure) => figure.querySelector("a[href]")?.getAttribute("href") ?? null),
      words: attribute((figure) => figure.querySelector("a[href]")?.textContent ?? null),
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-story]", priority: 100 }];
  },
  renderHTML({ node }) {
    const { id, url, words } = node.attrs;
    return ["figure", { "data-story": id }, ...(url ? [["a", { href: url }, words || url]] : [])];
  },
  addNodeView() {
    return nodeView;
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "relatedStory",
      groups: "insert",
      priority: 40,
      icon: "newspaper",
      button: buttons.material("newspaper", gettext("Related story")),
      hidden: () => !inStory(),
      async command(editor) {
        const story = await chooseStory();
        if (story) insertNode(editor, { type: "relatedStory", attrs: attributesOf(story) });
      },
    });
  },
});
