// A table with a caption: results and scores, or anything in rows. What is stored is plain: rows, cells, paragraphs.
import {
  Extension, Node, Table as LibraryTable, TableCell as LibraryCell, TableHeader as LibraryHeader, TableRow as LibraryRow, crel,
} from "django-prose-editor/editor";
import { cardFrame } from "./card_frame.js";
import { hint, outside } from "./captions.js";
import { inStory, kept, leave, place, selectNode, setAttributes } from "./placing.js";

const { gettext = (text) => text } = window;
const RESULTS = gettext("Results: numbers under each other");

const inFigure = (element) => element.closest("figure[data-table]") !== null;

// Where the table with the cursor begins, or null.
function tableAt({ state }) {
  const { $from, node, from } = state.selection;
  if (node?.type.name === "tableFigure") return from;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.name === "tableFigure") return $from.before(depth);
  return null;
}

const cell = (type, columns) => Array.from({ length: columns }, () => ({ type, content: [{ type: "paragraph" }] }));
const row = (type, columns) => ({ type: "tableRow", content: cell(type, columns) });
const fresh = (rows, columns) => ({
  type: "tableFigure",
  attrs: { kind: "plain" },
  content: [
    { type: "tableCaption" },
    { type: "table", content: [row("tableHeader", columns), ...Array.from({ length: rows - 1 }, () => row("tableCell", columns))] },
  ],
});

