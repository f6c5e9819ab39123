// Checks that every letter and digit of what was pasted stands in the text, once and in order.
const COUNTED = /[\p{L}\p{M}\p{N}]/u;
// So many equal letters in a row are taken for the same place in both texts.
const ANCHOR = 12;

/**
 * Return the letters and digits of a text, and where each stands in it.
 *
 * @param {string} text
 */
function lettersOf(text) {
  let letters = "";
  /** @type {number[]} */
  const places = [];
  let at = 0;
  for (const character of text) {
    if (COUNTED.test(character)) {
      letters += character;
      for (let unit = 0; unit < character.length; unit++) places.push(at);
    }
    at += character.length;
  }
  return { letters, places };
}

/**
 * Return the passages of `given` that are not in `kept`. Takes linear time where nothing is lost.
 *
 * @param {string} given
 * @param {string} kept
 * @returns {string[]}
 */
export function lostText(given, kept) {
  const source = given.normalize("NFC");
  const { letters, places } = lettersOf(source);
  const { letters: keptLetters } = lettersOf(kept.normalize("NFC"));
  if (letters === keptLetters) return [];
  /** @type {string[]} */
  const lost = [];
  let here = 0;
  let there = 0;
  const lose = (/** @type {number} */ until) => {
    const end = until < places.length ? places[until] : source.length;
    lost.push(source.slice(places[here], end).replace(/\s+/g, " ").trim());
    here = until;
  };
  while (here < letters.length) {
    if (letters[here] === keptLetters[there]) {
      here += 1;
      there += 1;
      continue;
    }
    const next = there < keptLetters.length ? letters.indexOf(keptLetters.slice(there, there + ANCHOR), here) : -1;
    const added = keptLetters.indexOf(letters.slice(here, here + ANCHOR), there);
    if (added >= 0 && (next < 0 || added - there <= next - here)) there = added;
    else lose(next < 0 ? letters.length : next);
  }
  return lost.filter(Boolean);
}
