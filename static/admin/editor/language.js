// The language and direction of a part of the text, where they are others than the story's.
import { attribute } from "./insertion.js";

const NAMES = ["dir", "lang"];

/** The attributes `dir` and `lang`, in the order in which they are stored. */
export const languageAttributes = () => Object.fromEntries(NAMES.map((name) => [name, { default: null }]));

/** @param {string} name */
const ofCaption = (name) => attribute((figure) => figure.querySelector("figcaption")?.getAttribute(name) ?? null);

/** The same of the caption of a figure whose content is the caption. */
export const captionLanguageAttributes = () => ({ captionDirection: ofCaption("dir"), captionLanguage: ofCaption("lang") });

/**
 * @param {PMNode} figure
 * @returns {Record<string, string>} what the caption of that figure has of the two
 */
export const captionLanguageOf = ({ attrs: { captionDirection, captionLanguage } }) => ({
  ...(captionDirection && { dir: captionDirection }), ...(captionLanguage && { lang: captionLanguage }),
});

/** @returns {string} the language that is chosen for the story; Hindi on forms without a choice */
export const storyLanguage = () =>
  /** @type {HTMLSelectElement | null} */ (document.getElementById("id_language"))?.value || "hi";
