// Types of what the desk's scripts take from others: Tiptap and ProseMirror in django-prose-editor's bundle, Django's
// JavaScript catalogue, the admin's jQuery, and the JSON of the desk's own server.

type Editor = import("@tiptap/core").Editor;
type EditorState = import("@tiptap/pm/state").EditorState;
type EditorView = import("@tiptap/pm/view").EditorView;
type Fragment = import("@tiptap/pm/model").Fragment;
/** A ProseMirror node; `Node` is the DOM's. */
type PMNode = import("@tiptap/pm/model").Node;
type ResolvedPos = import("@tiptap/pm/model").ResolvedPos;
type Schema = import("@tiptap/pm/model").Schema;
/** What is selected in the editor; `Selection` is the DOM's. */
type PMSelection = import("@tiptap/pm/state").Selection;
type Slice = import("@tiptap/pm/model").Slice;
type Transaction = import("@tiptap/pm/state").Transaction;
type ViewMutation = import("@tiptap/pm/view").ViewMutationRecord;

/** The position of a node view's node; undefined once the node has gone. */
type GetPos = () => number | undefined;
type NodeViewProps = { node: PMNode, editor: Editor, getPos: GetPos };

/** An item of the toolbar, as django-prose-editor defines it; `toggles` is our own. */
interface MenuItem {
  name: string;
  groups: string | Iterable<string>;
  priority?: number;
  icon?: string;
  toggles?: boolean;
  button: HTMLElement;
  hidden: (editor: Editor) => boolean;
  enabled: (editor: Editor) => boolean;
  active: (editor: Editor) => boolean;
  command: (editor: Editor) => unknown;
  update: (editor: Editor) => void;
}
interface MenuRegistry {
  defineItem: (item: Partial<MenuItem>) => void;
  items: (groups: string) => MenuItem[];
}
interface MenuButtons {
  material: (icon: string, title: string) => HTMLElement;
}

/** "prose-editor:ready": an editor now stands in the place of its textarea. */
type EditorReadyEvent = CustomEvent<{ editor: Editor }> & { target: HTMLTextAreaElement };
type EditableElement = Element & { editor?: Editor };

interface Window {
  gettext?: (text: string) => string;
  ngettext?: (one: string, many: string, count: number) => string;
  interpolate?: (format: string, values: (string | number)[]) => string;
  django?: { jQuery: any };
  DateTimeShortcuts?: { addCalendar: (field: Element) => void, addClock: (field: Element) => void };
  SelectBox?: {
    cache: Record<string, { text: string, displayed: number }[]>,
    filter: (id: string, text: string) => void,
    redisplay: (id: string) => void,
  };
}

interface ImageCard {
  id: number;
  name: string;
  url: string;
  thumbnail: string;
  alt: string;
  caption: string;
  credit: string;
  language: string;
  origin: string;
  origin_name: string;
  focal_x?: number;
  focal_y?: number;
  warnings: string[];
}
interface PostCard {
  url: string;
  network: string;
  kind: string;
  is_quoted: boolean;
  author: string;
  handle: string;
  text: string;
  language: string;
  posted: string;
  origin: string;
  waiting: boolean;
  notes: string[];
}
interface FileCard {
  id: number;
  url: string;
  title: string;
  kind: string;
  language: string;
  about: string;
  still: string;
}
interface StoryCard {
  id: number;
  url: string;
  headline: string;
  language: string;
  section: string;
  date: string;
  paid: string;
  live: boolean;
  state: string;
}
