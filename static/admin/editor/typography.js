// Quotation marks, dashes, ellipses and dandas as print has them, while one types: never in what is pasted. One undo
// gives back what was typed.
import { Extension, Plugin, pm } from "django-prose-editor/editor";

/**
 * What replaces a typed sign: how many characters before it go too, and the text that takes their place.
 *
 * @typedef {[number, string]} Replacement
 */

const OPENS_AFTER = /(?:^|[\s([{<«“‘–—\-/|\ufffc])$/u;
const URL_OR_HANDLE = /(?:https?:\/\/|www\.|mailto:|[\w-]\.[a-z]{2,}\/|@)\S*$/iu;
const DEVANAGARI = /[\u0900-\u0963\u0970-\u097f]\s?$/u;
const DEVANAGARI_LANGUAGES = new Set(["hi", "mr", "ne", "sa"]);

/**
 * @param {string} text
 * @param {string} sign
 */
const count = (text, sign) => text.split(sign).length - 1;

/**
 * @param {string} opening
 * @param {string} closing
 * @returns {(before: string) => Replacement | null}
 */
const quote = (opening, closing) => (before) => {
  // The slash at the end of a URL is not one before which a quotation begins.
  if (OPENS_AFTER.test(before) && !URL_OR_HANDLE.test(before)) return [0, opening];
  // 6" and the like are inches, where no quotation is open.
  if (closing === "”" && /\p{N}$/u.test(before) && count(before, opening) <= count(before, closing)) return null;
  return [0, closing];
};

/** @type {Record<string, (before: string, language: string) => Replacement | null>} */
const RULES = {
  '"': quote("“", "”"),
  "'": quote("‘", "’"),
  // Three hyphens at the beginning of a paragraph are the library's shortcut for a dividing line.
  "-": (before) => (/[^-]-$/.test(before) ? [1, "–"] : /–$/.test(before) ? [1, "—"] : null),
  ".": (before) => (/(?:^|[^.])\.\.$/.test(before) ? [2, "…"] : null),
  "|": (before, language) => {
    if (!DEVANAGARI_LANGUAGES.has(language)) return null;
    if (before.endsWith("।")) return [1, "॥"];
    return DEVANAGARI.test(before) ? [0, "।"] : null;
  },
};

/**
 * Return what replaces a sign that is typed after `before`; null if it stays.
 *
 * @param {string} before the paragraph up to the cursor
 * @param {string} typed
 * @param {string} language of the words at the cursor
 * @returns {Replacement | null}
 */
export function replacementFor(before, typed, language) {
  const rule = RULES[typed];
  if (!rule || (typed !== '"' && URL_OR_HANDLE.test(before))) return null;
  return rule(before, language);
}

/**
 * Return the language at a position: of a run of words, of its paragraph, or of the story.
 *
 * @param {ResolvedPos} $position
 * @returns {string}
 */
function languageAt($position) {
  const mark = $position.marks().find(({ attrs }) => attrs.lang);
  if (mark) return mark.attrs.lang;
  for (let depth = $position.depth; depth > 0; depth--) {
    const { lang } = $position.node(depth).attrs;
    if (lang) return lang;
  }
  return /** @type {HTMLSelectElement | null} */ (document.getElementById("id_language"))?.value ?? "";
}

export const Typography = Extension.create({
  name: "newsroomTypography",
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        handleTextInput(view, from, to, typed) {
          if (typed.length !== 1 || view.composing) return false;
          const $from = view.state.doc.resolve(from);
          const before = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc");
          const replacement = replacementFor(before, typed, languageAt($from));
          if (!replacement) return false;
          const [back, text] = replacement;
          view.dispatch(view.state.tr.insertText(typed, from, to));
          const tr = view.state.tr.insertText(text, from - back, from + 1);
          view.dispatch(pm.history.closeHistory(tr).scrollIntoView());
          return true;
        },
      },
    })];
  },
});
