// A document from another program, cleaned before the editor reads it. Its words are kept, each once and in order; what
// is left out is listed. Images and posts leave a number (`data-paste`) at their place: what becomes of them is decided
// later.
import { commentNodes, textNodes } from "../../dom.js";
import { gettext } from "../../i18n.js";
import { makeHeadings, makeParagraphs, nestLists } from "./blocks.js";
import { EMBED_SELECTOR, readEmbed } from "./embed-codes.js";
import { foreign } from "./foreign-html.js";
import { markLegacyFonts } from "./legacy-fonts.js";
import { makeLists, markListEntries } from "./lists.js";
import { makeMarks, settleLanguages } from "./marks.js";
import { OWN_STYLE, Styles, extractStyles } from "./styles.js";
import { liftTables, makeTables, raiseCaptions } from "./tables.js";
import { cleanLinks } from "./urls.js";

/**
 * `objects` holds the posts and images by their `data-paste` number; `words` all text that should be in the story;
 * `omitted` what a reader of the document could have read and the story leaves out.
 *
 * @typedef {{ kind: "post", url: string } | { kind: "image", source: string, alt: string }} PastedObject
 * @typedef {{ what: string, words: string }} Omission
 * @typedef {{ html: string, words: string, objects: PastedObject[], omitted: Omission[] }} CleanDocument
 */

const INVISIBLE = "script, style, template, link, meta, title, head, xml, noscript:not(:has(:not(img)))";
// What somebody has taken out of a text; a bare <del> is how chats and notes write struck words.
const DELETED = "del[cite], del[datetime], .msoDel";
const COMMENTS = "[data-style*='mso-element:comment'], .MsoCommentText, .msocomtxt, a.msocomanchor, .msocomoff";
const HIDDEN = /(^|;)\s*(display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden)/i;
const MEDIA = "video, audio, object, embed, canvas, svg, math, applet";
const FORM_FIELDS = "input, select, textarea";
const FOOTNOTE_RULE = "[data-style*='mso-element:footnote-list'] > hr";