const TableCaption = Node.create({
  name: "tableCaption",
  content: "inline*",
  isolating: true,
  addAttributes() {
    return { lang: { default: null } };
  },
  parseHTML() {
    return [{ tag: "figcaption", priority: 100, getAttrs: (element) => inFigure(element) && null }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["figcaption", HTMLAttributes, 0];
  },
  addNodeView() {
    return ({ node }) => {
      const dom = crel("figcaption", { lang: node.attrs.lang ?? "" });
      hint(dom, gettext("What the table shows"));
      return { dom, contentDOM: dom, ignoreMutation: outside(dom) };
    };
  },
});

const TableKeys = Extension.create({
  name: "tableKeys",
  priority: 200,
  addKeyboardShortcuts() {
    const inTheCaption = ({ state }) => state.selection.$from.parent.type.name === "tableCaption" && state.selection.empty;
    return {
      "Mod-Enter": ({ editor }) => leave(editor.view, "tableFigure"),
      // From the caption into the first cell.
      "Enter": ({ editor }) => inTheCaption(editor) && editor.commands.setTextSelection(editor.state.selection.$from.after() + 4),
      "Backspace": ({ editor }) => {
        if (!inTheCaption(editor) || editor.state.selection.$from.parentOffset) return false;
        selectNode(editor, tableAt(editor));
        return true;
      },
    };
  },
});

// What the menu "Table" offers while the cursor is in one.
function acts(buttons, menu) {
  const define = (name, icon, label, command, more = {}) => menu.defineItem({
    name: `table:${name}`,
    groups: "table",
    icon,
    button: buttons.material(icon, label),
    hidden: (editor) => tableAt(editor) === null,
    enabled: (editor) => editor.can()[command]?.() ?? true,
    command: (editor) => editor.chain().focus()[command]().run(),
    ...more,
  });
  define("addRowBefore", "arrow_upward", gettext("Row above"), "addRowBefore", { priority: 190 });
  define("addRowAfter", "arrow_downward", gettext("Row below"), "addRowAfter", { priority: 189 });
  define("addColumnBefore", "arrow_back", gettext("Column before"), "addColumnBefore", { priority: 188 });
  define("addColumnAfter", "arrow_forward", gettext("Column after"), "addColumnAfter", { priority: 187 });
  define("deleteRow", "remove", gettext("Remove the row"), "deleteRow", { priority: 186 });
  define("deleteColumn", "remove", gettext("Remove the column"), "deleteColumn", { priority: 185 });
  define("mergeCells", "call_merge", gettext("Merge cells"), "mergeCells", { priority: 184 });
  define("splitCell", "call_split", gettext("Split cell"), "splitCell", { priority: 183 });
  define("headerRow", "table_rows", gettext("First row as heading"), "toggleHeaderRow", { priority: 182 });
  define("headerColumn", "view_week", gettext("First column as heading"), "toggleHeaderColumn", { priority: 181 });
  define("results", "leaderboard", RESULTS, "", {
    priority: 180,
    toggles: true,
    active: (editor) => tableAt(editor) !== null && editor.state.doc.nodeAt(tableAt(editor)).attrs.kind === "results",
    command: (editor) => toggleKind(editor, tableAt(editor)),
  });
  define("deleteTable", "delete", gettext("Remove the table"), "deleteTable", { priority: 179 });
}

function toggleKind(editor, at) {
  setAttributes(editor, at, { kind: editor.state.doc.nodeAt(at).attrs.kind === "results" ? "plain" : "results" });
  editor.view.focus();
}

export const TableFigure = Node.create({
  name: "tableFigure",
  group: "placed",
  content: "tableCaption table",
  isolating: true,
  draggable: true,
  addAttributes() {
    return { kind: { ...kept((element) => element.getAttribute("data-table")), default: "plain" } };
  },
  parseHTML() {
    return [{ tag: "figure[data-table]", priority: 100 }];
  },
  renderHTML({ node }) {
    return ["figure", { "data-table": node.attrs.kind === "results" ? "results" : "plain" }, 0];
  },
  addNodeView() {
    return ({ node: first, editor, getPos }) => {
      const { dom, equip, stopEvent } = cardFrame({ editor, getPos, className: "table-figure", name: gettext("Table") });
      const contentDOM = crel("div", { className: "table-scroll" });
      dom.append(contentDOM);
      const update = (node) => {
        if (node.type !== first.type) return false;
        const results = node.attrs.kind === "results";
        dom.dataset.kind = node.attrs.kind;
        equip([{ name: "kind", icon: "leaderboard", label: RESULTS, pressed: results, run: () => toggleKind(editor, getPos()) }]);
        return true;
      };
      update(first);
      return { dom, contentDOM, update, stopEvent, ignoreMutation: outside(contentDOM) };
    };
  },
  addExtensions() {
    return [TableCaption, TableKeys];
  },
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "table",
      groups: "insert",
      priority: 70,
      icon: "table_chart",
      button: buttons.material("table_chart", gettext("Table")),
      hidden: () => !inStory(),
      command: (editor) => place(editor, fresh(3, 3), { fill: true }),
    });
    acts(buttons, menu);
  },
});

// The library's own table, without widths, wrapper and style: what it holds is what is stored.
export const Table = LibraryTable.extend({
  group: "",
  addNodeView: null,
  addMenuItems: null,
  parseHTML() {
    return [{ tag: "table", priority: 80 }];
  },
  renderHTML() {
    return ["table", ["tbody", 0]];
  },
  addCommands() {
    const deleteTable = () => ({ tr, dispatch }) => {
      const at = tableAt({ state: tr });
      if (at !== null && dispatch) tr.delete(at, at + tr.doc.nodeAt(at).nodeSize);
      return at !== null;
    };
    return { ...this.parent?.(), deleteTable };
  },
});

const spans = () => ({ colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null, rendered: false } });
const plainCell = (Cell, tag) => Cell.extend({
  content: "paragraph+",
  addAttributes: spans,
  renderHTML({ node }) {
    const { colspan, rowspan } = node.attrs;
    return [tag, { ...(colspan > 1 && { colspan }), ...(rowspan > 1 && { rowspan }) }, 0];
  },
});
export const TableCell = plainCell(LibraryCell, "td");
export const TableHeader = plainCell(LibraryHeader, "th");
export const TableRow = LibraryRow.extend({ renderHTML: () => ["tr", 0] });
