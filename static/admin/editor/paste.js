// Pasting and dropping into a story: first it stands there as it came, then it is looked at (posts, images, legacy
// fonts, sub-headings), each as a step of undo of its own.
import { Extension, Mark, Plugin, pm } from "django-prose-editor/editor";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { cleanHTML } from "./paste/clean.js";
import { proposeDateline } from "./paste/dateline.js";
import { cardsLeftOut, closeAroundWhole, fitSlice, keepLanguage } from "./paste/fit.js";
import {
  clearConvertedMarks, convertRuns, convertedTextPlugin, legacyRunsIn, trackRuns,
} from "./paste/legacy-fonts.js";
import { readTable } from "./paste/foreign-html.js";
import { offerLists } from "./paste/list-lines.js";
import { lostText } from "./paste/lost-text.js";
import { defineNoticesItem, focusNotices, noticeRegion, showNotice } from "./paste/notices.js";
import { insertFiles, placeImages } from "./paste/pictures.js";
import { isLoneURL, placePosts, postsIn } from "./paste/posts.js";
import { proposeParts } from "./paste/proposals.js";
import { dispatchStep, rangesPlugin, textBetween, track } from "./paste/ranges.js";
import { readPatterns, webLinksIn } from "./web-links.js";

/**
 * @typedef {import("./paste/clean.js").CleanDocument} CleanDocument
 * @typedef {import("./paste/clean.js").PastedObject} PastedObject
 * @typedef {import("./paste/ranges.js").Range} Range
 *
 * What is pasted or dropped, from the start of the event until the editor hands over its slice. `document` is the
 * cleaned HTML, `raw` the plain text; `isOwn` says that it was copied from the editor.
 * @typedef {{ files: File[], document: CleanDocument | null, raw: string | null, isOwn: boolean }} Paste
 */

const { Slice } = pm.model;
const { Selection } = pm.state;

const OWN_HTML = /data-pm-slice/;
const FOREIGN_HTML = /<img|<iframe|<font|font-family|twitter-tweet|-embed/i;
const URL_ONLY = /^https?:\/\/\S+$/i;
const BLANK_ENDS = /^(?:[^\S\n]*\r?\n)+|(?:\r?\n[^\S\n]*)+$/g;
const BLANK_LINES = /\r?\n(?:[^\S\n]*\r?\n)+/g;

/**
 * @param {DataTransfer | null} [transfer]
 * @returns {Paste}
 */
const newPaste = (transfer) => ({
  files: [...transfer?.files ?? []].filter((file) => file.type.startsWith("image/")), document: null, raw: null, isOwn: false,
});

/**
 * Return a pasted text without blank lines: each of its lines becomes a paragraph.
 *
 * @param {string} text
 */
export const withoutBlankLines = (text) => text.replace(BLANK_ENDS, "").replace(BLANK_LINES, "\n") || text;

/** @param {Slice} slice */
const textOf = ({ content }) => content.textBetween(0, content.size, "\n", "\n");

/**
 * Insert a slice at the selection. One that begins with a whole node does not leave an empty block before it.
 *
 * @param {Transaction} tr
 * @param {Slice} slice
 */
function insertSlice(tr, slice) {
  const { $from, empty } = tr.selection;
  const isAtStart = empty && $from.depth === 1 && $from.parentOffset === 0 && $from.parent.content.size > 0;
  if (slice.openStart || !isAtStart) tr.replaceSelection(slice);
  else tr.replace($from.before(), $from.before(), slice);
}

/**
 * Return the range of everything that a transaction has put into the document. A position that is mapped does not tell:
 * fitting a slice may replace the end of the paragraph before it too.
 *
 * @param {Transaction} tr
 */
function changedRange(tr) {
  const range = { from: tr.doc.content.size, to: 0 };
  tr.mapping.maps.forEach((map, index) => map.forEach((_start, _end, from, to) => {
    const rest = tr.mapping.slice(index + 1);
    range.from = Math.min(range.from, rest.map(from, -1));
    range.to = Math.max(range.to, rest.map(to, 1));
  }));
  return { from: Math.min(range.from, range.to), to: range.to };
}

/**
 * Return the transaction that inserts a slice, and the keys of the ranges in it that something will happen to.
 *
 * @param {EditorState} state
 * @param {Slice} slice
 * @param {Paste} paste
 */
function buildTransaction(state, slice, paste) {
  const { tr } = state;
  insertSlice(tr, slice);
  const range = { ...changedRange(tr), kind: "paste" };
  const objects = collectObjects(tr, range, paste.document?.objects ?? []);
  linkURLs(tr, range);
  const texts = postsIn(tr.doc, range.from, range.to)
    .filter((post) => !objects.some((object) => object.from < post.to && post.from < object.to));
  const posts = [...objects.filter((object) => object.kind === "post"), ...texts];
  const namedRuns = collectRuns(tr, range);
  // Only a plain text says nothing of its fonts.
  const runs = namedRuns.length || paste.raw === null ? namedRuns : legacyRunsIn(tr.doc, range.from, range.to);
  return {
    tr,
    range,
    key: track(tr, [range])[0],
    posts: track(tr, posts),
    images: track(tr, objects.filter((object) => object.kind === "image")),
    runs: trackRuns(tr, runs),
  };
}

