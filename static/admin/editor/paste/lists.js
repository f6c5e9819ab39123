// Word writes the entries of its lists as paragraphs with a number or bullet in front. Here they become lists.
import { textNodes } from "../../dom.js";
import { OWN_STYLE } from "./styles.js";

const ENTRY = /mso-list\s*:\s*l(\d+)\s+level(\d+)/i;
const MARKER = /mso-list\s*:\s*ignore/i;
const NUMBER = /^\(?(\d{1,4}|[a-z]{1,4}|[\u0900-\u097f]{1,2})[.)]/i;
const BULLET = /^[·•●○◦▪■□§–—o-][\s\u00a0]+/;
const LIST_CLASS = /^MsoListParagraph/;

/**
 * Mark the entries of lists (in `data-paste-list`: list, level, marker) and remove their markers, which are no part of
 * the document's words.
 *
 * @param {HTMLElement} body
 */
export function markListEntries(body) {
  for (const paragraph of body.querySelectorAll("p")) {
    const entry = paragraph.getAttribute(OWN_STYLE)?.match(ENTRY);
    const bullet = paragraph.textContent?.match(BULLET);
    if (entry) {
      paragraph.dataset.pasteList = `${entry[1]} ${entry[2]} ${removeMarker(paragraph)}`;
    } else if (LIST_CLASS.test(paragraph.className) && bullet) {
      // Word on the web marks an entry by its class alone.
      paragraph.dataset.pasteList = "0 1 ·";
      removeStart(paragraph, bullet[0].length);
    }
  }
}

/**
 * @param {HTMLElement} paragraph
 * @returns {string} the marker
 */
function removeMarker(paragraph) {
  const markers = [...paragraph.querySelectorAll(`[${OWN_STYLE}]`)]
    .filter((element) => MARKER.test(element.getAttribute(OWN_STYLE) ?? ""));
  const text = markers.map((marker) => marker.textContent).join("").trim();
  markers.forEach((marker) => marker.remove());
  return text;
}

/**
 * @param {HTMLElement} element
 * @param {number} length
 */
function removeStart(element, length) {
  let left = length;
  for (const text of textNodes(element)) {
    const count = Math.min(left, text.data.length);
    text.deleteData(0, count);
    left -= count;
  }
}

/** @param {HTMLElement} paragraph */
function readEntry(paragraph) {
  const [, list = "", level = "1", marker = ""] = paragraph.dataset.pasteList?.match(/^(\d+) (\d+) ?(.*)$/) ?? [];
  // A lone "o" is the bullet of Word's second level.
  const isNumbered = NUMBER.test(marker) && !/^o$/i.test(marker);
  return { list, level: Number(level), tag: isNumbered ? "ol" : "ul", marker };
}

/**
 * @param {string} tag
 * @param {string} marker
 */
function newList(tag, marker) {
  const list = document.createElement(tag);
  const start = tag === "ol" ? Number.parseInt(marker, 10) : 1;
  if (start > 1) list.setAttribute("start", String(start));
  return list;
}

/**
 * Turn marked paragraphs into lists, deeper levels within the entry above.
 *
 * @param {HTMLElement} body
 */
export function makeLists(body) {
  /** @type {{ level: number, element: HTMLElement, list: string }[]} the open lists, from the outermost */
  let open = [];
  /** @type {Element | null} */
  let previous = null;
  for (const paragraph of /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll("p[data-paste-list]"))) {
    const { list, level, tag, marker } = readEntry(paragraph);
    const continues = open.length && previous === paragraph.previousElementSibling && open[0].list === list;
    if (!continues) open = [];
    open = open.filter((one) => one.level < level || (one.level === level && one.element.localName === tag));
    let innermost = open.at(-1);
    if (innermost?.level !== level) {
      const element = newList(tag, marker);
      if (innermost) innermost.element.lastElementChild?.append(element);
      else paragraph.before(element);
      innermost = { level, element, list };
      open.push(innermost);
    }
    const item = document.createElement("li");
    innermost.element.append(item);
    item.append(paragraph);
    delete paragraph.dataset.pasteList;
    previous = open[0].element;
  }
}
