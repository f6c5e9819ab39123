// Places in the text that something is going to happen to: they move along while one goes on writing.
import { Plugin, pm } from "django-prose-editor/editor";

const { Fragment, Slice } = pm.model;
const { PluginKey, TextSelection } = pm.state;

const key = new PluginKey("pastedPlaces");
let last = 0;

// What stands between `from` and `to`, paragraph by paragraph and line by line.
export function wordsBetween(doc, from, to) {
  return doc.textBetween(from, Math.min(to, doc.content.size), "\n\n", (leaf) => (leaf.type.name === "hardBreak" ? "\n" : ""));
}

function moved(place, mapping) {
  const from = mapping.mapResult(place.from, 1);
  const to = mapping.mapResult(place.to, -1);
  return from.pos < to.pos ? { ...place, from: from.pos, to: to.pos } : null;
}

export const placesPlugin = () => new Plugin({
  key,
  state: {
    init: () => [],
    apply(tr, places) {
      const kept = tr.docChanged ? places.map((place) => moved(place, tr.mapping)).filter(Boolean) : places;
      const { add = [], drop } = tr.getMeta(key) ?? {};
      const left = drop ? kept.filter((place) => !drop.has(place.key)) : kept;
      return add.length ? [...left, ...add] : left;
    },
  },
});

// Marks stretches in the transaction that makes them, or on their own; each gets a key. Their words are remembered.
export function mark(tr, stretches) {
  const add = stretches.map((one) => ({ ...one, key: ++last, words: wordsBetween(tr.doc, one.from, one.to) }));
  const before = tr.getMeta(key) ?? {};
  tr.setMeta(key, { ...before, add: [...(before.add ?? []), ...add] });
  return add.map((place) => place.key);
}

// Where the marked stretches are now, in order, whatever has become of their words.
export function where(state, keys) {
  const wanted = new Set(keys);
  return key.getState(state).filter((place) => wanted.has(place.key)).sort((one, other) => one.from - other.from);
}

// The same, without those whose words were changed.
export const find = (state, keys) => where(state, keys)
  .filter((place) => wordsBetween(state.doc, place.from, place.to) === place.words);

export const unmark = (tr, keys) => tr.setMeta(key, { ...tr.getMeta(key), drop: new Set(keys) });

// As a step of undo of its own: neither what was typed before nor the next key belongs to it.
export function dispatchStep(view, tr) {
  view.dispatch(tr.docChanged ? pm.history.closeHistory(tr) : tr);
  if (tr.docChanged) view.dispatch(pm.history.closeHistory(view.state.tr));
}

const isBreak = (node) => node?.type.name === "hardBreak";

// From where to where a stretch of whole lines has to be cut for a card: no line break and no empty paragraph is left.
function cut(doc, from, to) {
  const $from = doc.resolve(from);
  const $to = doc.resolve(to);
  if ($from.depth === 0) return { start: from, end: to, left: null, right: null };
  const first = /^\s*$/.test($from.parent.textBetween(0, $from.parentOffset, "", "\n"));
  const done = /^\s*$/.test($to.parent.textBetween($to.parentOffset, $to.parent.content.size, "", "\n"));
  return {
    start: first ? $from.before(1) : from - Number(isBreak($from.nodeBefore)),
    end: done ? $to.after(1) : to + Number(isBreak($to.nodeAfter)),
    left: first ? null : $from.parent.copy(Fragment.empty),
    right: done ? null : $to.parent.copy(Fragment.empty),
  };
}

// Cards stand between the paragraphs of the story, and nowhere else.
export const mayHoldCard = (doc, from, to) => doc.resolve(from).depth <= 1 && doc.resolve(to).depth <= 1;

// A stretch gives way to a node; answers where the node ends.
export function putNode(tr, from, to, node) {
  const { start, end, left, right } = cut(tr.doc, from, to);
  const nodes = [left, node, right].filter(Boolean);
  tr.replace(start, end, new Slice(Fragment.from(nodes), left ? 1 : 0, right ? 1 : 0));
  return start + (left ? 1 : 0) + node.nodeSize;
}

// As one step of undo, nodes take the places of marked stretches. `nodes` maps keys to nodes; whoever stood at a place
// stands after what took it. Empty paragraphs at the places `clear` go. Answers which keys were still there.
export function putNodes(view, nodes, { before = (tr) => tr, clear = [] } = {}) {
  // Where the cursor has just gone, the editor may not know yet.
  view.domObserver?.flush?.();
  const { state } = view;
  const fits = (place) => !nodes.has(place.key) || mayHoldCard(state.doc, place.from, place.to);
  const places = find(state, [...nodes.keys(), ...clear]).filter(fits);
  const tr = before(state.tr);
  const { head } = state.selection;
  for (const place of places.toReversed()) {
    const from = tr.mapping.map(place.from, 1);
    const to = tr.mapping.map(place.to, -1);
    if (!nodes.has(place.key)) {
      takeEmpty(tr, from);
      continue;
    }
    const end = putNode(tr, from, to, nodes.get(place.key));
    if (head >= place.from - 1 && head <= place.to + 1) writeOn(tr, end);
  }
  unmark(tr, [...nodes.keys(), ...clear]);
  dispatchStep(view, tr.scrollIntoView());
  return places.map((place) => place.key);
}

function takeEmpty(tr, at) {
  const node = tr.doc.nodeAt(at);
  if (node?.isTextblock && !node.content.size && tr.doc.resolve(at).parent.childCount > 1) tr.delete(at, at + node.nodeSize);
}

function writeOn(tr, end) {
  const next = tr.doc.resolve(end).nodeAfter;
  if (!next?.isTextblock) tr.insert(end, tr.doc.type.schema.nodes.paragraph.create());
  tr.setSelection(TextSelection.create(tr.doc, end + 1));
}
