// The bundle of django-prose-editor hands on Tiptap, ProseMirror and extensions of its own.
declare module "django-prose-editor/editor" {
  export * from "@tiptap/core";
  export { Plugin } from "@tiptap/pm/state";
  export const pm: {
    history: typeof import("@tiptap/pm/history");
    model: typeof import("@tiptap/pm/model");
    state: typeof import("@tiptap/pm/state");
    tables: typeof import("@tiptap/pm/tables");
    view: typeof import("@tiptap/pm/view");
  };
  export const Document: import("@tiptap/core").Node;
  export const Menu: import("@tiptap/core").Extension;
  export const OrderedList: import("@tiptap/core").Node;
  export const Table: import("@tiptap/core").Node;
  export const TableCell: import("@tiptap/core").Node;
  export const TableHeader: import("@tiptap/core").Node;
  export const TableRow: import("@tiptap/core").Node;
}