/**
 * Make links of URLs. The library would do that too, but would also make italics of stars and remove these.
 *
 * @param {Transaction} tr
 * @param {Range} range
 */
function linkURLs(tr, { from, to }) {
  const { link } = tr.doc.type.schema.marks;
  tr.doc.nodesBetween(from, to, (node, at) => {
    if (!node.text || link.isInSet(node.marks)) return;
    for (const found of webLinksIn(node.text)) {
      if (at + found.from >= from) tr.addMark(at + found.from, at + found.to, link.create({ href: found.href }));
    }
  });
}

/**
 * Return the posts and images with their ranges, and remove the numbers that cleaning left at their places.
 *
 * @param {Transaction} tr
 * @param {Range} range
 * @param {PastedObject[]} objects
 */
function collectObjects(tr, range, objects) {
  /** @type {Range[]} */
  const found = [];
  tr.doc.nodesBetween(range.from, range.to, (node, at, parent) => {
    if (node.attrs.paste == null) return;
    const object = objects[node.attrs.paste];
    const mayStand = object?.kind === "image" || parent?.type.name === "doc";
    if (object && mayStand) found.push({ ...object, from: at, to: at + node.nodeSize });
    tr.setNodeAttribute(at, "paste", null);
  });
  return found;
}

/**
 * Return the text in named legacy fonts, and remove the marks that cleaning left on it.
 *
 * @param {Transaction} tr
 * @param {Range} range
 */
function collectRuns(tr, range) {
  const fontMark = tr.doc.type.schema.marks.pastedFont;
  /** @type {{ from: number, to: number, font: string }[]} */
  const runs = [];
  tr.doc.nodesBetween(range.from, range.to, (node, at) => {
    const mark = node.isText ? fontMark.isInSet(node.marks) : undefined;
    if (!mark) return;
    runs.push({ from: Math.max(at, range.from), to: Math.min(at + node.nodeSize, range.to), font: mark.attrs.font });
  });
  if (runs.length) tr.removeMark(range.from, range.to, fontMark);
  return runs;
}

/**
 * @param {EditorView} view
 * @param {CleanDocument["omitted"]} omitted
 * @param {string[]} lost
 */
function reportOmitted(view, omitted, lost) {
  const items = [
    ...omitted.map(({ what, words }) => `${what}: ${words.slice(0, 200)}`),
    ...lost.map((words) => words.slice(0, 200)),
  ];
  if (items.length) showNotice(view, gettext("Left out of what was pasted:"), { items });
}

/**
 * @param {EditorView} view
 * @param {number[]} keys
 */
async function convertFonts(view, keys) {
  try {
    const count = await convertRuns(view, keys);
    if (!count) return;
    const sentence = ngettext(
      "%s passage in an old font was converted to Unicode. It is underlined with dots: please read it.",
      "%s passages in old fonts were converted to Unicode. They are underlined with dots: please read them.", count,
    );
    showNotice(view, interpolate(sentence, [count]), {
      dismiss: gettext("I have read it"), dismissed: () => clearConvertedMarks(view),
    });
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    showNotice(view, `${gettext("Words in an old font could not be converted.")} ${message}`, {
      action: [gettext("Try again"), () => convertFonts(view, keys)],
    });
  }
}

/**
 * Look at what was pasted: one kind of thing after the other, each a step of undo of its own.
 *
 * @param {Editor} editor
 * @param {ReturnType<typeof buildTransaction>} pasted
 * @param {string | null} raw
 */
async function followUp(editor, { runs, posts, images, key }, raw) {
  if (runs.length) await convertFonts(editor.view, runs);
  if (posts.length) await placePosts(editor, posts);
  if (images.length) await placeImages(editor, images);
  await proposeParts(editor, key, raw, offerLists(editor.view, key));
  await proposeDateline(editor);
}

/**
 * Whether a node that stands first or last in a paste stays one there, and does not merge with the text beside it.
 *
 * @param {PMNode} node
 * @param {Slice} slice
 * @param {Paste} paste
 */
function isWhole(node, slice, { isOwn }) {
  if (node.attrs.paste != null || node.type.spec.group === "placed") return true;
  if (isOwn) return false;
  // One alone is pasted as words into the paragraph with the cursor.
  const isLine = node.type.name === "heading" || (node.type.name === "paragraph" && isLoneURL(node.textContent));
  return (isLine && slice.content.childCount > 1) || /^(blockquote|bulletList|orderedList)$/.test(node.type.name);
}

/**
 * Insert what was pasted at the selection.
 *
 * @param {Editor} editor
 * @param {Slice} slice
 * @param {Paste} paste
 */
