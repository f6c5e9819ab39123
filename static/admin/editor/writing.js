// Help for whoever writes: find and replace, typographic signs, links, the order of headings, keyboard shortcuts.
import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { gettext } from "../i18n.js";
import { CaretInSight } from "./caret.js";
import { FindReplace } from "./find-replace.js";
import { LinkTools } from "./links.js";
import { Shortcuts } from "./shortcuts.js";
import { Typography } from "./typography.js";

const { Decoration, DecorationSet } = pm.view;

/**
 * Mark sub-headings that skip a level: people who listen to a page find their way by its headings.
 *
 * @param {PMNode} doc
 */
function markSkippedLevels(doc) {
  /** @type {InstanceType<typeof Decoration>[]} */
  const marks = [];
  let level = 1;
  doc.descendants((node, position) => {
    // A fact box has headings of its own.
    if (node.type.name === "factBox") return false;
    if (node.type.name !== "heading") return !node.isTextblock;
    if (node.attrs.level > level + 1 && node.textContent.trim()) {
      const title = gettext("A smaller sub-heading without a sub-heading above it");
      marks.push(Decoration.node(position, position + node.nodeSize, { class: "heading-skips", title }));
    }
    level = node.attrs.level;
    return false;
  });
  return DecorationSet.create(doc, marks);
}

const HeadingOrder = Extension.create({
  name: "newsroomHeadingOrder",
  addProseMirrorPlugins() {
    const key = new pm.state.PluginKey("headingOrder");
    return [new Plugin({
      key,
      state: {
        init: (_config, { doc }) => markSkippedLevels(doc),
        apply: (tr, marks) => (tr.docChanged ? markSkippedLevels(tr.doc) : marks),
      },
      props: { decorations: (state) => key.getState(state) },
    })];
  },
});

export const Writing = Extension.create({
  name: "newsroomWriting",
  addExtensions() {
    return [CaretInSight, FindReplace, Typography, HeadingOrder, LinkTools, Shortcuts];
  },
});
