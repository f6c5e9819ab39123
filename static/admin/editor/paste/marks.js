// Marks, direction and language, by whatever tags, styles and classes a program says them: each text gets the elements
// that a story has for them.
import { textNodes } from "../../dom.js";
import { storyLanguage } from "../language.js";
import { foreign, storyElement } from "./foreign-html.js";

const MARKS = new Set(["strong", "em", "u", "s", "sub", "sup"]);
const RAISED = new Set(["sub", "sup"]);
const HEADING = /^(h[1-6]|th)$/;
// The elements of a story that keep a direction and a language.
const TEXT_BLOCKS = "p, h2, h3, figcaption";
const SCRIPTS = /^(Latn|Arab|Deva|Beng|Guru|Gujr|Orya|Taml|Telu|Knda|Mlym|Sinh|Cyrl|Grek|Hebr|Armn|Geor|Ethi|Thai)$/;
const LETTER = /\p{L}/gu;
const RIGHT_TO_LEFT = /[\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}]/u;

/**
 * What holds for the words at a place. `block` is what holds for all of the innermost block. `complex` is the language
 * of Hindi and Urdu words, which Word keeps in a style of its own.
 *
 * @typedef {{ dir: string, lang: string, complex: string }} Tongue
 * @typedef {{ marks: Set<string>, isHeading: boolean, isLink: boolean, keepsLines: boolean, tongue: Tongue,
 *   block: Tongue }} Words
 * @typedef {import("./styles.js").Styles} Styles
 */

/** @param {string} text */
const firstDirection = (text) => {
  const [letter] = text.match(/\p{L}/u) ?? [];
  return letter && RIGHT_TO_LEFT.test(letter) ? "rtl" : "ltr";
};

/**
 * The direction that an element says; one that is left to the browser is that of its first letter.
 *
 * @param {Element} element
 * @param {Map<string, string>} declared
 */
function directionOf(element, declared) {
  const said = (element.getAttribute("dir") ?? declared.get("direction") ?? "").trim().toLowerCase();
  if (said === "rtl" || said === "ltr") return said;
  return said === "auto" || (!said && element.localName === "bdi") ? firstDirection(element.textContent ?? "") : "";
}

/**
 * @param {Words} outside
 * @param {Element} element
 * @param {Styles} styles
 * @returns {Words}
 */
function wordsWithin(outside, element, styles) {
  const name = element.localName;
  const isBlock = foreign.blocks.has(name);
  const declared = styles.declared(element);
  const marks = new Set(outside.marks);
  const isHeading = outside.isHeading || HEADING.test(name);
  const isLink = outside.isLink || name === "a" || element.classList.contains("MsoHyperlink");
  for (const mark of namedMarks(element)) marks.add(mark);
  for (const { mark, properties, on, off } of foreign.styles) {
    // Cells and boxes are aligned, not raised.
    if (isBlock && RAISED.has(mark)) continue;
    const values = properties.map((property) => declared.get(property) ?? "").filter(Boolean);
    // A heading is bold and a link underlined anyway.
    const isUsual = (mark === "strong" && isHeading) || (mark === "u" && isLink);
    if (values.some((value) => on.test(value))) isUsual || marks.add(mark);
    else if (off && values.some((value) => off.test(value))) marks.delete(mark);
  }
  if (HEADING.test(name)) marks.delete("strong");
  const whiteSpace = declared.get("white-space");
  const said = tongueOf(element, declared);
  const within = (/** @type {Tongue} */ { dir, lang, complex }) => ({
    dir: said.dir || dir, lang: said.lang || lang, complex: said.complex ?? complex,
  });
  return {
    marks, isHeading, isLink,
    tongue: within(outside.tongue),
    // What is said of a whole document is a program's default.
    block: isBlock && name !== "body" ? within(outside.block) : outside.block,
    keepsLines: foreign.verbatim.has(name) || (whiteSpace ? foreign.lineBreaks.test(whiteSpace) : outside.keepsLines),
  };
}

/**
 * @param {Element} element
 * @param {Map<string, string>} declared
 */
const tongueOf = (element, declared) => ({
  dir: directionOf(element, declared),
  lang: element.getAttribute("lang") || element.getAttribute("xml:lang") || "",
  complex: declared.get("mso-bidi-language"),
});

/** @param {Element} element */
function namedMarks(element) {
  const byClass = [...element.classList].map((name) => foreign.classes[name.toLowerCase()]);
  return [storyElement(element.localName), ...byClass].filter((name) => MARKS.has(name));
}

/** @param {string} language */
function scriptOf(language) {
  try {
    return new Intl.Locale(language).maximize().script ?? "";
  } catch {
    return "";
  }
}

/**
 * Return the one of the named languages whose script most of the text has; "" for that of the story. Programs write the
 * language of the keyboard, so that one alone proves nothing.
 *
 * @param {string[]} names
 * @param {string} text
 */
export function languageFor(names, text) {
  const letters = text.match(LETTER) ?? [];
  const fits = (/** @type {string} */ name) => {
    const script = scriptOf(name);
    // Of scripts that are several in one (Jpan, Kore) nothing is known here.
    if (!SCRIPTS.test(script)) return script !== "";
    const inScript = new RegExp(`\\p{Script=${script}}`, "u");
    return letters.filter((letter) => inScript.test(letter)).length * 2 > letters.length;
  };
  const found = letters.length ? names.find((name) => name && fits(name)) : undefined;
  if (!found) return "";
  const locale = new Intl.Locale(found);
  return locale.language === storyLanguage() ? "" : locale.baseName;
}

