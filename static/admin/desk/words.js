import { make, whenQuiet } from "./making.js";

const { ngettext = (one, many, count) => (count === 1 ? one : many), interpolate } = window;

// The rule of `articles.text`: letters with their marks and joiners, numbers; 190 words a minute.
const WORD = /[\p{L}\p{M}\p{N}\u200c\u200d]+(?:['’.,-][\p{L}\p{M}\p{N}\u200c\u200d]+)*/gu;
const WORDS_A_MINUTE = 190;

const wordsIn = (text) => text.match(WORD)?.length ?? 0;
const minutesFor = (words) => (words ? Math.max(1, Math.floor(words / WORDS_A_MINUTE + 0.5)) : 0);

// Under the text: its words, and how long they take to read.
export function countWords(textarea, editor) {
  const shown = make("p", { className: "story-count" });
  textarea.closest(".prose-editor").after(shown);
  const count = () => {
    const { doc } = editor.state;
    const words = wordsIn(doc.textBetween(0, doc.content.size, "\n", "\n"));
    const minutes = minutesFor(words);
    shown.replaceChildren(
      make("span", { textContent: interpolate(ngettext("%s word", "%s words", words), [words]) }),
      make("span", { textContent: interpolate(ngettext("%s minute's read", "%s minutes' read", minutes), [minutes]) }),
    );
  };
  editor.on("update", whenQuiet(400, count));
  count();
}
