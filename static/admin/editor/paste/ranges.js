// Ranges of the text that something is going to happen to: they move along while one goes on writing.
import { Plugin, pm } from "django-prose-editor/editor";

const { Fragment, Slice } = pm.model;
const { PluginKey, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const key = new PluginKey("trackedRanges");
let lastKey = 0;

/**
 * A range that is tracked. `original` is the text that stood in it when tracking began; other properties are the
 * caller's.
 *
 * @typedef {{ from: number, to: number, kind: string, [name: string]: any }} Range
 * @typedef {Range & { key: number, original: string }} TrackedRange
 */

/**
 * Return the text between two positions, with blank lines between paragraphs and line breaks as they are.
 *
 * @param {PMNode} doc
 * @param {number} from
 * @param {number} to
 */
export function textBetween(doc, from, to) {
  return doc.textBetween(from, Math.min(to, doc.content.size), "\n\n", (leaf) => (leaf.type.name === "hardBreak" ? "\n" : ""));
}

/**
 * @param {TrackedRange} range
 * @param {Transaction["mapping"]} mapping
 */
function mapRange(range, mapping) {
  const from = mapping.map(range.from, 1);
  const to = mapping.map(range.to, -1);
  return from < to ? [{ ...range, from, to }] : [];
}

/**
 * `marked` holds the keys of the ranges that are shown to the person.
 *
 * @typedef {{ ranges: TrackedRange[], marked: number[] }} State
 */

export const rangesPlugin = () => new Plugin({
  key,
  state: {
    init: () => ({ ranges: [], marked: [] }),
    apply(tr, /** @type {State} */ { ranges, marked }) {
      /** @type {{ add?: TrackedRange[], drop?: Set<number>, mark?: number[] }} */
      const { add = [], drop, mark = marked } = tr.getMeta(key) ?? {};
      const mapped = tr.docChanged ? ranges.flatMap((range) => mapRange(range, tr.mapping)) : ranges;
      const left = drop ? mapped.filter((range) => !drop.has(range.key)) : mapped;
      return { ranges: add.length ? [...left, ...add] : left, marked: mark };
    },
  },
  props: {
    decorations(state) {
      const marked = currentRanges(state, key.getState(state).marked);
      return DecorationSet.create(state.doc, marked.map(({ from, to }) =>
        Decoration.inline(from, to, { class: "offered-words" })));
    },
  },
});

/**
 * Show ranges in the text, or none; with `scroll` the first is brought into sight.
 *
 * @param {EditorView} view
 * @param {number[]} keys
 * @param {{ scroll?: boolean }} [options]
 */
export function markRanges(view, keys, { scroll = false } = {}) {
  view.dispatch(view.state.tr.setMeta(key, { mark: keys }));
  if (scroll) view.dom.querySelector(".offered-words")?.scrollIntoView({ block: "nearest" });
}

/**
 * Track ranges from this transaction on. Return their keys.
 *
 * @param {Transaction} tr
 * @param {Range[]} ranges
 */
export function track(tr, ranges) {
  const added = ranges.map((range) =>
    ({ ...range, key: ++lastKey, original: textBetween(tr.doc, range.from, range.to) }));
  const meta = tr.getMeta(key) ?? {};
  tr.setMeta(key, { ...meta, add: [...(meta.add ?? []), ...added] });
  return added.map((range) => range.key);
}

/**
 * Stop tracking. Return the transaction.
 *
 * @param {Transaction} tr
 * @param {number[]} keys
 */
export const untrack = (tr, keys) => tr.setMeta(key, { ...tr.getMeta(key), drop: new Set(keys) });

/**
 * Return where the ranges are now, in the order of the text, whatever stands in them by now.
 *
 * @param {EditorState} state
 * @param {number[]} keys
 * @returns {TrackedRange[]}
 */
export function currentRanges(state, keys) {
  const wanted = new Set(keys);
  /** @type {State} */
  const { ranges } = key.getState(state);
  return ranges.filter((range) => wanted.has(range.key)).sort((one, other) => one.from - other.from);
}

/**
 * The same, without those whose text has changed.
 *
 * @param {EditorState} state
 * @param {number[]} keys
 */
export const unchangedRanges = (state, keys) => currentRanges(state, keys)
  .filter(({ from, to, original }) => textBetween(state.doc, from, to) === original);

/**
 * Dispatch as a step of undo of its own: neither what was typed before nor the next key belongs to it.
 *
 * @param {EditorView} view
 * @param {Transaction} tr
 */
export function dispatchStep(view, tr) {
  view.dispatch(tr.docChanged ? pm.history.closeHistory(tr) : tr);
  if (tr.docChanged) view.dispatch(pm.history.closeHistory(view.state.tr));
}

/**
 * Whether a card may take the place of a range: cards stand between the paragraphs of the story, and nowhere else.
 *
 * @param {PMNode} doc
 * @param {number} from
 * @param {number} to
 */
export const mayHoldCard = (doc, from, to) => doc.resolve(from).depth <= 1 && doc.resolve(to).depth <= 1;

/** @param {PMNode | null} node */
const isLineBreak = (node) => node?.type.name === "hardBreak";

/**
 * Return what a card for a range of whole lines replaces: neither a line break nor an empty paragraph is left. `left`
 * and `right` are the halves of a paragraph that is split.
 *
 * @param {PMNode} doc
 * @param {number} from
 * @param {number} to
 */
function cutFor(doc, from, to) {
  const $from = doc.resolve(from);
  const $to = doc.resolve(to);
  if ($from.depth === 0) return { start: from, end: to, left: null, right: null };
  const isFirst = /^\s*$/.test($from.parent.textBetween(0, $from.parentOffset, "", "\n"));
  const isLast = /^\s*$/.test($to.parent.textBetween($to.parentOffset, $to.parent.content.size, "", "\n"));
  return {
    start: isFirst ? $from.before(1) : from - Number(isLineBreak($from.nodeBefore)),
    end: isLast ? $to.after(1) : to + Number(isLineBreak($to.nodeAfter)),
    left: isFirst ? null : $from.parent.copy(Fragment.empty),
    right: isLast ? null : $to.parent.copy(Fragment.empty),
  };
}

/**
 * Replace a range by a node. Return the position after the node.
 *
 * @param {Transaction} tr
 * @param {number} from
 * @param {number} to
 * @param {PMNode} node
 */
export function putNode(tr, from, to, node) {
  const { start, end, left, right } = cutFor(tr.doc, from, to);
  const nodes = [left, node, right].filter((part) => part !== null);
  tr.replace(start, end, new Slice(Fragment.from(nodes), left ? 1 : 0, right ? 1 : 0));
  return start + (left ? 1 : 0) + node.nodeSize;
}

/**
 * As one step of undo, replace unchanged ranges by nodes and remove the empty paragraphs in the ranges `clear`. A
 * cursor in such a range goes after the node.
 *
 * @param {EditorView} view
 * @param {Map<number, PMNode>} nodes by the keys of the ranges
 * @param {{ before?: (tr: Transaction) => Transaction, clear?: number[] }} [options] `before` may add to the step
 */
export function putNodes(view, nodes, { before = (tr) => tr, clear = [] } = {}) {
  // The editor may not know yet where the cursor has just gone.
  /** @type {any} */ (view).domObserver?.flush?.();
  const { state } = view;
  const keys = [...nodes.keys(), ...clear];
  const ranges = unchangedRanges(state, keys)
    .filter((range) => !nodes.has(range.key) || mayHoldCard(state.doc, range.from, range.to));
  const tr = before(state.tr);
  const { head } = state.selection;
  // From the last one on, so that the positions of those before stay true.
  for (const range of ranges.reverse()) {
    const from = tr.mapping.map(range.from, 1);
    const node = nodes.get(range.key);
    if (!node) {
      removeEmptyParagraph(tr, from);
      continue;
    }
    const end = putNode(tr, from, tr.mapping.map(range.to, -1), node);
    if (head >= range.from - 1 && head <= range.to + 1) continueAfter(tr, end);
  }
  untrack(tr, keys);
  dispatchStep(view, tr.scrollIntoView());
}

/**
 * @param {Transaction} tr
 * @param {number} at
 */
function removeEmptyParagraph(tr, at) {
  const node = tr.doc.nodeAt(at);
  const isOnlyChild = tr.doc.resolve(at).parent.childCount === 1;
  if (node?.isTextblock && !node.content.size && !isOnlyChild) tr.delete(at, at + node.nodeSize);
}

/**
 * @param {Transaction} tr
 * @param {number} end
 */
function continueAfter(tr, end) {
  const next = tr.doc.resolve(end).nodeAfter;
  if (!next?.isTextblock) tr.insert(end, tr.doc.type.schema.nodes.paragraph.create());
  tr.setSelection(TextSelection.create(tr.doc, end + 1));
}
