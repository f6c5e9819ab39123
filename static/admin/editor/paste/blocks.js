// From the boxes of any page to paragraphs, sub-headings and lists.
import { NON_SPACE, isBlank, isElement, isEntry, rangeBetween, rename, unwrap } from "./elements.js";
import { foreign } from "./foreign-html.js";

const TEXT_BLOCKS = new Set(["p", "h2", "h3", "figcaption"]);
const OUTLINE_LEVEL = /mso-outline-level\s*:\s*([1-9])/i;
const WORD_HEADING = /^Mso(Title|Heading\d)/;

/**
 * @param {Node} node
 * @returns {node is Element}
 */
const isBlock = (node) => isElement(node)
  && [node, ...node.getElementsByTagName("*")].some(({ localName }) => foreign.blocks.has(localName));

/**
 * Make headings of what a program marks as such by tag, class, outline level or role. A story has two levels of them.
 *
 * @param {HTMLElement} body
 * @param {import("./styles.js").Styles} styles
 */
export function makeHeadings(body, styles) {
  for (const [from, to] of Object.entries(foreign.renamed)) {
    if (foreign.blocks.has(from)) for (const block of body.querySelectorAll(from)) rename(block, to);
  }
  for (const paragraph of body.querySelectorAll("p")) {
    const [, level] = styles.declarations(paragraph).match(OUTLINE_LEVEL) ?? [];
    if (!level && !WORD_HEADING.test(paragraph.className)) continue;
    rename(paragraph, Number(level || 1) > 2 || /Heading[3-9]/.test(paragraph.className) ? "h3" : "h2");
  }
  for (const line of body.querySelectorAll("[role=heading]")) rename(line, "h2");
}

/**
 * Move a list that stands beside an entry into that entry, and give a list to entries that have none.
 *
 * @param {HTMLElement} body
 */
export function nestLists(body) {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const above = list.previousElementSibling;
    if (above?.localName === "li") above.append(list);
    else unwrap(list);
  }
  for (const entry of body.querySelectorAll("li")) {
    if (entry.parentElement?.matches("ul, ol")) continue;
    const list = document.createElement("ul");
    entry.before(list);
    let next = /** @type {ChildNode | null} */ (entry);
    while (next && (isBlankText(next) || isEntry(next))) {
      list.append(next);
      next = list.nextSibling;
    }
  }
}

/** @param {Node} node */
const isBlankText = (node) => node.nodeType === Node.TEXT_NODE && !NON_SPACE.test(node.textContent ?? "");

/**
 * Make paragraphs of all text: of text beside blocks, of boxes with nothing but text, of pieces between blank lines.
 * Empty ones go.
 *
 * @param {HTMLElement} body
 */
export function makeParagraphs(body) {
  for (const verbatim of body.querySelectorAll([...foreign.verbatim].join())) rename(verbatim, "p");
  wrapText(body);
  for (const block of body.querySelectorAll("p, figcaption")) splitAtBlankLines(block);
  for (const block of body.querySelectorAll("p, h2, h3, li, figcaption")) {
    trimBreaks(block);
    const mayBeEmpty = block.closest("td, th") || block.parentElement?.matches("figure[data-table]");
    if (isBlank(block) && !mayBeEmpty) block.remove();
  }
}

/**
 * Wrap runs of text that stand beside blocks in paragraphs.
 *
 * @param {Element} container
 */
function wrapText(container) {
  /** @type {ChildNode[]} */
  let run = [];
  const endRun = () => {
    if (run.some((node) => !isBlank(node))) {
      const paragraph = document.createElement("p");
      run[0].before(paragraph);
      paragraph.append(...run);
    } else {
      run.forEach((node) => node.remove());
    }
    run = [];
  };
  for (const node of [...container.childNodes]) {
    if (!isBlock(node)) {
      run.push(node);
      continue;
    }
    endRun();
    if (!TEXT_BLOCKS.has(node.localName)) wrapText(node);
    else if ([...node.children].some(isBlock)) unwrapTextBlock(node);
  }
  endRun();
}

/**
 * Replace a text block that holds blocks (pages that are built by scripts have such) by these. What was within a
 * heading becomes headings.
 *
 * @param {Element} block
 */
function unwrapTextBlock(block) {
  wrapText(block);
  for (const paragraph of block.localName === "p" ? [] : block.querySelectorAll("p:not([data-paste])")) {
    const holder = paragraph.closest("li, td, th, blockquote");
    if (!holder || !block.contains(holder)) rename(paragraph, block.localName);
  }
  unwrap(block);
}

/**
 * Two line breaks or more end a paragraph. From the last one on, so that each piece is moved only once.
 *
 * @param {Element} paragraph
 */
function splitAtBlankLines(paragraph) {
  const breaks = [...paragraph.querySelectorAll("br")];
  for (let index = breaks.length - 1; index > 0; index--) {
    const [first, second] = [breaks[index - 1], breaks[index]];
    if (!second.isConnected || NON_SPACE.test(rangeBetween(first, second).toString())) continue;
    const rest = document.createRange();
    rest.setStartAfter(second);
    rest.setEndAfter(/** @type {Node} */ (paragraph.lastChild));
    const next = /** @type {Element} */ (paragraph.cloneNode(false));
    next.removeAttribute("data-paste");
    next.append(rest.extractContents());
    second.remove();
    paragraph.after(next);
  }
}

/**
 * Remove line breaks at either end of a block.
 *
 * @param {Element} block
 */
function trimBreaks(block) {
  for (const end of /** @type {const} */ (["first", "last"])) {
    let node = outermost(block, end);
    while (node && isElement(node) && node.localName === "br") {
      node.remove();
      node = outermost(block, end);
    }
  }
}

/**
 * Return the text or line break that stands first or last in an element, however deep.
 *
 * @param {Element} element
 * @param {"first" | "last"} end
 * @returns {ChildNode | undefined}
 */
function outermost(element, end) {
  const nodes = [...element.childNodes].filter((node) => {
    const hasBreak = isElement(node) && (node.localName === "br" || node.querySelector("br") !== null);
    return hasBreak || !isBlank(node);
  });
  const node = end === "first" ? nodes[0] : nodes.at(-1);
  return node && isElement(node) && node.localName !== "br" ? outermost(node, end) : node;
}
