// Pasted lines that begin with numbers or bullets: they are offered as a list, never made one silently.
import { pm } from "django-prose-editor/editor";
import { gettext, interpolate, ngettext } from "../../i18n.js";
import { showNotice } from "./notices.js";
import { linesIn } from "./posts.js";
import { currentRanges, dispatchStep, track, unchangedRanges, untrack } from "./ranges.js";

const { Fragment } = pm.model;
const NUMBER = /^\s*\(?([0-9]{1,3}|[०-९]{1,3})[.)]\s*(?=\S)/u;
const BULLET = /^\s*([•●○▪■◦‣·*-])\s+(?=\S)/u;
const LEAST_ENTRIES = 2;
const DEVANAGARI_ZERO = 0x966;

/** @typedef {import("./posts.js").Line} Line */
/** @typedef {{ length: number, number: number | null, bullet: string }} Marker */

/** @param {string} digits */
const valueOf = (digits) => Number([...digits].map((digit) => {
  const code = digit.charCodeAt(0);
  return code >= DEVANAGARI_ZERO ? code - DEVANAGARI_ZERO : digit;
}).join(""));

/**
 * Return the number or bullet at the beginning of a line, with its length; null if there is none. "3.5" and "10.30" are
 * no numbers of entries.
 *
 * @param {string} text
 * @returns {Marker | null}
 */
export function markerOf(text) {
  const number = text.match(NUMBER);
  if (number && !/^[\p{N}]/u.test(text.slice(number[0].length))) {
    return { length: number[0].length, number: valueOf(number[1]), bullet: "" };
  }
  const bullet = text.match(BULLET);
  return bullet && { length: bullet[0].length, number: null, bullet: bullet[1] };
}

/**
 * @param {Marker} marker
 * @param {Marker} before
 */
const continues = (marker, before) => (marker.number === null
  ? marker.bullet === before.bullet : marker.number === (before.number ?? NaN) + 1);

/**
 * Return the runs of neighbouring paragraphs that read like the entries of one list.
 *
 * @param {Line[]} lines whole paragraphs of the story
 */
export function listsIn(lines) {
  /** @type {{ line: Line, marker: Marker }[][]} */
  const runs = [];
  for (const line of lines) {
    const marker = markerOf(line.text);
    if (!marker) continue;
    const last = runs.at(-1)?.at(-1);
    const isNext = last && last.line.to + 1 === line.block && continues(marker, last.marker);
    if (isNext) runs.at(-1)?.push({ line, marker });
    else runs.push([{ line, marker }]);
  }
  return runs.filter((run) => run.length >= LEAST_ENTRIES);
}

/**
 * Return the lines of a range that are paragraphs of the story by themselves.
 *
 * @param {PMNode} doc
 * @param {{ from: number, to: number }} range
 */
const paragraphsIn = (doc, { from, to }) => linesIn(doc, from, to).filter((line) => {
  const { parent, depth } = doc.resolve(line.from);
  return depth === 1 && parent.type.name === "paragraph" && parent.content.size === line.to - line.from;
});

/**
 * Offer a list for each run of entries in the tracked range of a paste. Return the keys of these runs.
 *
 * @param {EditorView} view
 * @param {number} rangeKey
 * @returns {number[]}
 */
export function offerLists(view, rangeKey) {
  const [range] = currentRanges(view.state, [rangeKey]);
  const runs = range ? listsIn(paragraphsIn(view.state.doc, range)) : [];
  if (!runs.length) return [];
  const { tr } = view.state;
  const keys = track(tr, runs.map((run) =>
    ({ from: run[0].line.from, to: run[run.length - 1].line.to, kind: "list" })));
  view.dispatch(tr);
  runs.forEach((run, index) => {
    const about = [keys[index]];
    const sentence = ngettext("%s line looks like a list:", "%s lines look like a list:", run.length);
    showNotice(view, interpolate(sentence, [run.length]), {
      items: run.map(({ line }) => line.text), about, isOffer: true,
      action: [gettext("Make it a list"), () => makeList(view, about)],
      dismissed: () => view.dispatch(untrack(view.state.tr, about)),
    });
  });
  return keys;
}

/**
 * @param {EditorView} view
 * @param {number[]} keys of one run of entries
 */
function makeList(view, keys) {
  const { state } = view;
  const { tr, schema: { nodes } } = state;
  const [range] = unchangedRanges(state, keys);
  const [run] = range ? listsIn(paragraphsIn(state.doc, range)) : [];
  if (!run) return;
  const items = run.map(({ line, marker }) => {
    const paragraph = state.doc.resolve(line.from).parent;
    return nodes.listItem.create(null, paragraph.cut(marker.length));
  });
  const { number } = run[0].marker;
  const list = number === null
    ? nodes.bulletList.create(null, items) : nodes.orderedList.create({ start: number }, items);
  tr.replaceWith(run[0].line.block, run[run.length - 1].line.to + 1, Fragment.from(list));
  dispatchStep(view, untrack(tr, keys));
}
