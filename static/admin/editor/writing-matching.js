// Finding words in a text as a reader would: spellings that Hindi uses side by side are one, unless they are asked for
// exactly. The rules are those of `fold` in `articles.text` that a running text needs.
const NUKTA = "\u093c";
const VIRAMA = "\u094d";
const ANUSVARA = "\u0902";
const INVISIBLE = /[\ufe00-\ufe0f\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/;
const ALIKE = { "\u0901": ANUSVARA, "“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " " };
// A nasal before a stop of its own row is what the anusvara stands for.
const ROWS = { ङ: "कखगघ", ञ: "चछजझ", ण: "टठडढ", न: "तथदध", म: "पफबभ" };
const OF_A_WORD = /[\p{L}\p{M}\p{N}\u200c\u200d]/u;

// Each letter of the text with the place where it began; what has no weight is left out.
function letters(text) {
  const found = [];
  let at = 0;
  for (const letter of text) {
    for (const part of letter.normalize("NFD").toLowerCase()) {
      const digit = part >= "०" && part <= "९" ? String(part.charCodeAt(0) - 0x966) : part;
      if (part !== NUKTA && !INVISIBLE.test(part)) found.push([ALIKE[digit] ?? digit, at]);
    }
    at += letter.length;
  }
  return found;
}

// The text with such spellings made one, and where each of its letters stood.
function folded(text) {
  const found = letters(text);
  let words = "";
  const places = [];
  for (let i = 0; i < found.length; i++) {
    const [letter, at] = found[i];
    const nasal = ROWS[letter] && found[i + 1]?.[0] === VIRAMA && ROWS[letter].includes(found[i + 2]?.[0]);
    const put = nasal ? ANUSVARA : letter;
    for (let unit = 0; unit < put.length; unit++) places.push(at);
    words += put;
    if (nasal) i++;
  }
  places.push(text.length);
  return { words, places };
}

const asItStands = (text) => ({ words: text, places: null });

function standsAlone(text, from, to) {
  const before = [...text.slice(0, from)].at(-1) ?? "";
  const [after = ""] = text.slice(to);
  return !OF_A_WORD.test(before) && !OF_A_WORD.test(after);
}

// Where the sought stands in the text: [from, to] in its units, one after the other.
export function matches(text, sought, { exact = false, whole = false } = {}) {
  const read = exact ? asItStands : folded;
  const { words, places } = read(text);
  const wanted = read(sought).words;
  const found = [];
  if (!wanted) return found;
  for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at)) {
    const end = at + wanted.length;
    const [from, to] = places ? [places[at], places[end]] : [at, end];
    // A letter is not taken from under its dot.
    const good = text[to] !== NUKTA && to > from && (!whole || standsAlone(text, from, to));
    if (good) found.push([from, to]);
    at = good ? end : at + 1;
  }
  return found;
}

// The same in a document, as positions. Whatever stands in a line and is no text counts as one unknown letter.
export function matchesIn(doc, sought, options) {
  const found = [];
  if (!sought) return found;
  doc.descendants((block, position) => {
    if (!block.isTextblock) return true;
    let text = "";
    block.forEach((part) => { text += part.text ?? "\ufffc".repeat(part.nodeSize); });
    for (const [from, to] of matches(text, sought, options)) found.push({ from: position + 1 + from, to: position + 1 + to });
    return false;
  });
  return found;
}
