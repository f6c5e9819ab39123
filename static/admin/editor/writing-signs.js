// Quotes, dashes and dots as print has them, while one types: never on what is pasted. One step back gives what was typed.
import { Extension, Plugin, pm } from "django-prose-editor/editor";

const OPENS_AFTER = /(?:^|[\s([{<«“‘–—\-/|\ufffc])$/u;
const ADDRESS_OR_HANDLE = /(?:https?:\/\/|www\.|mailto:|[\w-]\.[a-z]{2,}\/|@)\S*$/iu;
const DEVANAGARI = /[\u0900-\u0963\u0970-\u097f]\s?$/u;
const IN_DEVANAGARI = new Set(["hi", "mr", "ne", "sa"]);
const count = (text, sign) => text.split(sign).length - 1;

const quote = (opening, closing) => (before) => {
  if (OPENS_AFTER.test(before)) return [0, opening];
  // 6" and the like are inches, where no quotation is open.
  if (closing === "”" && /\p{N}$/u.test(before) && count(before, opening) <= count(before, closing)) return null;
  return [0, closing];
};

// What becomes of a sign after what stands before it: how many letters it takes along, and what is put in their place.
const RULES = {
  '"': quote("“", "”"),
  "'": quote("‘", "’"),
  // Three at the beginning of a paragraph are a dividing line.
  "-": (before) => (/[^-]-$/.test(before) ? [1, "–"] : /–$/.test(before) ? [1, "—"] : null),
  ".": (before) => (/(?:^|[^.])\.\.$/.test(before) ? [2, "…"] : null),
  "|": (before, language) => {
    if (!IN_DEVANAGARI.has(language)) return null;
    if (before.endsWith("।")) return [1, "॥"];
    return DEVANAGARI.test(before) ? [0, "।"] : null;
  },
};

// The language of the words at this place: of a run of words, of its paragraph, or of the story.
function languageAt($place) {
  const marks = $place.marks().map((mark) => mark.attrs.lang).filter(Boolean);
  if (marks.length) return marks[0];
  for (let depth = $place.depth; depth > 0; depth--) {
    if ($place.node(depth).attrs.lang) return $place.node(depth).attrs.lang;
  }
  return document.getElementById("id_language")?.value ?? "";
}

export function signFor(before, typed, language) {
  const rule = RULES[typed];
  if (!rule || (typed !== '"' && ADDRESS_OR_HANDLE.test(before))) return null;
  return rule(before, language);
}

export const Signs = Extension.create({
  name: "newsroomSigns",
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        handleTextInput(view, from, to, typed) {
          if (typed.length !== 1 || view.composing) return false;
          const $from = view.state.doc.resolve(from);
          const before = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc");
          const [back, put] = signFor(before, typed, languageAt($from)) ?? [];
          if (!put) return false;
          view.dispatch(view.state.tr.insertText(typed, from, to));
          view.dispatch(pm.history.closeHistory(view.state.tr.insertText(put, from - back, from + 1)).scrollIntoView());
          return true;
        },
      },
    })];
  },
});
