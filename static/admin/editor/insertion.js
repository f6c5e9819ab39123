// How cards and boxes get into a text and out of it, and how one goes on writing beside them.
import { Document as LibraryDocument, Extension, Plugin, pm } from "django-prose-editor/editor";
import { dispatchStep, putNode } from "./paste/ranges.js";

const { NodeSelection, TextSelection } = pm.state;

/** Only stories have posts, pictures and boxes in their text; other forms use the same editor. */
export const inStory = () => document.getElementById("article_form") !== null;

/** Cards and boxes (group "placed") stand between paragraphs, never in a list, a quotation or a table. */
export const Document = LibraryDocument.extend({ content: "(block|placed)+" });

/** @param {PMNode | null | undefined} node */
const isCard = (node) => node?.type.spec.group === "placed";

/** @param {PMSelection} selection */
const selectedNode = (selection) => (selection instanceof NodeSelection ? selection.node : null);

/**
 * Return the range that a card replaces: an empty paragraph, or the gap before, after or (by splitting it) within the
 * paragraph with the cursor. Selected text stays.
 *
 * @param {Transaction} tr
 * @returns {[number, number]}
 */
function gapFor(tr) {
  const { $to } = tr.selection;
  if ($to.depth === 0) return [$to.pos, $to.pos];
  if ($to.depth > 1 || isCard($to.parent)) return [$to.after(1), $to.after(1)];
  if ($to.parent.content.size === 0) return [$to.before(), $to.after()];
  if ($to.parentOffset === 0) return [$to.before(), $to.before()];
  if ($to.parentOffset < $to.parent.content.size) tr.split($to.pos);
  const end = tr.doc.resolve($to.pos).after();
  return [end, end];
}

/**
 * Put the cursor into the paragraph after `end`, which is inserted if it is not there.
 *
 * @param {Transaction} tr
 * @param {number} end
 */
function continueAfter(tr, end) {
  const next = tr.doc.resolve(end).nodeAfter;
  if (!next?.isTextblock || isCard(next)) tr.insert(end, tr.doc.type.schema.nodes.paragraph.create());
  return tr.setSelection(TextSelection.create(tr.doc, end + 1));
}

/**
 * Insert nodes as one step of undo. The cursor goes after them, or into the first with `fill`.
 *
 * @param {Editor} editor
 * @param {object[]} jsons the nodes
 * @param {{ fill?: boolean }} [options]
 */
export function insertNodes(editor, jsons, { fill = false } = {}) {
  const { tr, schema } = editor.state;
  const nodes = pm.model.Fragment.from(jsons.map((json) => schema.nodeFromJSON(json)));
  const [from, to] = gapFor(tr);
  tr.replaceWith(from, to, nodes);
  if (fill) tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1)));
  else continueAfter(tr, from + nodes.size);
  dispatchStep(editor.view, tr.scrollIntoView());
  editor.view.focus();
}

/**
 * The same for one node.
 *
 * @param {Editor} editor
 * @param {object} json
 * @param {{ fill?: boolean }} [options]
 */
export const insertNode = (editor, json, options) => insertNodes(editor, [json], options);

/**
 * Replace a range of text by a node, as one step of undo.
 *
 * @param {Editor} editor
 * @param {number} from
 * @param {number} to
 * @param {object} json the node
 */
export function replaceRange(editor, from, to, json) {
  const { tr, schema } = editor.state;
  const end = putNode(tr, from, to, schema.nodeFromJSON(json));
  editor.view.dispatch(pm.history.closeHistory(continueAfter(tr, end).scrollIntoView()));
  editor.view.focus();
}

/**
 * Move the cursor out of the innermost node of that name, into the paragraph after it.
 *
 * @param {EditorView} view
 * @param {string} name
 * @returns {boolean} whether the cursor was in such a node
 */
export function leaveNode(view, name) {
  const { $to } = view.state.selection;
  for (let depth = $to.depth; depth > 0; depth--) {
    if ($to.node(depth).type.name !== name) continue;
    view.dispatch(continueAfter(view.state.tr, $to.after(depth)).scrollIntoView());
    return true;
  }
  return false;
}

/**
 * Select the node at a position. Nothing happens where the position is undefined: the node has gone.
 *
 * @param {Editor} editor
 * @param {number | undefined} at
 */
export function selectNode(editor, at) {
  if (at === undefined) return;
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, at)));
  view.focus();
}

/**
 * @param {Editor} editor
 * @param {number | undefined} at
 */
export function removeNode(editor, at) {
  const { state, view } = editor;
  const node = at === undefined ? null : state.doc.nodeAt(at);
  if (at === undefined || !node) return;
  const tr = state.tr.delete(at, at + node.nodeSize);
  view.dispatch(pm.history.closeHistory(tr.setSelection(TextSelection.near(tr.doc.resolve(at)))));
  view.focus();
}

