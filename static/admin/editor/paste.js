// What becomes of what is pasted or dropped into the story: first it stands there as it came, then it is looked at.
import { Extension, Mark, Plugin, pm } from "django-prose-editor/editor";

import { missing } from "./paste-account.js";
import { closedAround, fitting } from "./paste-fit.js";
import { convert, convertedPlugin, haveRead, legacyRuns, markRuns } from "./paste-fonts.js";
import { cleaned } from "./paste-html.js";
import { prepareNotices, say } from "./paste-notice.js";
import { takeIn } from "./paste-pictures.js";
import { dispatchStep, mark, placesPlugin, wordsBetween } from "./paste-places.js";
import { lookUp, postsIn } from "./paste-posts.js";
import { proposeReading } from "./paste-reading.js";

const { Slice } = pm.model;
const { Selection } = pm.state;
const { gettext = (text) => text, ngettext, interpolate } = window;

const OWN = /data-pm-slice/;
const FOREIGN = /<img|<iframe|<font|font-family|twitter-tweet|-embed/i;
const ADDRESS = /^https?:\/\/\S+$/i;
const ADDRESSES = /https?:\/\/[^\s<>"'“”‘’]*[^\s<>"'“”‘’.,:;!?।)\]}]/gi;
const BLANK_ENDS = /^(?:[^\S\n]*\r?\n)+|(?:\r?\n[^\S\n]*)+$/g;
const BLANK_LINES = /\r?\n(?:[^\S\n]*\r?\n)+/g;
const NOTHING = { html: "", words: "", things: [], left: [] };

const pictures = (transfer) => [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));

// From the start of the event until the editor asks what to do: what came, and what cleaning it found.
const fresh = (transfer) => ({ files: pictures(transfer), cleaned: null, raw: null, own: false });

// Where a slice goes. One that begins with something whole leaves no empty block before it at the start of one.
function put(tr, slice) {
  const { $from, from, to, empty } = tr.selection;
  const isAtStart = empty && $from.depth === 1 && $from.parentOffset === 0 && $from.parent.content.size > 0;
  if (slice.openStart || !isAtStart) {
    tr.replaceSelection(slice);
    return { from, to };
  }
  const before = $from.before();
  tr.replace(before, before, slice);
  return { from: before, to: before };
}

// The transaction that brings a slice in, with the places in it that something will happen to.
function bringIn(state, slice, { things, isPlain }) {
  const tr = state.tr;
  const { from, to } = put(tr, slice);
  const range = { from: tr.mapping.map(from, -1), to: tr.mapping.map(to, 1), kind: "paste" };
  const marked = collect(tr, range, things);
  linkAddresses(tr, range);
  const taken = (post) => marked.some((one) => one.from < post.to && post.from < one.to);
  const posts = [...marked.filter((one) => one.kind === "post"), ...postsIn(tr.doc, range.from, range.to).filter((post) => !taken(post))];
  const runs = runsIn(tr, range);
  const unnamed = runs.length || !isPlain ? [] : legacyRuns(tr.doc, range.from, range.to);
  return {
    tr,
    range,
    key: mark(tr, [range])[0],
    posts: mark(tr, posts),
    pictures: mark(tr, marked.filter((one) => one.kind === "picture")),
    runs: markRuns(tr, [...runs, ...unnamed]),
  };
}

// Addresses are links. What the library makes of pasted text beyond that (stars to italics) would take signs away.
function linkAddresses(tr, { from, to }) {
  const { link } = tr.doc.type.schema.marks;
  tr.doc.nodesBetween(from, to, (node, at) => {
    if (!node.isText || link.isInSet(node.marks)) return;
    for (const { index, 0: href } of node.text.matchAll(ADDRESSES)) {
      if (at + index >= from) tr.addMark(at + index, at + index + href.length, link.create({ href }));
    }
  });
}

// The numbers that cleaning left behind are taken off again; what they stand for is known by its place from now on.
function collect(tr, range, things) {
  const found = [];
  tr.doc.nodesBetween(range.from, range.to, (node, at, parent) => {
    if (node.attrs.paste == null) return;
    const thing = things[node.attrs.paste];
    if (thing && parent.type.name === "doc") found.push({ ...thing, from: at, to: at + node.nodeSize });
    else if (thing?.kind === "picture") found.push({ ...thing, from: at, to: at + node.nodeSize });
    tr.setNodeAttribute(at, "paste", null);
  });
  return found;
}

function runsIn(tr, range) {
  const font = tr.doc.type.schema.marks.pastedFont;
  const runs = [];
  tr.doc.nodesBetween(range.from, range.to, (node, at) => {
    const named = node.isText && font.isInSet(node.marks);
    if (named) runs.push({ from: Math.max(at, range.from), to: Math.min(at + node.nodeSize, range.to), font: named.attrs.font });
  });
  if (runs.length) tr.removeMark(range.from, range.to, font);
  return runs;
}

function sayLeftOut(view, left, lost) {
  const items = left.map(({ what, words }) => `${what === "picture" ? gettext("a picture") : what}: ${words.slice(0, 200)}`);
  items.push(...lost.map((words) => words.slice(0, 200)));
  if (items.length) say(view, gettext("Left out of what was pasted:"), { items });
}

async function convertFonts(view, keys) {
  try {
    const count = await convert(view, keys);
    if (!count) return;
    const sentence = ngettext(
      "%s passage in an old font was converted to Unicode. It is underlined with dots: please read it.",
      "%s passages in old fonts were converted to Unicode. They are underlined with dots: please read them.", count,
    );
    say(view, interpolate(sentence, [count]), { dismiss: gettext("I have read it"), dismissed: () => haveRead(view) });
  } catch (error) {
    say(view, `${gettext("Words in an old font could not be converted.")} ${error.message}`, {
      acts: { [gettext("Try again")]: () => convertFonts(view, keys) },
    });
  }
}

