// Sub-headings, a headline and flattened posts in what was pasted: the desk's server reads them, and they are proposed,
// never made silently.
import { gettext, interpolate } from "../../i18n.js";
import { postJSON } from "../../api.js";
import { find } from "../../dom.js";
import { showNotice } from "./notices.js";
import { linesIn, postNode, resolvePosts } from "./posts.js";
import {
  currentRanges, markRanges, mayHoldCard, putNodes, textBetween, track, unchangedRanges, untrack,
} from "./ranges.js";

/**
 * What the server reads in a text: a post, a sub-heading or the headline, from line `first` to line `last`. `before`
 * and `after` are words on these lines that do not belong to it.
 *
 * @typedef {{ kind: "post" | "heading" | "headline", first: number, last: number, before: string, after: string,
 *   text: string, words: string, language: string, author: string, handle: string, date: string,
 *   certain: boolean }} Part
 * @typedef {Part & { from: number, to: number, address?: string }} PlacedPart
 * @typedef {import("./posts.js").Line} Line
 */

const READ_URL = "/admin/articles/article/read/";
const LONGEST_TEXT = 300_000;
// As an embed code writes it, and as a page of X does, in a line of its own.
const ACCOUNT = /\(\s*[@＠][\w.@-]+\s*\)|(^|\n)[^\S\n]*[\u2066-\u2069]?[@＠]\w{1,15}[\u2066-\u2069]?[^\S\n]*([·•].*)?(?=\n)/;
const STATUS = /^https?:\/\/[^/]+\/(\w+)\/status(?:es)?\/\d+/;
const LONGEST_HEADING = 90;
const LONGEST_HEADLINE = 160;
const LEAST_LINES = 3;
const IGNORED = /[\s\u00ad\u200b\u2060\ufeff]/g;

/** @param {string} text */
const bare = (text) => text.normalize("NFC").replace(IGNORED, "");

/** @param {Line[]} lines */
const withoutBlank = (lines) => lines.filter((line) => line.text.trim());

/**
 * Whether it is worth asking the server: the text names an account, or has a short line that may be a heading.
 *
 * @param {string} text
 * @param {{ text: string }[]} lines
 */
export function isWorthReading(text, lines) {
  if (text.length > LONGEST_TEXT) return false;
  if (ACCOUNT.test(text)) return true;
  const hasHeading = lines.slice(1, -1).some((line) => line.text.length <= LONGEST_HEADING);
  return lines.length >= LEAST_LINES && (hasHeading || lines[0].text.length <= LONGEST_HEADLINE);
}

/**
 * Return the text of lines with its blank lines: as it was pasted where that has the same lines, or else as it stands.
 *
 * @param {Line[]} lines
 * @param {string | null} raw the pasted plain text
 */
export function textOf(lines, raw) {
  const pasted = raw?.replace(/\r\n?/g, "\n");
  const pastedLines = pasted?.split("\n").filter((line) => line.trim());
  const isSame = pastedLines?.length === lines.length
    && lines.every((line, index) => bare(line.text) === bare(pastedLines[index]));
  if (pasted !== undefined && isSame) return pasted;
  return lines.map((line, index) => (index && line.block !== lines[index - 1].block ? `\n${line.text}` : line.text))
    .join("\n");
}

/**
 * Return how many characters of a line hold these words, which may be spaced or encoded differently there; 0 if it does
 * not hold them.
 *
 * @param {string} line
 * @param {string} words
 * @param {boolean} fromEnd
 */
export function lengthOf(line, words, fromEnd) {
  const wanted = bare(words).length;
  if (!wanted) return 0;
  for (let length = 1; length <= line.length; length++) {
    const part = fromEnd ? line.slice(line.length - length) : line.slice(0, length);
    if (bare(part).length >= wanted) return length;
  }
  return 0;
}

/**
 * Return a part with its range in the document; null if it cannot become what it is read as there.
 *
 * @param {PMNode} doc
 * @param {Part} part
 * @param {Line[]} lines
 * @param {number[]} numbers the server's numbers of the lines
 * @returns {PlacedPart | null}
 */
function placePart(doc, part, lines, numbers) {
  const first = lines[numbers.indexOf(part.first)];
  const last = lines[numbers.indexOf(part.last)];
  if (!first || !last) return null;
  const from = first.from + lengthOf(first.text, part.before, false);
  const to = last.to - lengthOf(last.text, part.after, true);
  if (from >= to || !mayHoldCard(doc, from, to)) return null;
  if (part.kind === "post") return { ...part, from, to, address: addressIn(doc, from, to, part.handle) };
  // A heading takes a whole paragraph.
  const { parent } = doc.resolve(from);
  const isWhole = parent.type.name === "paragraph" && parent.content.size === to - from && !part.before && !part.after;
  return isWhole ? { ...part, from, to } : null;
}