/** @type {Record<string, string[]>} */
const KEPT_ATTRIBUTES = {
  a: ["href"], ol: ["start"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"],
  ...Object.fromEntries(["p", "h2", "h3", "figcaption", "span"].map((name) => [name, ["dir", "lang"]])),
};

/** @param {Element} element */
const wordsOf = (element) => (element.textContent ?? "").replace(/\s+/g, " ").trim();

/**
 * @param {string} html
 * @returns {CleanDocument}
 */
export function cleanHTML(html) {
  const [plain, sheets] = extractStyles(html);
  const { body } = new DOMParser().parseFromString(plain, "text/html");
  const styles = new Styles(sheets);
  /** @type {PastedObject[]} */
  const objects = [];
  // Posts with words of their own count among the words; iframes get theirs here and do not.
  const replacements = extractPosts(body, objects);
  const omitted = removeInvisible(body, styles);
  markListEntries(body);
  raiseCaptions(body);
  const words = body.textContent ?? "";
  replacements.forEach(([placeholder, paragraph]) => placeholder.replaceWith(paragraph));
  extractImages(body, objects, omitted);
  markLegacyFonts(body, styles);
  makeMarks(body, styles);
  makeHeadings(body, styles);
  cleanLinks(body);
  nestLists(body);
  makeTables(body);
  liftTables(body);
  makeParagraphs(body);
  makeLists(body);
  replaceHardSpaces(body);
  settleLanguages(body);
  removeAttributes(body);
  return { html: body.innerHTML, words, objects, omitted };
}

/**
 * Replace widgets of networks: those with words by a quotation, others by a paragraph with their URL.
 *
 * @param {HTMLElement} body
 * @param {PastedObject[]} objects is added to
 * @returns {[Element, Element][]} placeholders, and what takes their place once the words are counted
 */
function extractPosts(body, objects) {
  /** @type {[Element, Element][]} */
  const replacements = [];
  for (const element of body.querySelectorAll(EMBED_SELECTOR)) {
    const isWithin = element.parentElement?.closest("blockquote.twitter-tweet, .fb-post, [data-paste]");
    if (!body.contains(element) || isWithin) continue;
    const embed = readEmbed(element);
    if (!embed.url) continue;
    const isQuotation = element.localName === "blockquote" || element.classList.contains("fb-post");
    const block = document.createElement(isQuotation && wordsOf(element) ? "blockquote" : "p");
    block.dataset.paste = String(objects.push({ kind: "post", ...embed }) - 1);
    if (block.localName === "blockquote") {
      block.append(...element.childNodes);
      element.replaceWith(block);
      continue;
    }
    block.append(Object.assign(document.createElement("a"), { href: embed.url, textContent: embed.url }));
    const placeholder = document.createElement("span");
    element.replaceWith(placeholder);
    replacements.push([placeholder, block]);
  }
  return replacements;
}

/**
 * Remove what is no part of the story's words, and list whatever a reader of the document could have read.
 *
 * @param {HTMLElement} body
 * @param {Styles} styles
 * @returns {Omission[]}
 */
function removeInvisible(body, styles) {
  /** @type {Omission[]} */
  const omitted = [];
  const remove = (/** @type {Element} */ element, what = "", words = wordsOf(element)) => {
    // It may have gone with an element around it.
    if (!body.contains(element)) return;
    if (what && words) omitted.push({ what, words });
    element.remove();
  };
  commentNodes(body).forEach((comment) => comment.remove());
  body.querySelectorAll(INVISIBLE).forEach((element) => remove(element));
  body.querySelectorAll(DELETED).forEach((element) => remove(element, gettext("deleted words")));
  body.querySelectorAll(COMMENTS).forEach((element) => remove(element, gettext("a comment")));
  for (const element of body.querySelectorAll(`[${OWN_STYLE}], [class], [hidden]`)) {
    const isHidden = element.hasAttribute("hidden") || HIDDEN.test(styles.declarations(element));
    if (isHidden) remove(element, gettext("hidden text"));
  }
  for (const element of body.querySelectorAll(MEDIA)) {
    const source = element.getAttribute("src") || element.querySelector("[src]")?.getAttribute("src") || "";
    const words = [wordsOf(element), /^https?:/.test(source) ? source : ""].filter(Boolean).join(" · ");
    remove(element, gettext("what cannot stand in a story"), words);
  }
  body.querySelectorAll(FORM_FIELDS).forEach((element) => remove(element));
  body.querySelectorAll(FOOTNOTE_RULE).forEach((element) => remove(element));
  return omitted;
}

/** @param {Element} image */
const isTrackingPixel = (image) => [image.getAttribute("width"), image.getAttribute("height")]
  .some((size) => /^[0-2]$/.test(size ?? ""));

/**
 * Take the images that the document carries in itself, list the others (nothing is loaded from elsewhere), and replace
 * emoji by their characters.
 *
 * @param {HTMLElement} body
 * @param {PastedObject[]} objects is added to
 * @param {Omission[]} omitted is added to
 */
function extractImages(body, objects, omitted) {
  for (const image of body.querySelectorAll("img, image, v\\:imagedata")) {
    const source = image.getAttribute("src") ?? "";
    const alt = image.localName === "img" ? /** @type {HTMLImageElement} */ (image).alt : "";
    if (alt && foreign.emoji.test(alt)) {
      image.replaceWith(alt);
    } else if (/^(data:image\/|blob:)/i.test(source) && !isTrackingPixel(image)) {
      const paragraph = document.createElement("p");
      paragraph.dataset.paste = String(objects.push({ kind: "image", source, alt }) - 1);
      image.replaceWith(paragraph);
    } else {
      if (source && !isTrackingPixel(image)) {
        omitted.push({ what: gettext("a picture"), words: alt.trim() || source.slice(0, 200) });
      };
      image.remove();
    }
  }
}

/**
 * Replace the no-break spaces that programs write to keep spaces apart.
 *
 * @param {HTMLElement} body
 */
function replaceHardSpaces(body) {
  for (const text of textNodes(body)) {
    if (text.data.includes("\u00a0")) text.data = text.data.replace(/\u00a0/g, " ");
  }
}

/** @param {HTMLElement} body */
function removeAttributes(body) {
  for (const element of body.querySelectorAll("*")) {
    const kept = KEPT_ATTRIBUTES[element.localName] ?? [];
    for (const { name } of [...element.attributes]) {
      if (!kept.includes(name) && !/^data-(paste|paste-font|table)$/.test(name)) element.removeAttribute(name);
    }
  }
}
