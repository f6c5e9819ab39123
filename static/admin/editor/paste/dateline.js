// The place and the agency before the first sentence of agency copy: offered for their fields, never taken silently.
import { postJSON } from "../../api.js";
import { gettext, interpolate } from "../../i18n.js";
import { showNotice } from "./notices.js";
import { track, unchangedRanges, untrack } from "./ranges.js";

const READ_URL = "/admin/articles/article/read/";
// Up to four words and a sign after them. Whether it is a dateline the server decides.
const BEGINNING = /^\s*[^\s,:।()|]+(?:[\s/-]+[^\s,:।()|]+){0,3}\s*(?:[,:।(|]|[-–—])/;
const LONGEST = 300;
// A headline, a sub-heading or a picture may stand before the first sentence.
const BLOCKS_SEARCHED = 4;

/** @typedef {{ place: string, agency: string, words: string }} Dateline */

/** @returns {HTMLInputElement[]} the fields for the place and for the agency */
const fields = () => ["id_dateline_place", "id_source_credit"]
  .map((id) => /** @type {HTMLInputElement | null} */ (document.getElementById(id)))
  .filter((field) => field !== null);

/** @param {string} text */
export const mayBeginWithDateline = (text) => BEGINNING.test(text.slice(0, LONGEST));

/**
 * Put the words that are not empty into the empty fields.
 *
 * @param {HTMLInputElement[]} boxes
 * @param {string[]} values
 */
export function fillEmpty(boxes, values) {
  for (const [index, field] of boxes.entries()) {
    if (!values[index] || field.value.trim()) continue;
    field.value = values[index];
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/**
 * Return the paragraphs at the beginning that may begin with a dateline, each with the position of its text.
 *
 * @param {PMNode} doc
 */
function beginnings(doc) {
  /** @type {{ at: number, text: string }[]} */
  const found = [];
  doc.forEach((block, offset, index) => {
    const text = block.textContent;
    const isCandidate = block.type.name === "paragraph" && index < BLOCKS_SEARCHED && mayBeginWithDateline(text);
    if (isCandidate) found.push({ at: offset + 1, text });
  });
  return found;
}

/**
 * Offer what stands before the first sentence of a story whose fields for it are empty.
 *
 * @param {Editor} editor
 */
export async function proposeDateline({ view }) {
  const isEmpty = () => fields().length === 2 && fields().every((field) => !field.value.trim());
  const { doc } = view.state;
  for (const { at, text } of isEmpty() ? beginnings(doc) : []) {
    /** @type {{ dateline: Dateline | null }} */
    const { dateline } = await postJSON(READ_URL, { text: text.slice(0, LONGEST) }).catch(() => ({ dateline: null }));
    if (!isEmpty() || !view.state.doc.eq(doc)) return;
    if (dateline) {
      offer(view, dateline, at);
      return;
    }
  }
}

/**
 * @param {EditorView} view
 * @param {Dateline} dateline
 * @param {number} at where its words begin
 */
function offer(view, dateline, at) {
  const { tr } = view.state;
  const keys = track(tr, [{ from: at, to: at + dateline.words.length, kind: "dateline" }]);
  view.dispatch(tr);
  const sentence = dateline.agency
    ? interpolate(gettext("“%s” looks like the dateline, “%s” like the agency."), [dateline.place, dateline.agency])
    : interpolate(gettext("“%s” looks like the dateline."), [dateline.place]);
  showNotice(view, sentence, {
    isOffer: true,
    about: keys,
    quoted: dateline.words,
    action: [gettext("Put it into its fields"), () => {
      const [range] = unchangedRanges(view.state, keys);
      if (!range) return;
      fillEmpty(fields(), [dateline.place, dateline.agency]);
      view.dispatch(untrack(view.state.tr.delete(range.from, range.to), keys));
    }],
    dismissed: () => view.dispatch(untrack(view.state.tr, keys)),
  });
}
