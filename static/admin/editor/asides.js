// Boxes of text beside the story's own: a pull quote and a fact box.
import { Extension, Node, Plugin, crel, pm } from "django-prose-editor/editor";
import { cardFrame } from "./card_frame.js";
import { hint, outside } from "./captions.js";
import { inStory, leave, place } from "./placing.js";

const { gettext = (text) => text } = window;
const { TextSelection } = pm.state;
const BOXES = new Set(["pullQuote", "factBox"]);

// The box with the cursor: its depth, or 0.
function boxDepth({ $from, empty }) {
  if (!empty) return 0;
  for (let depth = $from.depth - 1; depth > 0; depth--) if (BOXES.has($from.node(depth).type.name)) return depth;
  return 0;
}

// The box goes, its words stay; an empty one leaves an empty paragraph.
function unwrap(view, at) {
  const { state } = view;
  const node = state.doc.nodeAt(at);
  const offset = Math.max(state.selection.from - 1, at);
  const inside = node.textContent ? node.content : state.schema.nodes.paragraph.create();
  const tr = state.tr.replaceWith(at, at + node.nodeSize, inside);
  view.dispatch(pm.history.closeHistory(tr.setSelection(TextSelection.near(tr.doc.resolve(offset)))).scrollIntoView());
  view.focus();
}

// From the very beginning of a box it takes the box away.
function backspace({ editor }) {
  const { selection } = editor.state;
  const depth = boxDepth(selection);
  if (!depth || selection.from !== selection.$from.start(depth) + 1) return false;
  unwrap(editor.view, selection.$from.before(depth));
  return true;
}

// An empty last line leads out of the box.
function enter({ editor }) {
  const { state, view } = editor;
  const { $from } = state.selection;
  const depth = boxDepth(state.selection);
  const last = depth && depth === $from.depth - 1 && $from.indexAfter(depth) === $from.node(depth).childCount;
  if (!last || $from.parent.content.size || $from.node(depth).childCount === 1) return false;
  view.dispatch(state.tr.delete($from.before(), $from.after()));
  return leave(view, $from.node(depth).type.name);
}

const out = ({ editor }) => {
  const depth = boxDepth(editor.state.selection);
  return depth > 0 && leave(editor.view, editor.state.selection.$from.node(depth).type.name);
};

const Boxes = Extension.create({
  name: "boxes",
  priority: 200,
  addKeyboardShortcuts() {
    return { "Backspace": backspace, "Enter": enter, "Mod-Enter": out };
  },
  addProseMirrorPlugins() {
    // Headings in a box stand below the story's sub-headings.
    return [new Plugin({
      appendTransaction(transactions, _before, state) {
        if (!transactions.some((one) => one.docChanged)) return null;
        const { tr } = state;
        state.doc.forEach((block, at) => {
          if (block.type.name !== "factBox") return;
          block.forEach((node, inside) => {
            const wrong = node.type.name === "heading" && node.attrs.level !== 3;
            if (wrong) tr.setNodeMarkup(at + 1 + inside, null, { ...node.attrs, level: 3 });
          });
        });
        return tr.docChanged ? tr : null;
      },
    })];
  },
});

function box({ name, kind, content, icon, label, empty, fresh, priority }) {
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
          editor, getPos, tag: "aside", className: `box ${kind}`, name: label,
          acts: [{ name: "unwrap", icon: "notes", label: gettext("Back to plain text"), run: () => unwrap(editor.view, getPos()) }],
        });
        const contentDOM = crel("div", { className: "box-words" });
        hint(contentDOM, empty);
        dom.append(crel("span", { className: "box-kind", contentEditable: "false", textContent: label }), contentDOM);
        return { dom, contentDOM, stopEvent, ignoreMutation: outside(contentDOM) };
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
        command: (editor) => place(editor, { type: name, content: fresh }, { fill: true }),
      });
    },
    addExtensions() {
      return name === "pullQuote" ? [Boxes] : [];
    },
  });
}

export const PullQuote = box({
  name: "pullQuote", kind: "pull-quote", content: "paragraph+", icon: "format_quote", priority: 60, label: gettext("Pull quote"),
  empty: gettext("A sentence worth setting large"), fresh: [{ type: "paragraph" }],
});

export const FactBox = box({
  name: "factBox", kind: "fact-box", content: "(paragraph|heading|bulletList|orderedList)+", icon: "fact_check", priority: 50,
  label: gettext("Fact box"), empty: gettext("Heading of the box"),
  fresh: [{ type: "heading", attrs: { level: 3 } }],
});
