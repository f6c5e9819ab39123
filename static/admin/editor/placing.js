// How cards and boxes get into a text, and how one writes on beside them.
import { Document as PlainDocument, Extension, Plugin, pm } from "django-prose-editor/editor";
import { putNode } from "./paste-places.js";

const { NodeSelection, TextSelection } = pm.state;

// Only stories have posts, pictures and boxes in their text; other forms use the same editor.
export const inStory = () => document.getElementById("article_form") !== null;

// Cards and boxes stand between paragraphs, never in a list, a quotation or a table.
export const Document = PlainDocument.extend({ content: "(block|placed)+" });

const isPlaced = (node) => node?.type.spec.group === "placed";

// Where a card goes: into an empty paragraph's place, or beside or into the paragraph with the cursor. What is selected stays.
function gap(tr) {
  const { $to } = tr.selection;
  if ($to.depth === 0) return [$to.pos, $to.pos];
  if ($to.depth > 1 || isPlaced($to.parent)) return [$to.after(1), $to.after(1)];
  if ($to.parent.content.size === 0) return [$to.before(), $to.after()];
  if ($to.parentOffset === 0) return [$to.before(), $to.before()];
  if ($to.parentOffset < $to.parent.content.size) tr.split($to.pos);
  const end = tr.doc.resolve($to.pos).after();
  return [end, end];
}

// The cursor goes into the text after `end`; there is a paragraph if there was none.
function writeOn(tr, end, schema) {
  const next = tr.doc.resolve(end).nodeAfter;
  if (!next?.isTextblock || isPlaced(next)) tr.insert(end, schema.nodes.paragraph.create());
  return tr.setSelection(TextSelection.create(tr.doc, end + 1));
}

// Puts a node in as one step of undo. The cursor stands after it, or in it where it is to be filled in.
export function place(editor, node, { fill = false } = {}) {
  const { tr, schema } = editor.state;
  const made = schema.nodeFromJSON(node);
  const [from, to] = gap(tr);
  tr.replaceWith(from, to, made);
  const after = from + made.nodeSize;
  if (fill) tr.setSelection(TextSelection.near(tr.doc.resolve(from + 1)));
  else writeOn(tr, after, schema);
  editor.view.dispatch(pm.history.closeHistory(tr).scrollIntoView());
  editor.view.focus();
}

// The stretch from `from` to `to` gives way to a node, as one step of undo.
export function replaceStretch(editor, from, to, node) {
  const { tr, schema } = editor.state;
  const end = putNode(tr, from, to, schema.nodeFromJSON(node));
  editor.view.dispatch(pm.history.closeHistory(writeOn(tr, end, schema).scrollIntoView()));
  editor.view.focus();
}

// Whoever leaves a box writes on after it.
export function leave(view, name) {
  const { $to } = view.state.selection;
  for (let depth = $to.depth; depth > 0; depth--) {
    if ($to.node(depth).type.name !== name) continue;
    view.dispatch(writeOn(view.state.tr, $to.after(depth), view.state.schema).scrollIntoView());
    return true;
  }
  return false;
}

const selectedCard = ({ selection }) => (isPlaced(selection.node) ? selection : null);

// What is typed or pasted while a card is selected would take its place: it goes after it.
function stepAside(view) {
  const card = selectedCard(view.state);
  if (card) view.dispatch(writeOn(view.state.tr, card.to, view.state.schema));
  return false;
}

const isCommand = (event) => event.metaKey || (event.ctrlKey && !event.getModifierState("AltGraph"));
const isLetter = (event) => event.keyCode === 229 || (event.key.length === 1 && !isCommand(event));

// Some input methods press no key.
function typeAside(view, event) {
  if (event.inputType !== "insertText" || !event.data || !selectedCard(view.state)) return false;
  event.preventDefault();
  stepAside(view);
  view.dispatch(view.state.tr.insertText(event.data));
  return true;
}

// Two clicks that the editor counts as one double click may be two single ones for the browser (people set the time between
// them). It would then take the selection away from the card, and the next key would go somewhere else.
function keepSelected(view, _pos, node, at, _event, direct) {
  if (!direct || !isPlaced(node) || !node.isAtom) return false;
  view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, at)));
  return true;
}

// Tab leads from a selected card to its buttons.
function toButtons(view) {
  const card = selectedCard(view.state);
  const button = card && view.nodeDOM(card.from)?.querySelector(".card-acts button:not([hidden])");
  button?.focus();
  return Boolean(button);
}

// Backspace and Delete beside a card select it; only the next stroke takes it out.
function toCard({ view, state }, forward) {
  const { $head, empty } = state.selection;
  const edge = forward ? $head.parent.content.size : 0;
  if (!empty || $head.depth !== 1 || $head.parentOffset !== edge) return false;
  const at = forward ? $head.after() : $head.before();
  const card = forward ? state.doc.resolve(at).nodeAfter : state.doc.resolve(at).nodeBefore;
  if (!isPlaced(card)) return false;
  const start = forward ? at : at - card.nodeSize;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, start)).scrollIntoView());
  return true;
}

export const Placing = Extension.create({
  name: "placing",
  // Before a list or a table takes the key.
  priority: 1000,
  addKeyboardShortcuts() {
    return {
      Tab: ({ editor }) => toButtons(editor.view),
      Backspace: ({ editor }) => toCard(editor, false),
      Delete: ({ editor }) => toCard(editor, true),
    };
  },
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        handleDoubleClickOn: keepSelected,
        handleTripleClickOn: keepSelected,
        handleDOMEvents: {
          keydown: (view, event) => event.target === view.dom && isLetter(event) && stepAside(view),
          beforeinput: typeAside,
          compositionstart: stepAside,
          paste: (view, event) => event.target === view.dom && stepAside(view),
        },
      },
      // A card that was pasted stays selected: the cursor goes after it.
      appendTransaction(transactions, _before, state) {
        const card = selectedCard(state);
        if (!card || !transactions.some((one) => one.getMeta("paste"))) return null;
        return writeOn(state.tr, card.to, state.schema);
      },
    })];
  },
});

export function selectNode(editor, at) {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, at)));
  view.focus();
}

export function removeNode(editor, at) {
  const { state, view } = editor;
  const node = state.doc.nodeAt(at);
  const tr = state.tr.delete(at, at + node.nodeSize);
  view.dispatch(pm.history.closeHistory(tr.setSelection(TextSelection.near(tr.doc.resolve(at)))));
  view.focus();
}

export function setAttributes(editor, at, attributes) {
  const { state, view } = editor;
  const { selection } = state;
  const tr = state.tr.setNodeMarkup(at, null, { ...state.doc.nodeAt(at).attrs, ...attributes });
  if (selection.node && selection.from === at) tr.setSelection(NodeSelection.create(tr.doc, at));
  view.dispatch(pm.history.closeHistory(tr));
}

// An attribute that `renderHTML` of the node writes itself.
export const kept = (parseHTML) => ({ default: null, parseHTML, renderHTML: () => ({}) });
