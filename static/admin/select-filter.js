// The boxes in which groups and permissions are chosen find each spelling of a word, as every list of the desk does.
import { findMatches } from "./editor/text-matching.js";

const { SelectBox } = window;
if (SelectBox) {
  SelectBox.filter = (id, text) => {
    const words = text.split(/\s+/).filter(Boolean);
    for (const choice of SelectBox.cache[id]) {
      choice.displayed = Number(words.every((word) => findMatches(choice.text, word).length > 0));
    }
    SelectBox.redisplay(id);
  };
}
