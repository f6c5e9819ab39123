// Hindi in fonts from before Unicode: recognised here by the font's name or by the look of the text, converted by the
// desk's server.
import { Plugin, pm } from "django-prose-editor/editor";
import { postJSON } from "../../api.js";
import { textNodes } from "../../dom.js";
import { gettext } from "../../i18n.js";
import { dispatchStep, track, unchangedRanges, untrack } from "./ranges.js";

const { Decoration, DecorationSet } = pm.view;

const CONVERT_URL = "/admin/articles/article/unicode/";
const FONT_NAMES = /kruti|dev\s*lys|chanakya|walkman|shusha|susha\b|shree-?\s*(dev|lipi)|4c\s*gandhi|aps-?(c-)?d|dv-?(b)?w?tt|bhaskar|agra\b|richa\b|naidunia|webdunia|yogesh/i;
const MOST_RUNS = 500;

/** @typedef {{ from: number, to: number, font: string }} Run text in one font; "" if the font is unknown */

/**
 * Mark text in a legacy font (in `data-paste-font`), before the styles are removed.
 *
 * @param {HTMLElement} body
 * @param {import("./styles.js").Styles} styles
 */
export function markLegacyFonts(body, styles) {
  /** @type {Map<Element, string>} */
  const fonts = new Map();
  const fontOf = (/** @type {Element | null} */ element) => {
    if (!element) return "";
    const known = fonts.get(element);
    if (known !== undefined) return known;
    /** @type {string} */
    const font = styles.font(element) || (element === body ? "" : fontOf(element.parentElement));
    fonts.set(element, font);
    return font;
  };
  for (const text of textNodes(body)) {
    if (!text.data.trim() || !FONT_NAMES.test(fontOf(text.parentElement))) continue;
    const run = document.createElement("span");
    [run.dataset.pasteFont] = fontOf(text.parentElement).split(",");
    text.before(run);
    run.append(text);
  }
}

// A word with signs in its midst, or with characters of Latin-1's upper half in a row: no language is written like
// this.
const ODD_WORD = /[A-Za-z][;=^~|{}+&[\]\\<>@%¼½¾]+[A-Za-z;'`]|[a-z][A-Z]|[\u00a1-\u00ff\u0152-\u0192\u02c6\u02dc\u2018-\u2122]{2}/;
const LEAST_WORDS = 3;
const ODD_SHARE = 0.12;

/**
 * Guess whether a text is Hindi in a legacy font.
 *
 * @param {string} text
 */
export function looksLegacy(text) {
  if (/[\u0900-\u097f]/.test(text)) return false;
  const words = text.split(/\s+/).filter((word) => /[A-Za-z\u00a1-\u00ff]/.test(word) && !/^https?:|@|^www\./.test(word));
  return words.length >= LEAST_WORDS && words.filter((word) => ODD_WORD.test(word)).length / words.length > ODD_SHARE;
}

/**
 * Return the texts of paragraphs within a range that look like it.
 *
 * @param {PMNode} doc
 * @param {number} from
 * @param {number} to
 */
export function legacyRunsIn(doc, from, to) {
  /** @type {Run[]} */
  const runs = [];
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isTextblock) return true;
    if (looksLegacy(node.textContent)) {
      node.forEach((child, offset) => {
        if (child.isText) runs.push({ from: at + 1 + offset, to: at + 1 + offset + child.nodeSize, font: "" });
      });
    }
    return false;
  });
  return runs.filter((run) => run.from >= from && run.to <= to);
}

const key = new pm.state.PluginKey("convertedText");

/** Marks converted text until somebody has read it. The mark is on the screen only, nothing of it is stored. */
export const convertedTextPlugin = () => new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(tr, marks) {
      /** @type {{ add?: { from: number, to: number }[], clear?: boolean }} */
      const { add, clear } = tr.getMeta(key) ?? {};
      const kept = clear ? DecorationSet.empty : marks.map(tr.mapping, tr.doc);
      if (!add) return kept;
      const title = gettext("Converted from an old font: please read it");
      return kept.add(tr.doc, add.map(({ from, to }) => Decoration.inline(from, to, { class: "converted-words", title })));
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

/** @param {EditorView} view */
export const clearConvertedMarks = (view) => view.dispatch(view.state.tr.setMeta(key, { clear: true }));

/**
 * Track runs for `convertRuns`, in the transaction that inserts them. Return their keys.
 *
 * @param {Transaction} tr
 * @param {Run[]} runs
 */
export const trackRuns = (tr, runs) => track(tr, runs.map((run) => ({ ...run, kind: "font" })));

/**
 * Have the server convert runs, and replace those that have not changed meanwhile, as one step of undo. Raise ApiError
 * if the server does not answer.
 *
 * @param {EditorView} view
 * @param {number[]} keys
 * @returns {Promise<number>} how many were converted
 */
export async function convertRuns(view, keys) {
  const runs = unchangedRanges(view.state, keys);
  /** @type {Map<number, string>} */
  const texts = new Map();
  for (let start = 0; start < runs.length; start += MOST_RUNS) {
    const part = runs.slice(start, start + MOST_RUNS);
    /** @type {{ runs: { text: string, converted: boolean }[] }} */
    const answer = await postJSON(CONVERT_URL, { runs: part.map(({ original, font }) => ({ text: original, font })) });
    part.forEach((run, index) => {
      if (answer.runs[index]?.converted) texts.set(run.key, answer.runs[index].text);
    });
  }
  const { tr, schema } = view.state;
  const add = [];
  for (const run of unchangedRanges(view.state, keys)) {
    const text = texts.get(run.key);
    if (text === undefined) continue;
    const from = tr.mapping.map(run.from, 1);
    const marks = tr.doc.nodeAt(from)?.marks ?? [];
    tr.replaceWith(from, tr.mapping.map(run.to, -1), schema.text(text, marks));
    add.push({ from, to: from + text.length });
  }
  untrack(tr, keys);
  dispatchStep(view, tr.setMeta(key, { add }));
  return add.length;
}
