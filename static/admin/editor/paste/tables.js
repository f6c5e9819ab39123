// Tables of any page become tables of the story, or running text if they only lay out the page.
import { NON_SPACE, isBlank, isEntry, rangeBetween, rename, unwrap } from "./elements.js";
import { foreign } from "./foreign-html.js";

const HOLDERS = "ul, ol, blockquote:not([data-paste])";

/**
 * Put the captions of each table where the story has them: on top, in the table. The caption of a figure is that of its
 * first table, if it stands right above or right below it.
 *
 * @param {HTMLElement} body
 */
export function raiseCaptions(body) {
  for (const table of body.querySelectorAll("table")) {
    table.prepend(...[...table.children].filter(({ localName }) => localName === "caption"));
  }
  for (const figure of body.querySelectorAll("figure")) {
    const table = figure.querySelector("table");
    if (!table || table.closest("figure") !== figure || isLayoutTable(table)) continue;
    const captions = [...figure.querySelectorAll("figcaption")].filter((caption) => !table.contains(caption));
    const above = captions.find((caption) => isBefore(caption, table));
    const below = captions.find((caption) => isBefore(table, caption));
    const isAbove = above !== undefined && isGapBlank(above, table);
    const caption = isAbove ? above : below;
    if (!caption || (!isAbove && (table.caption || !isGapBlank(table, caption)))) continue;
    const own = document.createElement("caption");
    table.prepend(own);
    own.append(caption);
  }
}

/**
 * @param {Node} one
 * @param {Node} other
 */
const isBefore = (one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/**
 * @param {Node} from
 * @param {Node} to
 */
function isGapBlank(from, to) {
  const gap = rangeBetween(from, to).cloneContents();
  return !NON_SPACE.test(gap.textContent ?? "") && !gap.querySelector("img, hr, table, [data-paste]");
}

/**
 * Unwrap tables that only lay out a page; make every other one a table of the story.
 *
 * @param {HTMLElement} body
 */
export function makeTables(body) {
  for (const table of body.querySelectorAll("table")) if (isLayoutTable(table)) unwrapTable(table);
  for (const table of body.querySelectorAll("table")) {
    const figure = document.createElement("figure");
    figure.dataset.table = "plain";
    const caption = document.createElement("figcaption");
    for (const own of table.querySelectorAll(":scope > caption")) {
      caption.append(...own.childNodes, document.createElement("br"));
      own.remove();
    }
    makeLines(caption);
    table.querySelectorAll("colgroup, col").forEach((column) => column.remove());
    table.replaceWith(figure);
    figure.append(caption, table);
    table.querySelectorAll("td, th").forEach(makeCell);
  }
}

/**
 * A caption holds no blocks: each of them is a line of it.
 *
 * @param {Element} caption
 */
function makeLines(caption) {
  for (const block of caption.querySelectorAll("*")) {
    if (!foreign.blocks.has(block.localName)) continue;
    block.before(document.createElement("br"));
    block.after(document.createElement("br"));
    unwrap(block);
  }
  const breaks = [...caption.querySelectorAll("br")];
  for (let index = breaks.length - 1; index > 0; index--) {
    if (isGapBlank(breaks[index - 1], breaks[index])) breaks[index].remove();
  }
}

/**
 * A cell holds paragraphs only.
 *
 * @param {Element} cell
 */
function makeCell(cell) {
  for (const block of cell.querySelectorAll("*")) {
    if (block.localName === "hr") block.replaceWith(document.createElement("br"), document.createElement("br"));
    else if (foreign.blocks.has(block.localName)) rename(block, "p");
  }
}

/**
 * Move tables out of lists and quotations, which hold none, by splitting these around them. It begins with the last
 * table, so that each piece is moved only once.
 *
 * @param {HTMLElement} body
 */
export function liftTables(body) {
  for (const table of [...body.querySelectorAll("figure[data-table]")].reverse()) {
    const holder = outermostHolder(table);
    if (!holder) continue;
    const rest = document.createRange();
    rest.setStartAfter(table);
    rest.setEndAfter(holder);
    const pieces = rest.extractContents();
    const after = /** @type {Element} */ (pieces.firstElementChild);
    holder.after(table, pieces);
    if (holder.localName === "ol") {
      const { start } = /** @type {HTMLOListElement} */ (holder);
      after.setAttribute("start", String(start + [...holder.children].filter(isEntry).length));
    }
    [holder, after].forEach(removeEmptyEntries);
  }
}

/** @param {Element} element */
function outermostHolder(element) {
  let holder = null;
  for (let next = element.closest(HOLDERS); next; next = next.parentElement?.closest(HOLDERS) ?? null) holder = next;
  return holder;
}

/** @param {Element} list */
function removeEmptyEntries(list) {
  for (const part of [...list.querySelectorAll("li, ul, ol"), list]) if (isBlank(part)) part.remove();
}

/** @param {HTMLTableElement} table */
const isLayoutTable = (table) => table.getAttribute("role") === "presentation" || table.querySelector("table") !== null
  || [...table.rows].every((row) => row.cells.length < 2);

/** @param {HTMLTableElement} table */
function unwrapTable(table) {
  const parts = [...table.querySelectorAll("tr, caption, thead, tbody, tfoot, td, th")]
    .filter((part) => part.closest("table") === table);
  for (const part of parts) {
    if (/^(td|th|caption)$/.test(part.localName)) rename(part, "div");
    else unwrap(part);
  }
  table.querySelectorAll(":scope > colgroup, :scope > col").forEach((column) => column.remove());
  rename(table, "div");
}