/**
 * Return the address of an account's post that is a link in a range, as it is of the time below a copied post; or "".
 *
 * @param {PMNode} doc
 * @param {number} from
 * @param {number} to
 * @param {string} handle
 */
function addressIn(doc, from, to, handle) {
  let address = "";
  doc.nodesBetween(from, to, (node) => {
    const link = node.marks.find(({ type }) => type.name === "link");
    const [found, account] = STATUS.exec(link?.attrs.href ?? "") ?? [];
    if (found && account.toLowerCase() === handle.toLowerCase()) address = found;
  });
  return address;
}

/**
 * Read the tracked range of a paste and propose what is found in it. Without an answer nothing is proposed: whoever
 * wants a card can still select the words.
 *
 * @param {Editor} editor
 * @param {number} rangeKey
 * @param {string | null} raw the pasted plain text
 * @param {number[]} taken keys of ranges that are offered as something else
 */
export async function proposeParts(editor, rangeKey, raw, taken) {
  const { view } = editor;
  const [range] = currentRanges(view.state, [rangeKey]);
  if (!range) return;
  const lines = withoutBlank(linesIn(view.state.doc, range.from, range.to));
  const text = textOf(lines, raw);
  if (!isWorthReading(text, lines)) return;
  const before = textBetween(view.state.doc, range.from, range.to);
  /** @type {{ parts: Part[] }} */
  const { parts } = await postJSON(READ_URL, { text }).catch(() => ({ parts: [] }));
  const [now] = currentRanges(view.state, [rangeKey]);
  const { doc } = view.state;
  if (!parts.length || !now || textBetween(doc, now.from, now.to) !== before) return;
  const numbers = text.split("\n").flatMap((line, number) => (line.trim() ? [number] : []));
  const currentLines = withoutBlank(linesIn(doc, now.from, now.to));
  const lists = currentRanges(view.state, taken);
  const placed = parts.map((part) => placePart(doc, part, currentLines, numbers))
    .filter((part) => part !== null)
    .filter((part) => !lists.some((list) => list.from < part.to && part.from < list.to));
  if (!placed.length) return;
  const { tr } = view.state;
  const keys = track(tr, placed);
  view.dispatch(tr);
  const headline = placed.findIndex((part) => part.kind === "headline");
  if (headline >= 0) proposeHeadline(view, keys[headline]);
  const isDoubtful = (/** @type {PlacedPart} */ part) => part.kind === "post" && !part.certain;
  placed.forEach((part, index) => { if (isDoubtful(part)) proposePost(editor, keys[index], part); });
  const others = [...placed.keys()].filter((index) => index !== headline && !isDoubtful(placed[index]));
  if (others.length) proposeOthers(editor, others.map((index) => keys[index]), others.map((index) => placed[index]));
}

/** @param {Part} post */
const signature = ({ author, handle, date }) => [`${author} (@${handle})`, date].filter(Boolean).join(", ");

/**
 * Propose one post. Where its words begin may not be certain: then the paragraph above can be added, and the one above
 * that.
 *
 * @param {Editor} editor
 * @param {number} key
 * @param {Part} part
 */
function proposePost(editor, key, part) {
  const { view } = editor;
  const keys = [key];
  const sentences = [interpolate(gettext("This looks like a quoted post by %s."), [signature(part)])];
  if (!part.certain) {
    sentences.push(gettext("Where its words begin is not certain: compare them with the text above."));
  }
  const notice = showNotice(view, sentences.join(" "), {
    isOffer: true, about: keys, quoted: part.words, language: part.language,
    action: [gettext("Make it a card"), () => acceptParts(editor, keys)],
    more: part.certain ? undefined : [gettext("One paragraph more"), async () => {
      const words = await addParagraph(editor, keys);
      if (words) find(notice, "blockquote").textContent = words;
    }],
    dismissed: () => view.dispatch(untrack(view.state.tr, keys)),
  });
}

/**
 * Add the paragraph above to the tracked post, and put its new key into `keys`.
 *
 * @param {Editor} editor
 * @param {number[]} keys
 * @returns {Promise<string>} the words of the post now; "" if nothing can be added
 */
