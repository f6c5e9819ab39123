// A table with a caption: results and scores, or anything in rows. What is stored is plain: rows, cells, paragraphs.
import {
  Extension, Node, Table as LibraryTable, TableCell as LibraryCell, TableHeader as LibraryHeader,
  TableRow as LibraryRow, pm,
} from "django-prose-editor/editor";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { cardFrame, ignoreOutside, setPlaceholder } from "./cards.js";
import { attribute, inStory, insertNode, leaveNode, selectNode, setAttributes } from "./insertion.js";
import { languageAttributes } from "./language.js";

const RESULTS = gettext("Results: numbers under each other");

/**
 * Return the position of the table with the cursor, or of the selected one.
 *
 * @param {{ selection: PMSelection }} state
 * @returns {number | null}
 */
function tableAt({ selection }) {
  const { $from, from } = selection;
  if (selection instanceof pm.state.NodeSelection && selection.node.type.name === "tableFigure") return from;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type.name === "tableFigure") return $from.before(depth);
  return null;
}

/**
 * @param {"tableHeader" | "tableCell"} type
 * @param {number} columns
 */
const rowJSON = (type, columns) => ({
  type: "tableRow", content: Array.from({ length: columns }, () => ({ type, content: [{ type: "paragraph" }] })),
});

/**
 * @param {number} rows the first of them headers
 * @param {number} columns
 */
const tableJSON = (rows, columns) => ({
  type: "tableFigure",
  attrs: { kind: "plain" },
  content: [
    { type: "tableCaption" },
    { type: "table", content: Array.from({ length: rows }, (_, row) => rowJSON(row ? "tableCell" : "tableHeader", columns)) },
  ],
});

const TableCaption = Node.create({
  name: "tableCaption",
  content: "inline*",
  isolating: true,
  addAttributes() {
    return languageAttributes();
  },
  parseHTML() {
    const isTable = (/** @type {Element} */ caption) => caption.closest("figure[data-table]") !== null;
    return [{ tag: "figcaption", priority: 100, getAttrs: (caption) => (isTable(caption) ? null : false) }];
  },
  renderHTML({ HTMLAttributes }) {
    return ["figcaption", HTMLAttributes, 0];
  },
  addNodeView() {
    return ({ node }) => {
      const dom = create("figcaption", { lang: node.attrs.lang ?? "", dir: node.attrs.dir ?? "" });
      setPlaceholder(dom, gettext("What the table shows"));
      return { dom, contentDOM: dom, ignoreMutation: ignoreOutside(dom) };
    };
  },
});

/** @param {EditorState} state */
const inCaption = ({ selection }) => selection.$from.parent.type.name === "tableCaption" && selection.empty;

const TableKeys = Extension.create({
  name: "tableKeys",
  priority: 200,
  addKeyboardShortcuts() {
    return {
      "Mod-Enter": ({ editor }) => leaveNode(editor.view, "tableFigure"),
      // From the caption into the first cell: past the ends and beginnings of caption, table, row and cell.
      "Enter": ({ editor }) => inCaption(editor.state)
        && editor.commands.setTextSelection(editor.state.selection.$from.after() + 4),
      "Backspace": ({ editor }) => {
        if (!inCaption(editor.state) || editor.state.selection.$from.parentOffset) return false;
        selectNode(editor, tableAt(editor.state) ?? undefined);
        return true;
      },
    };
  },
});

/**
 * Define the items of the "Table" menu, which the toolbar shows while the cursor is in a table.
 *
 * @param {MenuButtons} buttons
 * @param {MenuRegistry} menu
 */
