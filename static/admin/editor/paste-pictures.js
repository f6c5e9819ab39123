// Pictures that came along with a paste or were dropped: into the library, and to their place in the text.
import { uploadFiles } from "./library.js";
import { say } from "./paste-notice.js";
import { find, putNodes, unmark } from "./paste-places.js";

const { gettext = (text) => text } = window;

const ENDINGS = { "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/avif": "avif" };
const named = (blob) => new File([blob], `${gettext("pasted picture")}.${ENDINGS[blob.type] ?? "png"}`, { type: blob.type });

// What the document carries in itself. `fetch` would be refused by the policy of this page.
async function fileOf({ source }) {
  const [, type, base64, data] = source.match(/^data:([^;,]+)?(?:;[^;,]+)*?(;base64)?,(.*)$/is) ?? [];
  if (!type) return null;
  try {
    const bytes = base64 ? atob(data.replace(/\s/g, "")) : decodeURIComponent(data);
    return named(new Blob([Uint8Array.from(bytes, (one) => one.charCodeAt(0))], { type }));
  } catch {
    return null;
  }
}

// Has the pictures of marked places taken in. A place whose picture was refused is cleared, and the picture named.
export async function takeIn(editor, keys) {
  const { view, schema } = editor;
  const places = find(view.state, keys);
  const files = await Promise.all(places.map((place) => place.file ?? fileOf(place)));
  const whole = places.filter((_place, number) => files[number]);
  const taken = whole.length ? await uploadFiles(files.filter(Boolean)) : [];
  const nodes = new Map();
  const refused = places.filter((_place, number) => !files[number]).map((place) => place.alt || gettext("a picture"));
  whole.forEach((place, number) => {
    const { id, name, error } = taken[number] ?? {};
    if (id) nodes.set(place.key, schema.nodes.libraryImage.create({ id: String(id) }));
    else refused.push([place.alt || name, error].filter(Boolean).join(": "));
  });
  const placed = new Set(putNodes(view, nodes));
  for (const place of whole) {
    if (nodes.has(place.key) && !placed.has(place.key)) refused.push(`${place.alt || gettext("a picture")}: ${gettext("no picture can stand here; it is in the library")}`);
  }
  clear(view, keys);
  if (refused.length) say(view, gettext("Pictures that could not be taken along:"), { items: refused });
}

// The empty paragraphs that kept places for pictures go again, in the same step of undo as the pictures came.
function clear(view, keys) {
  const { tr, doc } = view.state;
  for (const place of find(view.state, keys).toReversed()) {
    const node = doc.nodeAt(place.from);
    const $from = doc.resolve(place.from);
    if (node?.isTextblock && !node.content.size && $from.parent.childCount > 1) tr.delete(place.from, place.from + node.nodeSize);
  }
  view.dispatch(unmark(tr, keys));
}
