// Sub-headings and flattened posts in what was pasted: read by the desk's server, proposed, never made silently.
import { send } from "./asking.js";
import { say } from "./paste-notice.js";
import { find, mark, mayHoldCard, putNodes, unmark, where, wordsBetween } from "./paste-places.js";
import { linesIn, postNode, resolved } from "./paste-posts.js";

const { gettext = (text) => text, interpolate } = window;

const ADDRESS = "/admin/articles/article/read/";
const LONGEST = 300_000;
const ACCOUNT = /\(\s*[@＠][\w.@-]+\s*\)/;
const SHORT = 90;
const HEADLINE = 160;
const FEWEST_LINES = 3;
const IGNORED = /[\s\u00ad\u200b\u2060\ufeff]/g;
const bare = (text) => text.normalize("NFC").replace(IGNORED, "");

const filled = (lines) => lines.filter((line) => line.text.trim());

function worthReading(text, lines) {
  if (text.length > LONGEST) return false;
  const short = lines.slice(1, -1).some((line) => line.text.length <= SHORT) || lines[0]?.text.length <= HEADLINE;
  return ACCOUNT.test(text) || (lines.length >= FEWEST_LINES && short);
}

// The text with its blank lines: as it came, where that has the same lines, or else as it stands.
function textOf(lines, raw) {
  const given = raw?.replace(/\r\n?/g, "\n");
  const same = given?.split("\n").filter((line) => line.trim());
  if (same?.length === lines.length && lines.every((line, number) => bare(line.text) === bare(same[number]))) return given;
  return lines.map((line, number) => (number && line.block !== lines[number - 1].block ? `\n${line.text}` : line.text)).join("\n");
}

// How far into a line the words `said` reach, written as they may be there.
function reach(line, said, fromEnd) {
  const wanted = bare(said).length;
  if (!wanted) return 0;
  for (let length = 1; length <= line.length; length++) {
    const part = fromEnd ? line.slice(line.length - length) : line.slice(0, length);
    if (bare(part).length >= wanted) return length;
  }
  return 0;
}

// Where the server's part stands in the document.
function stretch(doc, part, lines, numbers) {
  const first = lines[numbers.indexOf(part.first)];
  const last = lines[numbers.indexOf(part.last)];
  if (!first || !last) return null;
  const from = first.from + reach(first.text, part.before, false);
  const to = last.to - reach(last.text, part.after, true);
  if (from >= to || !mayHoldCard(doc, from, to)) return null;
  if (part.kind !== "post" && (part.before || part.after || doc.resolve(from).parent.type.name !== "paragraph")) return null;
  if (part.kind !== "post" && doc.resolve(from).parent.content.size !== to - from) return null;
  return { ...part, from, to };
}

// Reads the stretch with the key `range` and proposes what was found in it.
export async function proposeReading(editor, range, raw) {
  const { view } = editor;
  const [place] = where(view.state, [range]);
  if (!place) return;
  const { doc } = view.state;
  const lines = filled(linesIn(doc, place.from, place.to));
  const text = textOf(lines, raw);
  if (!worthReading(text, lines)) return;
  const words = wordsBetween(doc, place.from, place.to);
  // Nothing hangs on it: whoever wants a card can still mark the words.
  const { parts } = await send(ADDRESS, { text }).catch(() => ({ parts: [] }));
  const [now] = where(view.state, [range]);
  if (!parts.length || !now || wordsBetween(view.state.doc, now.from, now.to) !== words) return;
  const numbers = text.split("\n").flatMap((line, number) => (line.trim() ? [number] : []));
  const current = filled(linesIn(view.state.doc, now.from, now.to));
  const found = parts.map((part) => stretch(view.state.doc, part, current, numbers)).filter(Boolean);
  if (found.length) propose(editor, found);
}

function propose(editor, found) {
  const { view } = editor;
  const { tr } = view.state;
  const keys = mark(tr, found);
  view.dispatch(tr);
  const headline = found.findIndex((part) => part.kind === "headline");
  if (headline >= 0) proposeHeadline(view, keys[headline]);
  const others = keys.filter((_key, number) => number !== headline);
  if (others.length) proposeParts(editor, others, found.filter((_part, number) => number !== headline));
}

const signed = ({ author, handle, date }) => [`${author} (@${handle})`, date].filter(Boolean).join(", ");

function proposeParts(editor, keys, parts) {
  const { view } = editor;
  const posts = parts.filter((part) => part.kind === "post");
  const dismissed = () => view.dispatch(unmark(view.state.tr, keys));
  if (posts.length === 1 && parts.length === 1) {
    const sentence = interpolate(gettext("This looks like a quoted post by %s."), [signed(posts[0])]);
    const acts = { [gettext("Make it a card")]: () => make(editor, keys) };
    say(view, sentence, { quoted: posts[0].words, language: posts[0].language, acts, dismissed });
    return;
  }
  const items = parts.map((part) => (part.kind === "post"
    ? `${interpolate(gettext("Quoted post by %s:"), [signed(part)])} ${part.words}`
    : `${gettext("Sub-heading:")} ${part.text}`));
  const label = posts.length ? gettext("Make sub-headings and cards of them") : gettext("Make sub-headings of them");
  say(view, gettext("Found in what was pasted:"), { items, acts: { [label]: () => make(editor, keys) }, dismissed });
}

// All of it as one step of undo.
async function make(editor, keys) {
  const { view, schema } = editor;
  const posts = find(view.state, keys).filter((place) => place.kind === "post");
  const nodes = new Map();
  // Now, not when the answer is there: by then the person may be writing in another field.
  view.focus();
  try {
    const answers = await resolved(posts.map((place) => ({ text: place.span, flattened: true })));
    for (const [number, place] of posts.entries()) {
      if (!answers[number]?.id) throw new Error(answers[number]?.error ?? "");
      nodes.set(place.key, postNode(schema, answers[number]));
    }
  } catch (error) {
    say(view, error.message);
    return false;
  }
  const headings = find(view.state, keys).filter((place) => place.kind === "heading");
  const before = (tr) => headings.reduce((change, place) => change.setNodeMarkup(place.from - 1, schema.nodes.heading, { level: 2 }), tr);
  putNodes(view, nodes, { before });
  view.dispatch(unmark(view.state.tr, keys));
  return true;
}

// The story's own headline, pasted with it, where the form has none yet.
function proposeHeadline(view, key) {
  const field = document.getElementById("id_headline");
  const [place] = find(view.state, [key]);
  if (!place || field?.value !== "") return;
  say(view, interpolate(gettext("“%s” looks like the headline."), [place.text]), {
    acts: {
      [gettext("Make it the headline")]: () => {
        const [still] = find(view.state, [key]);
        if (!still) return;
        field.value = still.text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        view.dispatch(without(view.state, still));
      },
    },
  });
}

function without(state, place) {
  const $from = state.doc.resolve(place.from);
  return $from.node(0).childCount > 1 ? state.tr.delete($from.before(1), $from.after(1)) : state.tr.delete(place.from, place.to);
}