function defineTableMenu(buttons, menu) {
  let priority = 190;
  const define = (/** @type {string} */ name, /** @type {string} */ icon, /** @type {string} */ label,
    /** @type {Partial<MenuItem>} */ item) => menu.defineItem({
    name: `table:${name}`,
    groups: "table",
    priority: priority--,
    icon,
    button: buttons.material(icon, label),
    hidden: ({ state }) => tableAt(state) === null,
    ...item,
  });
  const command = (/** @type {string} */ name) => ({
    enabled: (/** @type {any} */ editor) => editor.can()[name]?.() ?? true,
    command: (/** @type {any} */ editor) => editor.chain().focus()[name]().run(),
  });
  define("addRowBefore", "arrow_upward", gettext("Row above"), command("addRowBefore"));
  define("addRowAfter", "arrow_downward", gettext("Row below"), command("addRowAfter"));
  define("addColumnBefore", "arrow_back", gettext("Column before"), command("addColumnBefore"));
  define("addColumnAfter", "arrow_forward", gettext("Column after"), command("addColumnAfter"));
  define("deleteRow", "remove", gettext("Remove the row"), command("deleteRow"));
  define("deleteColumn", "remove", gettext("Remove the column"), command("deleteColumn"));
  define("mergeCells", "call_merge", gettext("Merge cells"), command("mergeCells"));
  define("splitCell", "call_split", gettext("Split cell"), command("splitCell"));
  define("headerRow", "table_rows", gettext("First row as heading"), command("toggleHeaderRow"));
  define("headerColumn", "view_week", gettext("First column as heading"), command("toggleHeaderColumn"));
  define("results", "leaderboard", RESULTS, {
    toggles: true,
    active: ({ state }) => kindAt(state, tableAt(state)) === "results",
    command: (editor) => toggleKind(editor, tableAt(editor.state)),
  });
  define("deleteTable", "delete", gettext("Remove the table"), command("deleteTable"));
}

/** @type {(state: EditorState, at: number | null | undefined) => string | undefined} */
const kindAt = (state, at) => (at == null ? undefined : state.doc.nodeAt(at)?.attrs.kind);

/**
 * @param {Editor} editor
 * @param {number | null | undefined} at
 */
function toggleKind(editor, at) {
  const kind = kindAt(editor.state, at) === "results" ? "plain" : "results";
  setAttributes(editor, at ?? undefined, { kind });
  editor.view.focus();
}

export const TableFigure = Node.create({
  name: "tableFigure",
  group: "placed",
  content: "tableCaption table",
  isolating: true,
  draggable: true,
  addAttributes() {
    return { kind: { ...attribute((figure) => figure.getAttribute("data-table")), default: "plain" } };
  },
  parseHTML() {
    return [{ tag: "figure[data-table]", priority: 100 }];
  },
  renderHTML({ node }) {
    return ["figure", { "data-table": node.attrs.kind === "results" ? "results" : "plain" }, 0];
  },
  addNodeView() {
    return ({ node, editor, getPos }) => {
      const { dom, setActions, stopEvent } = cardFrame({
        editor, getPos, className: "table-figure", name: gettext("Table"),
      });
      const contentDOM = create("div", { className: "table-scroll" });
      dom.append(contentDOM);
      const update = (/** @type {PMNode} */ next) => {
        if (next.type !== node.type) return false;
        const { kind } = next.attrs;
        dom.dataset.kind = kind;
        setActions([{
          name: "kind", icon: "leaderboard", label: RESULTS, pressed: kind === "results",
          run: () => toggleKind(editor, getPos()),
        }]);
        return true;
      };
      update(node);
      return { dom, contentDOM, update, stopEvent, ignoreMutation: ignoreOutside(contentDOM) };
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
      command: (editor) => insertNode(editor, tableJSON(3, 3), { fill: true }),
    });
    defineTableMenu(buttons, menu);
  },
});

/** The library's own table, without widths, wrapper and style: what it holds is what is stored. */
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
    /** @type {() => (props: { tr: Transaction, dispatch?: unknown }) => boolean} */
    const deleteTable = () => ({ tr, dispatch }) => {
      const at = tableAt(tr);
      const node = at === null ? null : tr.doc.nodeAt(at);
      if (at !== null && node && dispatch) tr.delete(at, at + node.nodeSize);
      return at !== null;
    };
    return { ...this.parent?.(), deleteTable };
  },
});

/**
 * A cell that stores its spans and nothing else.
 *
 * @param {any} Cell
 * @param {"td" | "th"} tag
 */
const plainCell = (Cell, tag) => Cell.extend({
  content: "paragraph+",
  addAttributes() {
    return { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null, rendered: false } };
  },
  renderHTML(/** @type {{ node: PMNode }} */ { node }) {
    const { colspan, rowspan } = node.attrs;
    return [tag, { ...(colspan > 1 && { colspan }), ...(rowspan > 1 && { rowspan }) }, 0];
  },
});
export const TableCell = plainCell(LibraryCell, "td");
export const TableHeader = plainCell(LibraryHeader, "th");
export const TableRow = LibraryRow.extend({ renderHTML: () => ["tr", 0] });