function insertPaste(editor, slice, paste) {
  const { view } = editor;
  const { $from } = view.state.selection;
  const fitted = fitSlice(slice, $from);
  const fitting = keepLanguage(closeAroundWhole(fitted, (node) => isWhole(node, slice, paste)), $from);
  const pasted = buildTransaction(view.state, fitting, paste);
  const { tr, range } = pasted;
  const given = paste.document?.words ?? paste.raw ?? textOf(slice);
  const lost = lostText(given, textBetween(tr.doc, range.from, range.to));
  dispatchStep(view, tr.scrollIntoView().setMeta("paste", true).setMeta("preventAutolink", true));
  const cards = cardsLeftOut(slice, fitted).map((words) => ({ what: gettext("what cannot stand here"), words }));
  reportOmitted(view, [...paste.document?.omitted ?? [], ...cards], lost);
  if (!paste.isOwn) followUp(editor, pasted, paste.raw);
  return true;
}

/**
 * @param {Editor} editor
 * @param {Slice} slice
 * @param {Paste} paste
 */
function insertFilesOrPaste(editor, slice, paste) {
  if (!paste.files.length || textOf(slice).trim()) return insertPaste(editor, slice, paste);
  insertFiles(editor, paste.files);
  return true;
}

/**
 * Whether the library pastes it: a URL on selected text becomes its link, anything on selected cells goes into these.
 *
 * @param {EditorView} view
 * @param {Slice} slice
 */
function isForLibrary(view, slice) {
  const { selection } = view.state;
  const isOnText = !selection.empty && selection.$from.sameParent(selection.$to);
  return (isOnText && URL_ONLY.test(textOf(slice).trim())) || selection instanceof pm.tables.CellSelection;
}

/**
 * Return the rows of a lone table that is pasted into a table; null otherwise.
 *
 * @param {EditorView} view
 * @param {Slice} slice
 */
function tableRows(view, slice) {
  const { firstChild: figure, childCount } = slice.content;
  if (childCount !== 1 || figure?.type.name !== "tableFigure" || !pm.tables.isInTable(view.state)) return null;
  const captionSize = figure.firstChild?.nodeSize ?? 0;
  return new Slice(figure.content.cut(captionSize), 0, 0);
}

/** @param {Editor} editor */
function pastePlugin(editor) {
  let paste = newPaste();
  const start = (/** @type {DataTransfer | null} */ transfer) => {
    paste = newPaste(transfer);
    return false;
  };
  return new Plugin({
    view(view) {
      // The editor is put into its box a moment later.
      queueMicrotask(() => view.dom.closest(".prose-editor") && noticeRegion(view));
      return {};
    },
    props: {
      handleDOMEvents: {
        paste: (_view, event) => start(event.clipboardData),
        drop: (_view, event) => start(event.dataTransfer),
      },
      transformPastedHTML(html) {
        paste.isOwn = OWN_HTML.test(html) && !FOREIGN_HTML.test(html);
        if (paste.isOwn) return html;
        paste.document = cleanHTML(html);
        return paste.document.html;
      },
      transformPastedText(text) {
        paste.raw = text;
        return withoutBlankLines(text);
      },
      handlePaste(view, event, slice) {
        if (isForLibrary(view, slice)) return false;
        const rows = tableRows(view, slice);
        if (rows) return pm.tables.handlePaste(view, event, rows);
        return (paste.files.length > 0 || slice.size > 0) && insertFilesOrPaste(editor, slice, paste);
      },
      handleDrop(view, event, slice, isMove) {
        if (isMove || view.dragging) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (!at || !(paste.files.length || slice.size)) return false;
        view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(at.pos))));
        view.focus();
        return insertFilesOrPaste(editor, slice, paste);
      },
    },
  });
}

// The number by which cleaning marks the place of a post or an image. It never stands in the story itself.
const NUMBER = {
  default: null, rendered: false, keepOnSplit: false,
  parseHTML: (/** @type {Element} */ element) => element.getAttribute("data-paste"),
};

/** The font of a run, from the cleaned document to the transaction that inserts it, and no further. */
const PastedFont = Mark.create({
  name: "pastedFont",
  addAttributes: () => ({
    font: { default: "", parseHTML: (element) => element.dataset.pasteFont, renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: "span[data-paste-font]" }],
  renderHTML: () => ["span", 0],
});

export const Paste = Extension.create({
  name: "newsroomPaste",
  // Before the library's own handling of links and tables.
  priority: 1000,
  addGlobalAttributes: () => [{ types: ["paragraph", "blockquote"], attributes: { paste: NUMBER } }],
  addOptions: () => ({ foreignHTML: null, webLinks: null }),
  onBeforeCreate() {
    if (this.options.foreignHTML) readTable(this.options.foreignHTML);
    if (this.options.webLinks) readPatterns(this.options.webLinks);
  },
  onCreate() {
    // Of a text that was imported.
    proposeDateline(this.editor);
  },
  addExtensions: () => [PastedFont],
  addMenuItems({ menu }) {
    defineNoticesItem(menu);
  },
  addKeyboardShortcuts() {
    return { "Alt-F9": () => focusNotices(this.editor) };
  },
  addProseMirrorPlugins() {
    return [rangesPlugin(), convertedTextPlugin(), pastePlugin(this.editor)];
  },
});
