// Finding text as a reader would: spellings that Hindi uses side by side are one, unless they are asked for exactly.
// The rules are those of `fold` in `articles.text` that a running text needs.
const NUKTA = "\u093c";
const VIRAMA = "\u094d";
const ANUSVARA = "\u0902";
const INVISIBLE = /[\ufe00-\ufe0f\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/;
/** @type {Record<string, string>} */
const ALIKE = { "\u0901": ANUSVARA, "“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " " };
// A nasal before a stop of its own row is what the anusvara stands for.
/** @type {Record<string, string>} */
const ROWS = { ङ: "कखगघ", ञ: "चछजझ", ण: "टठडढ", न: "तथदध", म: "पफबभ" };
const WORD_CHARACTER = /[\p{L}\p{M}\p{N}\u200c\u200d]/u;

/**
 * Text as it is compared. `starts[i]` is where the letter at `i` stood in the original; it has one entry more than
 * there are letters, for the end.
 *
 * @typedef {{ text: string, starts: number[] | null }} FoldedText
 * @typedef {{ exact?: boolean, whole?: boolean }} MatchOptions
 */

/**
 * Return each letter, decomposed and in lower case, with its place in the text; nuktas and invisible characters are
 * left out.
 *
 * @param {string} text
 */
function letters(text) {
  /** @type {[string, number][]} */
  const found = [];
  let at = 0;
  for (const character of text) {
    for (const part of character.normalize("NFD").toLowerCase()) {
      const letter = part >= "०" && part <= "९" ? String(part.charCodeAt(0) - 0x966) : part;
      if (part !== NUKTA && !INVISIBLE.test(part)) found.push([ALIKE[letter] ?? letter, at]);
    }
    at += character.length;
  }
  return found;
}

/**
 * @param {string} text
 * @returns {FoldedText}
 */
function fold(text) {
  const found = letters(text);
  const starts = [];
  let folded = "";
  for (let i = 0; i < found.length; i++) {
    const [letter, at] = found[i];
    const isNasal = ROWS[letter] && found[i + 1]?.[0] === VIRAMA && ROWS[letter].includes(found[i + 2]?.[0]);
    const put = isNasal ? ANUSVARA : letter;
    for (let unit = 0; unit < put.length; unit++) starts.push(at);
    folded += put;
    if (isNasal) i++;
  }
  starts.push(text.length);
  return { text: folded, starts };
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 */
function isWholeWord(text, from, to) {
  const before = [...text.slice(0, from)].at(-1) ?? "";
  const [after = ""] = text.slice(to);
  return !WORD_CHARACTER.test(before) && !WORD_CHARACTER.test(after);
}

/**
 * Return where the query stands in the text, as [from, to) in UTF-16 units. Matches do not overlap.
 *
 * @param {string} text
 * @param {string} query
 * @param {MatchOptions} [options]
 * @returns {[number, number][]}
 */
export function findMatches(text, query, { exact = false, whole = false } = {}) {
  const prepare = exact ? (/** @type {string} */ given) => ({ text: given, starts: null }) : fold;
  const { text: haystack, starts } = prepare(text);
  const needle = prepare(query).text;
  /** @type {[number, number][]} */
  const found = [];
  if (!needle) return found;
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at)) {
    const end = at + needle.length;
    const [from, to] = starts ? [starts[at], starts[end]] : [at, end];
    // A match must not end between a letter and its nukta.
    const isMatch = text[to] !== NUKTA && to > from && (!whole || isWholeWord(text, from, to));
    if (isMatch) found.push([from, to]);
    at = isMatch ? end : at + 1;
  }
  return found;
}

/**
 * Return the matches within the paragraphs of a document, as positions. Whatever is not text counts as unknown letters.
 *
 * @param {PMNode} doc
 * @param {string} query
 * @param {MatchOptions} [options]
 */
export function findInDocument(doc, query, options) {
  /** @type {{ from: number, to: number }[]} */
  const found = [];
  if (!query) return found;
  doc.descendants((block, position) => {
    if (!block.isTextblock) return true;
    let text = "";
    block.forEach((node) => { text += node.text ?? "\ufffc".repeat(node.nodeSize); });
    for (const [from, to] of findMatches(text, query, options)) {
      found.push({ from: position + 1 + from, to: position + 1 + to });
    }
    return false;
  });
  return found;
}
