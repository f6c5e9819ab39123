// Numbered lists: only where they begin is stored, not how their numbers look.
import { OrderedList as LibraryList } from "django-prose-editor/editor";

export const OrderedList = LibraryList.extend({
  addOptions() {
    return { ...this.parent?.(), enableListAttributes: false };
  },
  addAttributes() {
    return { start: { default: 1, parseHTML: (element) => Number.parseInt(element.getAttribute("start"), 10) || 1 } };
  },
  addNodeView: null,
});
