// Boxes of text beside the story's own: a pull quote and a fact box.
import { Extension, Node, Plugin, pm } from "django-prose-editor/editor";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { cardFrame, ignoreOutside, setPlaceholder } from "./cards.js";
import { inStory, insertNode, leaveNode } from "./insertion.js";

const { TextSelection } = pm.state;
const BOXES = new Set(["pullQuote", "factBox"]);
// Headings in a box rank below the story's sub-headings.
const BOX_HEADING = 3;

/**
 * Return the depth of the box with the cursor; 0 if there is none.
 *
 * @param {PMSelection} selection
 */
function boxDepth({ $from, empty }) {
  if (!empty) return 0;
  for (let depth = $from.depth - 1; depth > 0; depth--) if (BOXES.has($from.node(depth).type.name)) return depth;
  return 0;
}

/**
 * Remove a box and keep its text; an empty box leaves an empty paragraph.
 *
 * @param {EditorView} view
 * @param {number | undefined} at
 */
function unwrap(view, at) {
  const { state } = view;
  const box = at === undefined ? null : state.doc.nodeAt(at);
  if (at === undefined || !box) return;
  const cursor = Math.max(state.selection.from - 1, at);
  const content = box.textContent ? box.content : state.schema.nodes.paragraph.create();
  const tr = state.tr.replaceWith(at, at + box.nodeSize, content);
  view.dispatch(pm.history.closeHistory(tr.setSelection(TextSelection.near(tr.doc.resolve(cursor)))).scrollIntoView());
  view.focus();
}

/**
 * Backspace at the very beginning of a box removes the box.
 *
 * @param {{ editor: Editor }} props
 */
function unwrapAtStart({ editor }) {
  const { selection } = editor.state;
  const depth = boxDepth(selection);
  if (!depth || selection.from !== selection.$from.start(depth) + 1) return false;
  unwrap(editor.view, selection.$from.before(depth));
  return true;
}

/**
 * Enter on an empty last paragraph goes on after the box.
 *
 * @param {{ editor: Editor }} props
 */
function leaveFromEmptyParagraph({ editor }) {
  const { state, view } = editor;
  const { $from } = state.selection;
  const depth = boxDepth(state.selection);
  const isLast = depth > 0 && depth === $from.depth - 1 && $from.indexAfter(depth) === $from.node(depth).childCount;
  if (!isLast || $from.parent.content.size || $from.node(depth).childCount === 1) return false;
  view.dispatch(state.tr.delete($from.before(), $from.after()));
  return leaveNode(view, $from.node(depth).type.name);
}

/** @param {{ editor: Editor }} props */
function leaveBox({ editor }) {
  const { selection } = editor.state;
  const depth = boxDepth(selection);
  return depth > 0 && leaveNode(editor.view, selection.$from.node(depth).type.name);
}

const BoxKeys = Extension.create({
  name: "boxes",
  priority: 200,
  addKeyboardShortcuts() {
    return { "Backspace": unwrapAtStart, "Enter": leaveFromEmptyParagraph, "Mod-Enter": leaveBox };
  },
  addProseMirrorPlugins() {
    return [new Plugin({
      appendTransaction(transactions, _before, state) {
        if (!transactions.some((transaction) => transaction.docChanged)) return null;
        const { tr } = state;
        state.doc.forEach((block, at) => {
          if (block.type.name !== "factBox") return;
          block.forEach((node, offset) => {
            if (node.type.name !== "heading" || node.attrs.level === BOX_HEADING) return;
            tr.setNodeMarkup(at + 1 + offset, null, { ...node.attrs, level: BOX_HEADING });
          });
        });
        return tr.docChanged ? tr : null;
      },
    })];
  },
});

/**
 * Define a box. `kind` is its `data-aside`, `placeholder` stands in it while it is empty, `initial` is what a new one
 * holds.
 *
 * @param {{ name: string, kind: string, content: string, icon: string, label: string, placeholder: string,
 *   initial: object[], priority: number }} options
 */
function defineBox({ name, kind, content, icon, label, placeholder, initial, priority }) {
  return Node.create({
    name,
    group: "placed",
    content,
    defining: true,
    isolating: true,
    draggable: true,
    parseHTML() {
      return [{ tag: `aside[data-aside="${kind}"]`, priority: 100 }];
    },
    renderHTML() {
      return ["aside", { "data-aside": kind }, 0];
    },
    addNodeView() {
      return ({ editor, getPos }) => {
        const { dom, stopEvent } = cardFrame({
          editor, getPos, tag: "aside", className: `box ${kind}`, name: label, actions: [{
            name: "unwrap", icon: "notes", label: gettext("Back to plain text"), run: () => unwrap(editor.view, getPos()),
          }],
        });
        const contentDOM = create("div", { className: "box-words" });
        setPlaceholder(contentDOM, placeholder);
        dom.append(create("span", { className: "box-kind", contentEditable: "false", textContent: label }), contentDOM);
        return { dom, contentDOM, stopEvent, ignoreMutation: ignoreOutside(contentDOM) };
      };
    },
    addMenuItems({ buttons, menu }) {
      menu.defineItem({
        name,
        groups: "insert",
        priority,
        icon,
        button: buttons.material(icon, label),
        hidden: () => !inStory(),
        active: (editor) => editor.isActive(name),
        command: (editor) => insertNode(editor, { type: name, content: initial }, { fill: true }),
      });
    },
    addExtensions() {
      return name === "pullQuote" ? [BoxKeys] : [];
    },
  });
}

export const PullQuote = defineBox({
  name: "pullQuote", kind: "pull-quote", content: "paragraph+", icon: "format_quote", priority: 60,
  label: gettext("Pull quote"), placeholder: gettext("A sentence worth setting large"), initial: [{ type: "paragraph" }],
});

export const FactBox = defineBox({
  name: "factBox", kind: "fact-box", content: "(paragraph|heading|bulletList|orderedList)+", icon: "fact_check", priority: 50,
  label: gettext("Fact box"), placeholder: gettext("Heading of the box"),
  initial: [{ type: "heading", attrs: { level: BOX_HEADING } }],
});
