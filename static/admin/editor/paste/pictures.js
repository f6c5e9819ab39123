// Images that came along with a paste or were dropped: into the library, and to their place in the text.
import { pm } from "django-prose-editor/editor";
import { gettext } from "../../i18n.js";
import { uploadFiles } from "../uploads.js";
import { showNotice } from "./notices.js";
import { dispatchStep, mayHoldCard, putNodes, track, unchangedRanges } from "./ranges.js";

/** @type {Record<string, string>} */
const EXTENSIONS = { "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/avif": "avif" };

/**
 * Return the file that a data: URL holds; null if it is none. `fetch` of one would be against the page's CSP.
 *
 * @param {string} url
 */
export function fileFromDataURL(url) {
  const [, type, base64, data = ""] = url.match(/^data:([^;,]+)?(?:;[^;,]+)*?(;base64)?,(.*)$/is) ?? [];
  if (!type) return null;
  try {
    const bytes = base64 ? atob(data.replace(/\s/g, "")) : decodeURIComponent(data);
    const name = `${gettext("pasted picture")}.${EXTENSIONS[type.toLowerCase()] ?? "png"}`;
    return new File([Uint8Array.from(bytes, (character) => character.charCodeAt(0))], name, { type });
  } catch {
    return null;
  }
}

/**
 * Upload the images of tracked ranges (which have a `file` or a `source`) and put them there. The range of a refused
 * image is cleared, and a notice names it.
 *
 * @param {Editor} editor
 * @param {number[]} keys
 */
export async function placeImages(editor, keys) {
  const { view, schema } = editor;
  const ranges = unchangedRanges(view.state, keys);
  /** @type {(File | null)[]} */
  const files = ranges.map((range) => range.file ?? fileFromDataURL(range.source));
  const results = await uploadFiles(files.filter((file) => file !== null));
  /** @type {Map<number, PMNode>} */
  const nodes = new Map();
  const refused = [];
  for (const [index, range] of ranges.entries()) {
    const file = files[index];
    const result = file ? results.shift() : undefined;
    const name = range.alt || file?.name || gettext("a picture");
    if (!result || "error" in result) {
      refused.push([name, result?.error].filter(Boolean).join(": "));
      continue;
    }
    const [now] = unchangedRanges(view.state, [range.key]);
    if (now && mayHoldCard(view.state.doc, now.from, now.to)) {
      nodes.set(range.key, schema.nodes.libraryImage.create({ id: String(result.id) }));
    } else {
      refused.push(`${name}: ${gettext("no picture can stand here; it is in the library")}`);
    }
  }
  putNodes(view, nodes, { clear: keys.filter((key) => !nodes.has(key)) });
  if (refused.length) showNotice(view, gettext("Pictures that could not be taken along:"), { items: refused });
}

/**
 * Put files at the cursor: first an empty paragraph for each, which its image replaces once it is uploaded.
 *
 * @param {Editor} editor
 * @param {File[]} files
 */
export function insertFiles(editor, files) {
  const { view, schema } = editor;
  const { tr } = view.state;
  const { $from } = tr.selection;
  const isInText = $from.parent.content.size > 0 || $from.depth > 1;
  const at = $from.depth === 0 ? $from.pos : isInText ? $from.after(1) : $from.before(1);
  tr.insert(at, files.map(() => schema.nodes.paragraph.create()));
  const keys = track(tr, files.map((file, index) =>
    ({ from: at + 2 * index, to: at + 2 * index + 2, kind: "image", alt: "", file })));
  tr.setSelection(pm.state.Selection.near(tr.doc.resolve(at + 1)));
  dispatchStep(view, tr.scrollIntoView());
  placeImages(editor, keys);
}