async function addParagraph({ view }, keys) {
  const [range] = unchangedRanges(view.state, keys);
  const from = range ? paragraphAbove(view.state.doc, range.from) : null;
  if (!range || from === null) return "";
  const span = textBetween(view.state.doc, from, range.to);
  const [post] = await resolvePosts([{ text: span, flattened: true, propose: true }]).catch(() => [null]);
  const [now] = unchangedRanges(view.state, keys);
  if (!post?.found || now?.from !== range.from) return "";
  const tr = untrack(view.state.tr, keys);
  [keys[0]] = track(tr, [{ ...range, from, span }]);
  view.dispatch(tr);
  markRanges(view, keys, { scroll: true });
  return post.found.text;
}

/**
 * Return where the paragraph above a position begins, or the rest of its own; null if there is none.
 *
 * @param {PMNode} doc
 * @param {number} at
 */
function paragraphAbove(doc, at) {
  const $at = doc.resolve(at);
  if ($at.depth === 1 && $at.parentOffset > 0) return $at.start();
  const before = doc.resolve($at.depth ? $at.before(1) : at);
  const above = before.nodeBefore;
  return above?.type.name === "paragraph" ? before.pos - above.nodeSize + 1 : null;
}

/**
 * @param {Editor} editor
 * @param {number[]} keys
 * @param {Part[]} parts
 */
function proposeOthers(editor, keys, parts) {
  const { view } = editor;
  const posts = parts.filter((part) => part.kind === "post");
  if (posts.length === 1 && parts.length === 1) {
    proposePost(editor, keys[0], posts[0]);
    return;
  }
  const accept = () => acceptParts(editor, keys);
  const offer = { isOffer: true, about: keys };
  const dismissed = () => view.dispatch(untrack(view.state.tr, keys));
  const items = parts.map((part) => (part.kind === "post"
    ? `${interpolate(gettext("Quoted post by %s:"), [signature(part)])} ${part.words}`
    : `${gettext("Sub-heading:")} ${part.text}`));
  const label = posts.length ? gettext("Make sub-headings and cards of them") : gettext("Make sub-headings of them");
  showNotice(view, gettext("Found in what was pasted:"), { ...offer, items, action: [label, accept], dismissed });
}

/**
 * Make cards and sub-headings of tracked parts, as one step of undo.
 *
 * @param {Editor} editor
 * @param {number[]} keys
 * @returns {Promise<boolean>} false if the server refused
 */
async function acceptParts(editor, keys) {
  const { view, schema } = editor;
  const posts = unchangedRanges(view.state, keys).filter((range) => range.kind === "post");
  /** @type {Map<number, PMNode>} */
  const nodes = new Map();
  // Now, not when the answer is there: by then the person may be writing in another field.
  view.focus();
  try {
    const resolved = await resolvePosts(posts.map(({ span, address }) => ({
      text: address && !span.includes(address) ? `${span}\n${address}` : span, flattened: true,
    })));
    for (const [index, range] of posts.entries()) {
      const post = resolved[index];
      if (!post?.id) throw new Error(post?.error ?? "");
      nodes.set(range.key, postNode(schema, post));
    }
  } catch (error) {
    showNotice(view, /** @type {Error} */ (error).message);
    return false;
  }
  const headings = unchangedRanges(view.state, keys).filter((range) => range.kind === "heading");
  putNodes(view, nodes, {
    before: (tr) => headings.reduce(
      (change, range) => change.setNodeMarkup(range.from - 1, schema.nodes.heading, { level: 2 }), tr,
    ),
  });
  view.dispatch(untrack(view.state.tr, keys));
  return true;
}

/**
 * Propose the headline that was pasted with the story, if the form has none yet.
 *
 * @param {EditorView} view
 * @param {number} key
 */
function proposeHeadline(view, key) {
  const field = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("id_headline"));
  const [range] = unchangedRanges(view.state, [key]);
  if (!range || field?.value !== "") return;
  showNotice(view, interpolate(gettext("“%s” looks like the headline."), [range.text]), {
    isOffer: true,
    about: [key],
    action: [gettext("Make it the headline"), () => {
      const [now] = unchangedRanges(view.state, [key]);
      if (!now) return;
      field.value = now.text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      view.dispatch(withoutParagraph(view.state, now));
    }],
  });
}

/**
 * @param {EditorState} state
 * @param {{ from: number, to: number }} range
 */
function withoutParagraph(state, { from, to }) {
  const $from = state.doc.resolve(from);
  const isOnlyBlock = $from.node(0).childCount === 1;
  return isOnlyBlock ? state.tr.delete(from, to) : state.tr.delete($from.before(1), $from.after(1));
}
