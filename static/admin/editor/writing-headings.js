// Marks a sub-heading that skips a level: those who listen to a page find their way by its headings.
import { Extension, Plugin, pm } from "django-prose-editor/editor";

const { gettext = (text) => text } = window;
const { Decoration, DecorationSet } = pm.view;

function marks(doc) {
  const found = [];
  let above = 1;
  doc.descendants((node, position) => {
    // A fact box has headings of its own.
    if (node.type.name === "factBox") return false;
    if (node.type.name !== "heading") return !node.isTextblock;
    if (node.attrs.level > above + 1 && node.textContent.trim()) {
      const title = gettext("A smaller sub-heading without a sub-heading above it");
      found.push(Decoration.node(position, position + node.nodeSize, { class: "heading-skips", title }));
    }
    above = node.attrs.level;
    return false;
  });
  return DecorationSet.create(doc, found);
}

export const HeadingOrder = Extension.create({
  name: "newsroomHeadingOrder",
  addProseMirrorPlugins() {
    const plugin = new Plugin({
      state: {
        init: (_config, { doc }) => marks(doc),
        apply: (change, before) => (change.docChanged ? marks(change.doc) : before),
      },
      props: { decorations: (state) => plugin.getState(state) },
    });
    return [plugin];
  },
});