// One thing after the other, each a step of undo of its own.
async function follow(editor, found, raw) {
  if (found.runs.length) await convertFonts(editor.view, found.runs);
  if (found.posts.length) await lookUp(editor, found.posts);
  if (found.pictures.length) await takeIn(editor, found.pictures);
  await proposeReading(editor, found.key, raw);
}

function arrive(editor, slice, came) {
  const { view } = editor;
  const report = came.cleaned ?? NOTHING;
  const whole = (node) => node.attrs.paste != null || node.type.spec.group === "placed";
  const fit = closedAround(fitting(slice, view.state.selection.$from), whole);
  const found = bringIn(view.state, fit, { things: report.things, isPlain: came.raw !== null });
  const { tr, range } = found;
  const given = came.cleaned ? report.words : came.raw ?? wordsOf(slice);
  const lost = missing(given, wordsBetween(tr.doc, range.from, range.to));
  dispatchStep(view, tr.scrollIntoView().setMeta("paste", true).setMeta("preventAutolink", true));
  sayLeftOut(view, report.left, lost);
  if (!came.own) follow(editor, found, came.raw);
  return true;
}

// Files become pictures of the library where they were put.
function arriveFiles(editor, files) {
  const { view, schema } = editor;
  const tr = view.state.tr;
  const blocks = files.map(() => schema.nodes.paragraph.create());
  const { $from } = tr.selection;
  const at = $from.depth === 0 ? $from.pos : $from.parent.content.size || $from.depth > 1 ? $from.after(1) : $from.before(1);
  tr.insert(at, blocks);
  const places = files.map((file, number) => ({ from: at + 2 * number, to: at + 2 * number + 2, kind: "picture", alt: "", file }));
  const keys = mark(tr, places);
  tr.setSelection(Selection.near(tr.doc.resolve(at + 1)));
  dispatchStep(view, tr.scrollIntoView());
  takeIn(editor, keys);
  return true;
}

const wordsOf = ({ content }) => content.textBetween(0, content.size, "\n", "\n");
const isOnlyPicture = (came, slice) => came.files.length > 0 && !wordsOf(slice).trim();

// An address put onto marked words becomes their link; cells put into a table become its cells.
function isOthers(view, slice) {
  const { selection } = view.state;
  const words = wordsOf(slice).trim();
  if (!selection.empty && selection.$from.sameParent(selection.$to) && ADDRESS.test(words)) return true;
  return selection instanceof pm.tables.CellSelection;
}

function cellsOf(view, slice) {
  const { firstChild, childCount } = slice.content;
  if (childCount !== 1 || firstChild.type.name !== "tableFigure" || !pm.tables.isInTable(view.state)) return null;
  return new Slice(firstChild.content.cut(firstChild.firstChild.nodeSize), 0, 0);
}

function pastePlugin(editor) {
  let came = fresh();
  const begin = (transfer) => {
    came = fresh(transfer);
    return false;
  };
  return new Plugin({
    view(view) {
      // The editor enters its frame a moment later.
      queueMicrotask(() => view.dom.closest(".prose-editor") && prepareNotices(view));
      return {};
    },
    props: {
      handleDOMEvents: {
        paste: (_view, event) => begin(event.clipboardData),
        drop: (_view, event) => begin(event.dataTransfer),
      },
      transformPastedHTML(html) {
        came.own = OWN.test(html) && !FOREIGN.test(html);
        if (came.own) return html;
        came.cleaned = cleaned(html);
        return came.cleaned.html;
      },
      transformPastedText(text) {
        came.raw = text;
        return text.replace(BLANK_ENDS, "").replace(BLANK_LINES, "\n") || text;
      },
      handlePaste(view, event, slice) {
        if (isOthers(view, slice)) return false;
        const cells = cellsOf(view, slice);
        if (cells) return pm.tables.handlePaste(view, event, cells);
        return isOnlyPicture(came, slice) ? arriveFiles(editor, came.files) : slice.size > 0 && arrive(editor, slice, came);
      },
      handleDrop(view, event, slice, moved) {
        if (moved || view.dragging) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (!at || !(came.files.length || slice.size)) return false;
        view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
        view.focus();
        return isOnlyPicture(came, slice) ? arriveFiles(editor, came.files) : arrive(editor, slice, came);
      },
    },
  });
}

// A number that a cleaned document carries to the place of a post or a picture; never in the story itself.
const NUMBER = { default: null, rendered: false, keepOnSplit: false, parseHTML: (element) => element.getAttribute("data-paste") };

// The font of a run, from the pasted document to the transaction that brings it in, and no further.
const PastedFont = Mark.create({
  name: "pastedFont",
  addAttributes: () => ({ font: { default: "", parseHTML: (element) => element.dataset.pasteFont, renderHTML: () => ({}) } }),
  parseHTML: () => [{ tag: "span[data-paste-font]" }],
  renderHTML: () => ["span", 0],
});

export const Paste = Extension.create({
  name: "newsroomPaste",
  // Before the library's own ways with links and tables.
  priority: 1000,
  addGlobalAttributes: () => [{ types: ["paragraph", "blockquote"], attributes: { paste: NUMBER } }],
  addExtensions: () => [PastedFont],
  addProseMirrorPlugins() {
    return [placesPlugin(), convertedPlugin(), pastePlugin(this.editor)];
  },
});