/**
 * Give each text the elements of its marks. Its language waits in an element of its own for `settleLanguages`.
 *
 * @param {HTMLElement} body
 * @param {Styles} styles
 */
export function makeMarks(body, styles) {
  const walk = (/** @type {Element} */ element, /** @type {Words} */ outside) => {
    const words = wordsWithin(outside, element, styles);
    for (const name of ["dir", "lang", "xml:lang"]) element.removeAttribute(name);
    const isBox = foreign.blocks.has(element.localName);
    for (const node of [...element.childNodes]) {
      if (node.nodeType === Node.ELEMENT_NODE) walk(/** @type {Element} */ (node), words);
      else if (node.nodeType === Node.TEXT_NODE) dress(/** @type {Text} */ (node), words, isBox);
    }
    if (MARKS.has(storyElement(element.localName)) || /^(ins|bdi|bdo)$/.test(element.localName)) {
      element.replaceWith(...element.childNodes);
    }
  };
  const none = { dir: "", lang: "", complex: "" };
  walk(body, { marks: new Set(), isHeading: false, isLink: false, keepsLines: false, tongue: none, block: none });
}

/**
 * @param {Text} text
 * @param {Words} words
 * @param {boolean} isInBox between the blocks of a box, white space is none of the text
 */
function dress(text, { marks, keepsLines, tongue, block }, isInBox) {
  const isBlank = !/\S/.test(text.data);
  const hasLines = keepsLines && text.data.includes("\n");
  // What the words of an old font are written in is known once they are converted.
  const isLegacy = text.parentElement?.closest("[data-paste-font]") !== null;
  const hasTongue = !isBlank && !isLegacy && (tongue.dir || tongue.lang || tongue.complex || block.dir);
  if ((isBlank && isInBox) || !(marks.size || hasLines || hasTongue)) return;
  /** @type {(Node | string)[]} */
  let content = [text];
  const wrap = (/** @type {HTMLElement} */ element) => {
    element.append(...content);
    content = [element];
  };
  const place = document.createComment("");
  text.replaceWith(place);
  if (hasLines) content = linesOf(text.data);
  for (const mark of marks) wrap(document.createElement(mark));
  if (hasTongue) {
    const element = document.createElement("span");
    const languages = [tongue, block].map(({ complex, lang }) => languageFor([complex, lang], text.data));
    element.dataset.pasteTongue = [tongue.dir, block.dir, ...languages].join(" ");
    wrap(element);
  }
  place.replaceWith(...content);
}

/** @param {string} text */
const linesOf = (text) => text.split(/\r?\n/)
  .flatMap((line, index) => (index ? [document.createElement("br"), line] : [line]));

/**
 * Put directions and languages where a story has them: on a paragraph what holds for all of it, on words what holds for
 * these alone.
 *
 * @param {HTMLElement} body
 */
export function settleLanguages(body) {
  for (const block of /** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll(TEXT_BLOCKS))) {
    const texts = textNodes(block).filter((text) => /\S/.test(text.data));
    const tongues = texts.map((text) => tongueAround(text));
    const [first] = tongues;
    const dir = first?.blockDir === "rtl" || tongues.every((tongue) => tongue?.dir === "rtl") ? "rtl" : "";
    const lettered = tongues.filter((_tongue, index) => /\p{L}/u.test(texts[index].data));
    const isOne = lettered.every((tongue) => tongue?.lang === lettered[0]?.lang);
    const lang = (isOne ? lettered[0]?.lang : mostOf(texts, tongues)) ?? "";
    if (dir && tongues.length) block.setAttribute("dir", dir);
    if (lang) block.setAttribute("lang", lang);
    for (const tongue of tongues) {
      if (tongue?.dir && tongue.dir !== (dir || "ltr")) tongue.element.setAttribute("dir", tongue.dir);
      const own = tongue?.lang || (lang && lettered.includes(tongue) ? storyLanguage() : "");
      if (tongue && own && own !== lang) tongue.element.setAttribute("lang", own);
    }
  }
  for (const element of body.querySelectorAll("[data-paste-tongue]:not([dir], [lang])")) {
    element.replaceWith(...element.childNodes);
  }
}

/**
 * Return the language that a block says for all of it, if most of its letters are in that.
 *
 * @param {Text[]} texts
 * @param {ReturnType<typeof tongueAround>[]} tongues
 */
function mostOf(texts, tongues) {
  const said = tongues.find((tongue) => tongue?.blockLang)?.blockLang ?? "";
  // Lines of several blocks in one caption: nothing was said of all of it.
  if (tongues.some((tongue) => !tongue)) return "";
  const count = (/** @type {Text[]} */ some) => some.map(({ data }) => data).join("").match(LETTER)?.length ?? 0;
  return count(texts.filter((_text, index) => tongues[index]?.lang === said)) * 2 > count(texts) ? said : "";
}

/** @param {Text} text */
function tongueAround(text) {
  /** @type {HTMLElement | null | undefined} */
  const element = text.parentElement?.closest("[data-paste-tongue]");
  if (!element) return null;
  const [dir, blockDir, lang, blockLang] = (element.dataset.pasteTongue ?? "").split(" ");
  return { element, dir, blockDir, lang, blockLang };
}
