// Counters beside the form's fields: letters of a headline, words and reading time of the body.
import { create, debounce } from "../dom.js";
import { gettext, interpolate, ngettext } from "../i18n.js";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * @param {string} text
 * @returns {number} letters as readers see them: a Devanagari syllable or an emoji is one
 */
export const countGraphemes = (text) => [...graphemes.segment(text)].length;

// The rule of `articles.text`: tests/text/word_counts.json holds the cases that both must count alike.
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d]*(?:['’.,-][\p{L}\p{M}\p{N}\u200c\u200d]+)*/gu;
const WORDS_PER_MINUTE = 190;

/**
 * @param {string} text
 * @returns {number}
 */
export const wordCount = (text) => text.match(WORD)?.length ?? 0;

/**
 * @param {number} words
 * @returns {number} rounded, but at least 1 where there are words
 */
export const readingMinutes = (words) => (words ? Math.max(1, Math.round(words / WORDS_PER_MINUTE)) : 0);

/**
 * Show beside a field's label how many letters it holds, and mark the count when they exceed the advised length.
 * `data-advice` is "least-most".
 *
 * @param {HTMLInputElement} field
 */
export function countLetters(field) {
  const label = document.querySelector(`label[for="${field.id}"]`);
  if (!label) return;
  const [least, most] = (field.dataset.advice ?? "").split("-").map(Number);
  const counter = create("span", { className: "counter", id: `${field.id}_count` });
  const status = create("span", { className: "visually-hidden", role: "status" });
  const row = create("div", { className: "label-row" });
  label.before(row);
  row.append(label, counter, status);
  counter.title = least
    ? interpolate(gettext("Best between %s and %s letters"), [least, most])
    : interpolate(gettext("Best at up to %s letters"), [most]);
  // Screen readers announce it only when the limit is crossed, and after a pause.
  const announce = debounce(800, () => {
    status.textContent = counter.classList.contains("over") ? counter.title : "";
  });
  const update = () => {
    const count = countGraphemes(field.value.trim());
    counter.textContent = count ? `${count} / ${most}` : "";
    if (counter.classList.contains("over") === count > most) return;
    counter.classList.toggle("over", count > most);
    announce();
  };
  field.addEventListener("input", update);
  update();
}

/**
 * Show the body's words and reading time below the editor.
 *
 * @param {HTMLTextAreaElement} textarea
 * @param {Editor} editor
 */
export function countWords(textarea, editor) {
  const counter = create("p", { className: "story-count" });
  textarea.closest(".prose-editor")?.after(counter);
  const update = () => {
    const { doc } = editor.state;
    const words = wordCount(doc.textBetween(0, doc.content.size, "\n", "\n"));
    const minutes = readingMinutes(words);
    counter.replaceChildren(
      create("span", { textContent: interpolate(ngettext("%s word", "%s words", words), [words]) }),
      create("span", { textContent: interpolate(ngettext("%s minute's read", "%s minutes' read", minutes), [minutes]) }),
    );
  };
  editor.on("update", debounce(400, update));
  update();
}
