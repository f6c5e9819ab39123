// Quoted posts in what was pasted: where one may stand is seen here; whether it is one, the desk's server decides.
import { postJSON } from "../../api.js";
import { gettext } from "../../i18n.js";
import { relatedStoryAt } from "../stories.js";
import { embedCodesIn } from "./embed-codes.js";
import { showNotice } from "./notices.js";
import { mayHoldCard, putNodes, unchangedRanges, untrack } from "./ranges.js";

const RESOLVE_URL = "/admin/articles/socialpost/resolve/";
const LONE_URL = /^https?:\/\/[^\s<>"]{4,500}$/i;
const MOST_ITEMS = 100;

/**
 * A line of a paragraph; `block` is the position of the paragraph.
 *
 * @typedef {{ text: string, from: number, to: number, block: number }} Line
 * @typedef {{ id?: number | string, url?: string, error?: string, found?: { text: string } } | null} Resolved
 */

/** @param {string} text */
export const isLoneURL = (text) => LONE_URL.test(text.trim());

/**
 * Return the lines of the paragraphs in a range.
 *
 * @param {PMNode} doc
 * @param {number} from
 * @param {number} to
 */
export function linesIn(doc, from, to) {
  /** @type {Line[]} */
  const lines = [];
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isTextblock) return true;
    let start = at + 1;
    let text = "";
    const endLine = (/** @type {number} */ end) => lines.push({ text, from: start, to: end, block: at });
    node.forEach((child, offset) => {
      if (child.type.name !== "hardBreak") {
        text += child.text ?? "";
        return;
      }
      endLine(at + 1 + offset);
      start = at + 2 + offset;
      text = "";
    });
    endLine(at + 1 + node.content.size);
    return false;
  });
  return lines;
}

/**
 * Return the ranges that may become cards: URLs that stand alone in their line, and embed codes.
 *
 * @param {PMNode} doc
 * @param {number} from
 * @param {number} to
 */
export function postsIn(doc, from, to) {
  const lines = linesIn(doc, from, to).filter((line) => mayHoldCard(doc, line.from, line.to));
  /** @type {number[]} */
  const starts = [];
  let text = "";
  for (const line of lines) {
    starts.push(text.length);
    text += `${line.text}\n`;
  }
  const positionAt = (/** @type {number} */ offset) => {
    const index = starts.filter((start) => start <= offset).length - 1;
    return lines[index].from + offset - starts[index];
  };
  const codes = embedCodesIn(text)
    .map((code) => ({ ...code, from: positionAt(code.from), to: positionAt(code.to), kind: "code" }));
  const urls = lines.filter((line) => isLoneURL(line.text))
    .map((line) => ({ from: line.from, to: line.to, url: line.text.trim(), kind: "url" }))
    .filter((url) => !codes.some((code) => url.from < code.to && code.from < url.to));
  return [...codes, ...urls];
}

/**
 * Have the server resolve items (URLs, embeds, texts) to posts. Raise ApiError if it does not answer.
 *
 * @param {Record<string, unknown>[]} items
 * @returns {Promise<Resolved[]>} one for each item; null where it is no post
 */
export async function resolvePosts(items) {
  const posts = [];
  for (let start = 0; start < items.length; start += MOST_ITEMS) {
    posts.push(...(await postJSON(RESOLVE_URL, { items: items.slice(start, start + MOST_ITEMS) })).posts);
  }
  return posts;
}

/**
 * @param {Schema} schema
 * @param {NonNullable<Resolved>} post
 */
export const postNode = (schema, { id, url }) => schema.nodes.socialPost.create({ id: String(id), url: url || null });

/**
 * Resolve tracked ranges, and put cards in the places of those that are posts or stories of this site.
 *
 * @param {Editor} editor
 * @param {number[]} keys
 */
export async function placePosts(editor, keys) {
  const { view, schema } = editor;
  const ranges = unchangedRanges(view.state, keys);
  if (!ranges.length) return;
  /** @type {Map<number, PMNode>} */
  const nodes = new Map();
  await Promise.all(ranges.map(async (range) => {
    const story = await storyNode(schema, range.url);
    if (story) nodes.set(range.key, story);
  }));
  const unresolved = ranges.filter((range) => !nodes.has(range.key));
  /** @type {Resolved[]} */
  let posts = [];
  /** @type {Error | null} */
  let failure = null;
  try {
    posts = await resolvePosts(unresolved.map(({ url, text = "", author = "", handle = "", language = "", date = "" }) =>
      ({ url, text, author, handle, language, date })));
  } catch (error) {
    failure = /** @type {Error} */ (error);
  }
  const foreign = [];
  for (const [index, range] of unresolved.entries()) {
    const post = posts[index];
    if (post?.id) nodes.set(range.key, postNode(schema, post));
    else if (range.kind === "code") foreign.push(range.url);
  }
  putNodes(view, nodes);
  if (failure) {
    showNotice(view, `${gettext("What may be quoted posts stands in the text as it was pasted.")} ${failure.message}`, {
      action: [gettext("Try again"), () => placePosts(editor, unresolved.map((range) => range.key))],
    });
    return;
  }
  view.dispatch(untrack(view.state.tr, keys));
  if (foreign.length) {
    const sentence = gettext("This embed code belongs to no network that is known here. It stands in the text as it is.");
    showNotice(view, sentence, { items: foreign });
  }
}

/**
 * Return the card for another story of this site; null if the URL is not that of one.
 *
 * @param {Schema} schema
 * @param {string | undefined} url
 */
async function storyNode(schema, url) {
  if (!schema.nodes.relatedStory || !url?.startsWith(`${location.origin}/`)) return null;
  const attributes = await relatedStoryAt(url).catch(() => null);
  return attributes && schema.nodes.relatedStory.create(attributes);
}
