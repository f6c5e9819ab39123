// From any page's boxes to paragraphs, sub-headings, lists and tables.
const BLOCKS = new Set(
  ("address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
  + "header hgroup hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul caption").split(" "),
);
const TEXT = new Set("p h2 h3 figcaption".split(" "));
const HEADINGS = { h1: "h2", h4: "h3", h5: "h3", h6: "h3" };
const OUTLINE = /mso-outline-level\s*:\s*([1-9])/i;

const isBlock = (node) => node.nodeType === Node.ELEMENT_NODE
  && (BLOCKS.has(node.localName) || node.querySelector([...BLOCKS].join(",")) !== null);
const isBlank = (node) => !/[^\s\u00a0\u200b]/.test(node.textContent)
  && !node.matches?.("[data-paste], hr") && !node.querySelector?.("[data-paste], hr");

export function renamed(element, tag) {
  const made = document.createElement(tag);
  made.append(...element.childNodes);
  for (const name of ["data-paste", "data-paste-list"]) {
    if (element.hasAttribute(name)) made.setAttribute(name, element.getAttribute(name));
  }
  element.replaceWith(made);
  return made;
}

const unwrap = (element) => element.replaceWith(...element.childNodes);

// What a program calls a heading, by its tag, its class or its level.
export function makeHeadings(body, styles) {
  for (const [from, to] of Object.entries(HEADINGS)) {
    for (const heading of body.querySelectorAll(from)) renamed(heading, to);
  }
  for (const paragraph of body.querySelectorAll("p")) {
    const [, level] = styles.of(paragraph).match(OUTLINE) ?? [];
    const titled = /^Mso(Title|Heading\d)/.test(paragraph.className);
    if (level || titled) renamed(paragraph, Number(level || 1) > 2 || /Heading[3-9]/.test(paragraph.className) ? "h3" : "h2");
  }
  for (const line of body.querySelectorAll("[role=heading]")) renamed(line, "h2");
}

// A list stands in an entry of the list above it, not beside one.
export function nestLists(body) {
  for (const list of body.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const above = list.previousElementSibling;
    if (above?.localName === "li") above.append(list);
    else list.replaceWith(...list.childNodes);
  }
}

// Runs of words that stand beside blocks become paragraphs of their own; boxes that hold nothing but words as well.
function gather(container) {
  let run = [];
  const close = () => {
    const kept = run.some((node) => !isBlank(node)) ? run : [];
    run.filter((node) => !kept.includes(node)).forEach((node) => node.remove());
    if (kept.length) {
      const paragraph = document.createElement("p");
      kept[0].before(paragraph);
      paragraph.append(...kept);
    }
    run = [];
  };
  for (const node of [...container.childNodes]) {
    if (!isBlock(node)) {
      run.push(node);
      continue;
    }
    close();
    if (!TEXT.has(node.localName)) gather(node);
    else if ([...node.children].some(isBlock)) open(node);
  }
  close();
}

// A paragraph with blocks in it, as pages have them that are built by scripts, gives way to them.
function open(text) {
  gather(text);
  for (const child of [...text.children]) {
    if (child.localName === "p" && !child.dataset.paste && text.localName !== "p") renamed(child, text.localName);
  }
  unwrap(text);
}

// Two line breaks or more are the end of a paragraph. From the last one on, so that each piece is moved once.
function splitAtBreaks(paragraph) {
  const breaks = [...paragraph.querySelectorAll("br")];
  for (let number = breaks.length - 1; number > 0; number--) {
    const [first, second] = [breaks[number - 1], breaks[number]];
    if (!second.isConnected || /[^\s\u00a0]/.test(rangeOf(first, second).toString())) continue;
    const rest = document.createRange();
    rest.setStartAfter(second);
    rest.setEndAfter(paragraph.lastChild);
    const after = paragraph.cloneNode(false);
    after.removeAttribute("data-paste");
    after.append(rest.extractContents());
    second.remove();
    paragraph.after(after);
  }
}

function rangeOf(from, to) {
  const range = document.createRange();
  range.setStartAfter(from);
  range.setEndBefore(to);
  return range;
}

const isLayout = (table) => table.getAttribute("role") === "presentation" || table.querySelector("table") !== null
  || [...table.rows].every((row) => row.cells.length < 2);

// A table that only arranges a page gives way to what it holds; a real one is a table of the story.
export function makeTables(body) {
  for (const table of [...body.querySelectorAll("table")]) {
    if (isLayout(table)) flatten(table);
  }
  for (const table of body.querySelectorAll("table")) {
    const figure = document.createElement("figure");
    figure.dataset.table = "plain";
    const caption = document.createElement("figcaption");
    if (table.caption) caption.append(...table.caption.childNodes);
    table.caption?.remove();
    table.querySelectorAll("colgroup, col").forEach((column) => column.remove());
    table.replaceWith(figure);
    figure.append(caption, table);
    // Its figures and names are the words of a cell, whatever they were on their page.
    for (const cell of table.querySelectorAll("td, th")) {
      for (const inner of cell.querySelectorAll("h2, h3, div, blockquote")) renamed(inner, "p");
      for (const inner of cell.querySelectorAll("li")) renamed(inner, "p");
      for (const inner of cell.querySelectorAll("ul, ol")) unwrap(inner);
    }
  }
}

function flatten(table) {
  const rows = [...table.querySelectorAll("tr, caption, thead, tbody, tfoot, td, th")].filter((one) => one.closest("table") === table);
  for (const part of [...rows, table]) {
    if (/^(td|th|caption)$/.test(part.localName)) renamed(part, "div");
    else if (part !== table) unwrap(part);
  }
  table.querySelectorAll(":scope > colgroup, :scope > col").forEach((column) => column.remove());
  renamed(table, "div");
}

export function makeParagraphs(body) {
  for (const verbatim of body.querySelectorAll("pre")) breakLines(renamed(verbatim, "p"));
  gather(body);
  for (const text of body.querySelectorAll("p, figcaption")) splitAtBreaks(text);
  for (const text of body.querySelectorAll("p, h2, h3, li, figcaption")) {
    trim(text);
    if (isBlank(text) && !text.closest("td, th") && !text.parentElement.matches("figure[data-table]")) text.remove();
  }
}

function breakLines(paragraph) {
  const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const all = [];
  while (texts.nextNode()) all.push(texts.currentNode);
  for (const text of all) {
    const lines = text.data.split("\n").flatMap((line, number) => (number ? [document.createElement("br"), line] : [line]));
    text.replaceWith(...lines);
  }
}

// A line break at either end of a paragraph breaks nothing.
function trim(text) {
  for (const end of ["first", "last"]) {
    let outermost = outermostIn(text, end);
    while (outermost?.localName === "br") {
      outermost.remove();
      outermost = outermostIn(text, end);
    }
  }
}

const hasWords = (node) => node.nodeType !== Node.TEXT_NODE || /[^\s\u00a0]/.test(node.data);

// What stands first or last in an element, however deep.
function outermostIn(element, end) {
  const inside = [...element.childNodes].filter((node) => hasWords(node) && (node.localName === "br" || !isBlank(node) || breakIn(node)));
  const outermost = end === "first" ? inside[0] : inside.at(-1);
  return outermost?.nodeType === Node.ELEMENT_NODE && outermost.localName !== "br" ? outermostIn(outermost, end) : outermost;
}

const breakIn = (node) => node.querySelector?.("br") != null;
