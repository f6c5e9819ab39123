// Another story of this site, as a card in the text.
import { Node, crel } from "django-prose-editor/editor";
import { DESK, STORY, card, record } from "./cards.js";
import { ask } from "./asking.js";
import { cardFrame, note } from "./card_frame.js";
import { dialog, searchList } from "./dialog.js";
import { inStory, kept, place, setAttributes } from "./placing.js";

const { gettext = (text) => text } = window;
const MAY_BE_A_STORY = /^https?:\/\/[^/]+\/[^/]+\/(?:[^/]*-)?[0-9]{1,19}\/?$/;

const find = async (words) => ask(`${DESK.story}find/?story=${STORY}&q=${encodeURIComponent(words)}`);
const attributes = (story) => ({ id: String(story.id), url: story.url, words: story.headline });

// The attributes of the card for the story at this address; null where it is no address of one of this site's stories.
export async function relatedStoryAt(url) {
  if (!MAY_BE_A_STORY.test(url)) return null;
  const { at } = await find(url).catch(() => ({ at: null }));
  return at ? attributes(at) : null;
}

// Resolves to a story of this site, or to null.
function chooseStory() {
  return dialog(gettext("Related story"), (done) => {
    const { parts, look } = searchList({
      label: gettext("Headline, number or address"),
      help: gettext("Stories of this site; those that readers can see come first."),
      search: async (words) => {
        const { at, stories } = await find(words);
        return at ? [at] : stories;
      },
      line: (story) => [
        crel("span", { className: "desk-found-main", textContent: story.headline, lang: story.language }),
        crel("span", { className: "desk-found-about", textContent: [story.paid, story.section, story.date, story.live ? "" : story.state].filter(Boolean).join(" · ") }),
      ],
      choose: done,
    });
    look();
    return parts;
  });
}

function view({ node, editor, getPos }) {
  const { id, words, url } = node.attrs;
  const inside = crel("div", { className: "card-inside" });
  const draw = async () => {
    const story = await card("story", id);
    const beneath = story && [story.paid, story.section, story.date].filter(Boolean).join(" · ");
    inside.replaceChildren(
      crel("div", { className: "story-kind", textContent: gettext("Related story") }),
      crel("div", { className: "story-headline", textContent: story?.headline ?? words ?? url, lang: story?.language ?? "" }),
      crel("div", { className: "story-about", textContent: beneath ?? "" }),
    );
    if (story?.live) return;
    const amiss = story ? gettext("Readers do not see this card now: %s").replace("%s", story.state) : gettext("This story is no longer there");
    inside.append(crel("div", { className: "card-notes" }, [note(amiss, "warning")]));
  };
  const another = async () => {
    const story = await chooseStory();
    if (story) setAttributes(editor, getPos(), attributes(story));
  };
  const { dom, stopEvent } = cardFrame({
    editor, getPos, className: "story-card", name: `${gettext("Related story")}: ${words ?? ""}`, acts: [
      { name: "replace", icon: "swap_horiz", label: gettext("Another story"), run: another },
      { name: "record", icon: "open_in_new", label: gettext("Open this story"), run: () => window.open(record("story", id), "_blank", "noopener") },
    ],
  });
  dom.append(inside);
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
      id: kept((element) => element.getAttribute("data-story")),
      url: kept((element) => element.querySelector("a[href]")?.getAttribute("href") ?? null),
      words: kept((element) => element.querySelector("a[href]")?.textContent ?? null),
    };
  },
  parseHTML() {
    return [{ tag: "figure[data-story]", priority: 100 }];
  },
  renderHTML({ node }) {
    const { id, url, words } = node.attrs;
    const figure = ["figure", { "data-story": id }];
    return url ? [...figure, ["a", { href: url }, words || url]] : figure;
  },
  addNodeView() {
    return view;
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
        if (story) place(editor, { type: "relatedStory", attrs: attributes(story) });
      },
    });
  },
});
