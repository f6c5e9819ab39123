// What of a paste fits where the cursor stands: a caption takes words, a cell or a box takes its kinds of paragraphs.
import { pm } from "django-prose-editor/editor";

const { Fragment, Slice } = pm.model;

// The innermost thing around a position that does not take just anything.
function narrow($at) {
  for (let depth = $at.depth; depth > 0; depth--) {
    const node = $at.node(depth);
    if (node.type.spec.isolating || node.type.spec.group === "placed") return node;
  }
  return null;
}

function textblocks(content) {
  const found = [];
  content.descendants((node) => {
    if (node.isTextblock) found.push(node);
    return !node.isTextblock;
  });
  return found;
}

// All words as one line, a space where a paragraph ended.
function inline(content, schema) {
  const parts = [];
  for (const block of textblocks(content)) {
    if (parts.length && block.content.size) parts.push(schema.text(" "));
    block.content.forEach((node) => parts.push(node.type.name === "hardBreak" ? schema.text(" ") : node));
  }
  const loose = content.firstChild?.isInline ? [...content.content] : [];
  return new Slice(Fragment.from(loose.length ? loose : parts), 0, 0);
}

// The blocks that a box may hold; what is in others comes as paragraphs.
function boxed(content, box, schema) {
  const blocks = [];
  content.forEach((node) => {
    if (node.isInline || box.type.validContent(Fragment.from(node))) blocks.push(node);
    else if (node.isTextblock) blocks.push(schema.nodes.paragraph.create(null, node.content));
    else blocks.push(...boxed(node.content, box, schema));
  });
  return blocks;
}

// A slice as it fits at a position.
export function fitting(slice, $at) {
  const { schema } = $at.doc.type;
  const box = narrow($at);
  if (!box) return slice;
  if (box.inlineContent) return inline(slice.content, schema);
  const blocks = boxed(slice.content, box, schema);
  return Slice.maxOpen(Fragment.from(blocks));
}

// A quoted post, a box or a table does not run into the words beside it.
export function closedAround(slice, isWhole) {
  const { content } = slice;
  if (!content.childCount) return slice;
  return new Slice(content, isWhole(content.firstChild) ? 0 : slice.openStart, isWhole(content.lastChild) ? 0 : slice.openEnd);
}
