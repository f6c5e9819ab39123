// Quoted posts in what was pasted: where one may stand is seen here, whether it is one the desk's server decides.
import { send } from "./asking.js";
import * as nodes from "./nodes.js";
import { say } from "./paste-notice.js";
import { find, mark, mayHoldCard, putNodes, unmark } from "./paste-places.js";
import { codesIn } from "./paste-widgets.js";

const { gettext = (text) => text } = window;

const ADDRESS = "/admin/articles/socialpost/resolve/";
const LONE_ADDRESS = /^https?:\/\/[^\s<>"]{4,500}$/i;
const AT_MOST = 100;

// The lines of the story's paragraphs in a stretch: their words, and from where to where they stand.
export function linesIn(doc, from, to) {
  const lines = [];
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isTextblock) return true;
    let start = at + 1;
    let text = "";
    const close = (end) => lines.push({ text, from: start, to: end, block: at });
    node.forEach((child, offset) => {
      if (child.type.name !== "hardBreak") {
        text += child.isText ? child.text : "";
        return;
      }
      close(at + 1 + offset);
      start = at + 2 + offset;
      text = "";
    });
    close(at + 1 + node.content.size);
    return false;
  });
  return lines;
}

// Addresses that stand alone in their line, and embed codes, as stretches with what is known of them.
export function postsIn(doc, from, to) {
  const lines = linesIn(doc, from, to).filter((line) => mayHoldCard(doc, line.from, line.to));
  const starts = [];
  let text = "";
  for (const line of lines) {
    starts.push(text.length);
    text += `${line.text}\n`;
  }
  const at = (offset) => {
    const number = starts.findLastIndex((start) => start <= offset);
    return lines[number].from + offset - starts[number];
  };
  const codes = codesIn(text).map((code) => ({ ...code, from: at(code.from), to: at(code.to), kind: "code" }));
  const alone = lines.filter((line) => LONE_ADDRESS.test(line.text.trim()))
    .map((line) => ({ from: line.from, to: line.to, url: line.text.trim(), kind: "address" }));
  return [...codes, ...alone.filter((one) => !codes.some((code) => one.from < code.to && code.from < one.to))];
}

export const markPosts = (tr, posts) => mark(tr, posts);

// Has marked stretches looked up, and puts cards in the places of those that are posts, or stories of this site.
export async function lookUp(editor, keys) {
  const { view, schema } = editor;
  const places = find(view.state, keys);
  if (!places.length) return;
  const made = new Map();
  const stories = await Promise.all(places.map((place) => storyAt(schema, place.url)));
  places.forEach((place, number) => stories[number] && made.set(place.key, stories[number]));
  const asked = places.filter((place) => !made.has(place.key));
  let failure = null;
  let foreign = [];
  try {
    const posts = await resolved(asked.map(item));
    asked.forEach((place, number) => posts[number]?.id && made.set(place.key, postNode(schema, posts[number])));
    foreign = asked.filter((place, number) => !posts[number]?.id && place.kind === "code");
  } catch (error) {
    failure = error;
  }
  putNodes(view, made);
  if (!failure) view.dispatch(unmark(view.state.tr, keys));
  if (failure) sayFailure(editor, failure, asked.map((place) => place.key));
  if (foreign.length) {
    say(view, gettext("This embed code belongs to no network that is known here. It stands in the text as it is."), { items: foreign.map((one) => one.url) });
  }
}

const item = ({ url, text = "", author = "", handle = "", language = "" }) => ({ url, text, author, handle, language });

export const postNode = (schema, { id, url }) => schema.nodes.socialPost.create({ id: String(id), url: url || null });

export async function resolved(items) {
  const posts = [];
  for (let at = 0; at < items.length; at += AT_MOST) {
    posts.push(...(await send(ADDRESS, { items: items.slice(at, at + AT_MOST) })).posts);
  }
  return posts;
}

// Another story of this site, where its address stands alone.
async function storyAt(schema, url) {
  if (!nodes.relatedStoryAt || !schema.nodes.relatedStory || !url?.startsWith(`${location.origin}/`)) return null;
  const story = await nodes.relatedStoryAt(url).catch(() => null);
  return story && schema.nodes.relatedStory.create(story);
}

function sayFailure(editor, error, keys) {
  say(editor.view, `${gettext("What may be quoted posts stands in the text as it was pasted.")} ${error.message}`, {
    acts: { [gettext("Try again")]: () => lookUp(editor, keys) },
  });
}
