// What of a paste fits where the cursor stands: a caption takes words, a cell or a box takes its kinds of paragraphs.
import { pm } from "django-prose-editor/editor";
import { gettext } from "../../i18n.js";

const { Fragment, Slice } = pm.model;

// These have words, which stay.
const CONTAINERS = new Set(["pullQuote", "factBox", "tableFigure"]);
/** @type {Record<string, string>} */
const CARD_NAMES = {
  socialPost: gettext("Quoted post"), libraryImage: gettext("Picture"), gallery: gettext("Gallery"),
  relatedStory: gettext("Related story"), mediaFile: gettext("File"),
};

/**
 * Return the innermost isolating node or card around a position; null if there is none.
 *
 * @param {ResolvedPos} $at
 */
function containerAt($at) {
  for (let depth = $at.depth; depth > 0; depth--) {
    const node = $at.node(depth);
    if (node.type.spec.isolating || node.type.spec.group === "placed") return node;
  }
  return null;
}

/**
 * All text as one line, with a space where a paragraph ended.
 *
 * @param {Fragment} content
 * @param {Schema} schema
 */
function asLine(content, schema) {
  if (content.firstChild?.isInline) return new Slice(content, 0, 0);
  /** @type {PMNode[]} */
  const line = [];
  content.descendants((block) => {
    if (!block.isTextblock) return true;
    if (line.length && block.content.size) line.push(schema.text(" "));
    block.content.forEach((node) => { line.push(node.type.name === "hardBreak" ? schema.text(" ") : node); });
    return false;
  });
  return new Slice(Fragment.from(line), 0, 0);
}

/**
 * The blocks that a container may hold; the text of all others comes as paragraphs.
 *
 * @param {Fragment} content
 * @param {PMNode} container
 * @param {Schema} schema
 * @returns {PMNode[]}
 */
function allowedBlocks(content, container, schema) {
  /** @type {PMNode[]} */
  const blocks = [];
  content.forEach((node) => {
    if (node.isInline || container.type.validContent(Fragment.from(node))) blocks.push(node);
    else if (node.isTextblock) {
      if (node.content.size) blocks.push(schema.nodes.paragraph.create(null, node.content));
    }
    else blocks.push(...allowedBlocks(node.content, container, schema));
  });
  return blocks;
}

/** @param {Slice} slice */
function cardsIn({ content }) {
  /** @type {PMNode[]} */
  const cards = [];
  content.descendants((node) => {
    if (node.type.spec.group === "placed" && !CONTAINERS.has(node.type.name)) cards.push(node);
  });
  return cards;
}

/**
 * Return the names of the cards that a fitted slice has no place for.
 *
 * @param {Slice} slice
 * @param {Slice} fitted
 */
export function cardsLeftOut(slice, fitted) {
  const kept = new Set(cardsIn(fitted));
  return cardsIn(slice).filter((card) => !kept.has(card))
    .map(({ type, attrs: { words, url } }) => [CARD_NAMES[type.name], words, url].filter(Boolean).join(" · "));
}

/**
 * Return a slice as it fits at a position.
 *
 * @param {Slice} slice
 * @param {ResolvedPos} $at
 */
export function fitSlice(slice, $at) {
  const { schema } = $at.doc.type;
  const container = containerAt($at);
  if (!container) return slice;
  if (container.inlineContent) return asLine(slice.content, schema);
  return Slice.maxOpen(Fragment.from(allowedBlocks(slice.content, container, schema)));
}

/**
 * Return a slice that is closed where it begins or ends with a whole node, such as a quoted post, a box or a table:
 * these do not merge with the text beside them.
 *
 * @param {Slice} slice
 * @param {(node: PMNode) => boolean} isWhole
 */
export function closeAroundWhole(slice, isWhole) {
  const { content: { firstChild, lastChild } } = slice;
  if (!firstChild || !lastChild) return slice;
  return new Slice(slice.content, isWhole(firstChild) ? 0 : slice.openStart, isWhole(lastChild) ? 0 : slice.openEnd);
}

/**
 * Return a slice whose first paragraph keeps its direction and language. Where it flows into a paragraph of the story,
 * its words have these; an empty paragraph is replaced by it.
 *
 * @param {Slice} slice
 * @param {ResolvedPos} $at
 */
export function keepLanguage(slice, $at) {
  const { content: { firstChild, childCount }, openStart, openEnd } = slice;
  const { dir, lang } = firstChild?.attrs ?? {};
  if (!firstChild?.isTextblock || !openStart || !(dir || lang)) return slice;
  if (!$at.parent.content.size) return new Slice(slice.content, 0, childCount === 1 ? 0 : openEnd);
  const mark = firstChild.type.schema.marks.otherLanguage.create({ dir, lang });
  const words = firstChild.content.content
    .map((node) => (mark.type.isInSet(node.marks) ? node : node.mark(mark.addToSet(node.marks))));
  return new Slice(slice.content.replaceChild(0, firstChild.copy(Fragment.from(words))), openStart, openEnd);
}
