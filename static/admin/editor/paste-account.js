// Whether every letter and figure of what was pasted stands in the text, once and in order.
const COUNTED = /[\p{L}\p{M}\p{N}]/u;
const SURE = 12;

// The letters and figures of a text, and where each stands in it.
function counted(text) {
  let letters = "";
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

// The stretches of `given` that are not in `kept`, as they read. Linear where all is there.
export function missing(given, kept) {
  const all = counted(given.normalize("NFC"));
  const { letters } = counted(kept.normalize("NFC"));
  if (all.letters === letters) return [];
  const lost = [];
  let here = 0;
  let there = 0;
  const lose = (until) => {
    const end = until < all.places.length ? all.places[until] : given.length;
    lost.push(given.normalize("NFC").slice(all.places[here], end).replace(/\s+/g, " ").trim());
    here = until;
  };
  while (here < all.letters.length) {
    if (all.letters[here] === letters[there]) {
      here += 1;
      there += 1;
      continue;
    }
    const next = there < letters.length ? all.letters.indexOf(letters.slice(there, there + SURE), here) : -1;
    const added = letters.indexOf(all.letters.slice(here, here + SURE), there);
    if (added >= 0 && (next < 0 || added - there <= next - here)) there = added;
    else lose(next < 0 ? all.letters.length : next);
  }
  return lost.filter(Boolean);
}
