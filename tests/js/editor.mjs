// Documents of the body editor for tests: with the desk's own nodes and the library's others, without a view.
import * as library from "django-prose-editor/editor";

import * as nodes from "../../static/admin/editor/nodes.js";
import { Paste } from "../../static/admin/editor/paste.js";
import { rangesPlugin } from "../../static/admin/editor/paste/ranges.js";

const {
  Blockquote, Bold, BulletList, HardBreak, Heading, HorizontalRule, Italic, Link, ListItem, Paragraph, Strike,
  Subscript, Superscript, Text, Underline, getSchema, pm,
} = library;
const { DOMParser: Parser, DOMSerializer } = pm.model;
const { EditorState, TextSelection } = pm.state;
const { Menu: _, ...ownNodes } = nodes;

export const schema = getSchema([
  Blockquote, Bold, BulletList, HardBreak, Heading, HorizontalRule, Italic, Underline, Strike,
  Subscript, Superscript, Link, ListItem, Paragraph, Text, Paste,
  ...Object.values(ownNodes),
]);
export { pm };

export function documentOf(html) {
  const body = document.createElement("div");
  body.innerHTML = html;
  return Parser.fromSchema(schema).parse(body);
}

export function sliceOf(html) {
  const body = document.createElement("div");
  body.innerHTML = html;
  return Parser.fromSchema(schema).parseSlice(body);
}

export function htmlOf(content) {
  const body = document.createElement("div");
  body.append(DOMSerializer.fromSchema(schema).serializeFragment(content.content));
  return body.innerHTML;
}

export const stateOf = (html) => EditorState.create({ doc: documentOf(html), plugins: [rangesPlugin()] });

/** As much of a view as the functions under test use. */
export function viewOf(html) {
  const view = {
    state: stateOf(html),
    dispatch(tr) { view.state = view.state.apply(tr); },
    focus() {},
  };
  return view;
}

/** The range of some words in a document. */
export function rangeOf(doc, words) {
  let range = null;
  doc.descendants((node, at) => {
    const offset = node.text?.indexOf(words) ?? -1;
    if (offset >= 0) range ??= { from: at + offset, to: at + offset + words.length };
  });
  return range;
}

/** The position right after some words. */
export const after = (doc, words) => doc.resolve(rangeOf(doc, words).to);

export const cursorAt = (state, position) => state.apply(state.tr.setSelection(TextSelection.create(state.doc, position)));