/**
 * @param {Editor} editor
 * @param {number | undefined} at
 * @param {Record<string, unknown>} attributes
 */
export function setAttributes(editor, at, attributes) {
  const { state, view } = editor;
  const node = at === undefined ? null : state.doc.nodeAt(at);
  if (at === undefined || !node) return;
  const { selection } = state;
  const tr = state.tr.setNodeMarkup(at, null, { ...node.attrs, ...attributes });
  if (selectedNode(selection) && selection.from === at) tr.setSelection(NodeSelection.create(tr.doc, at));
  view.dispatch(pm.history.closeHistory(tr));
}

/**
 * Declare an attribute that the node's own `renderHTML` writes.
 *
 * @param {(element: HTMLElement) => unknown} parseHTML
 */
export const attribute = (parseHTML) => ({ default: null, parseHTML, renderHTML: () => ({}) });

/** @param {EditorState} state */
const selectedCard = ({ selection }) => (isCard(selectedNode(selection)) ? selection : null);

/**
 * Move the cursor off a selected card: what is typed or pasted would replace it.
 *
 * @param {EditorView} view
 */
function stepAside(view) {
  const card = selectedCard(view.state);
  if (card) view.dispatch(continueAfter(view.state.tr, card.to));
  return false;
}

/** @param {KeyboardEvent} event */
const isCommand = (event) => event.metaKey || (event.ctrlKey && !event.getModifierState("AltGraph"));
// Key code 229 is what browsers report for any key that an input method handles.
/** @param {KeyboardEvent} event */
const isLetter = (event) => event.keyCode === 229 || (event.key.length === 1 && !isCommand(event));

/**
 * Some input methods send text without any key: it goes beside a selected card too.
 *
 * @param {EditorView} view
 * @param {InputEvent} event
 */
function insertAside(view, event) {
  if (event.inputType !== "insertText" || !event.data || !selectedCard(view.state)) return false;
  event.preventDefault();
  stepAside(view);
  view.dispatch(view.state.tr.insertText(event.data));
  return true;
}

/**
 * Keep a card selected on a double click. Two clicks that the editor counts as a double click may be two single ones
 * for the browser (people set the time between them); it would then take the selection off the card, and the next key
 * would go elsewhere.
 *
 * @param {EditorView} view
 * @param {number} _position
 * @param {PMNode} node
 * @param {number} at
 * @param {MouseEvent} _event
 * @param {boolean} direct
 */
function keepSelected(view, _position, node, at, _event, direct) {
  if (!direct || !isCard(node) || !node.isAtom) return false;
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)));
  return true;
}

/**
 * Tab goes from a selected card to its buttons.
 *
 * @param {EditorView} view
 */
function focusButtons(view) {
  const card = selectedCard(view.state);
  const dom = card && view.nodeDOM(card.from);
  /** @type {HTMLElement | null} */
  const button = dom instanceof Element ? dom.querySelector(".card-acts button:not([hidden])") : null;
  button?.focus();
  return Boolean(button);
}

/**
 * Backspace and Delete beside a card select it; only the next stroke removes it.
 *
 * @param {Editor} editor
 * @param {boolean} forward
 */
function selectNeighbour({ view, state }, forward) {
  const { $head, empty } = state.selection;
  const edge = forward ? $head.parent.content.size : 0;
  if (!empty || $head.depth !== 1 || $head.parentOffset !== edge) return false;
  const at = forward ? $head.after() : $head.before();
  const card = forward ? state.doc.resolve(at).nodeAfter : state.doc.resolve(at).nodeBefore;
  if (!card || !isCard(card)) return false;
  const start = forward ? at : at - card.nodeSize;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, start)).scrollIntoView());
  return true;
}

/** Keyboard and mouse beside cards and on selected ones. */
export const CardSelection = Extension.create({
  name: "cardSelection",
  // Before a list or a table handles the key.
  priority: 1000,
  addKeyboardShortcuts() {
    return {
      Tab: ({ editor }) => focusButtons(editor.view),
      Backspace: ({ editor }) => selectNeighbour(editor, false),
      Delete: ({ editor }) => selectNeighbour(editor, true),
    };
  },
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        handleDoubleClickOn: keepSelected,
        handleTripleClickOn: keepSelected,
        handleDOMEvents: {
          keydown: (view, event) => event.target === view.dom && isLetter(event) && stepAside(view),
          beforeinput: insertAside,
          compositionstart: stepAside,
          paste: (view, event) => event.target === view.dom && stepAside(view),
        },
      },
      // A card that was pasted would stay selected, and the next key would replace it.
      appendTransaction(transactions, _before, state) {
        const card = selectedCard(state);
        if (!card || !transactions.some((transaction) => transaction.getMeta("paste"))) return null;
        return continueAfter(state.tr, card.to);
      },
    })];
  },
});
