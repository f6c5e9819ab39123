// Pictures that came along with a paste or were dropped: into the library, and to their place in the text.
import { uploadFiles } from "./library.js";
import { say } from "./paste-notice.js";
import { find, mayHoldCard, putNodes } from "./paste-places.js";

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
  const taken = files.some(Boolean) ? await uploadFiles(files.filter(Boolean)) : [];
  const nodes = new Map();
  const refused = [];
  for (const [number, place] of places.entries()) {
    const { id, error } = (files[number] && taken.shift()) ?? {};
    const name = place.alt || files[number]?.name || gettext("a picture");
    const [now] = find(view.state, [place.key]);
    if (id && now && mayHoldCard(view.state.doc, now.from, now.to)) nodes.set(place.key, schema.nodes.libraryImage.create({ id: String(id) }));
    else if (id) refused.push(`${name}: ${gettext("no picture can stand here; it is in the library")}`);
    else refused.push([name, error].filter(Boolean).join(": "));
  }
  putNodes(view, nodes, { clear: keys.filter((key) => !nodes.has(key)) });
  if (refused.length) say(view, gettext("Pictures that could not be taken along:"), { items: refused });
}
