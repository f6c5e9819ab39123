// Quoted posts, charts, maps and players as other pages and the networks' embed codes hold them. Whether it really is
// one, the server decides.
import { extractStyles } from "./styles.js";

/**
 * What an embed says of itself; all but the URL may be missing.
 *
 * @typedef {{ url: string, text?: string, author?: string, handle?: string, language?: string, date?: string }} Embed
 */

/** @param {Element | null} element */
function linesOf(element) {
  const copy = /** @type {Element | undefined} */ (element?.cloneNode(true));
  copy?.querySelectorAll("br").forEach((lineBreak) => lineBreak.replaceWith("\n"));
  return copy?.textContent?.trim() ?? "";
}

/**
 * Return the URL of the last link that matches; "" if there is none.
 *
 * @param {Element} element
 * @param {RegExp} pattern
 */
const linkIn = (element, pattern) => [...element.querySelectorAll("a[href]")]
  .map((link) => link.getAttribute("href") ?? "").filter((href) => pattern.test(href)).at(-1) ?? "";

/** @param {string | null | undefined} url */
const withoutQuery = (url) => (url ?? "").replace(/[?#].*$/, "");

/**
 * Read a quotation whose first paragraph holds the words, followed by "— Name (@handle) date".
 *
 * @param {Element} quote
 */
function readQuotation(quote) {
  const paragraph = quote.querySelector("p");
  const rest = /** @type {Element} */ (quote.cloneNode(true));
  rest.querySelector("p")?.remove();
  const signature = /[—–-]\s*([^\n]+?)\s*\(@([\w.-]+)\)\s*([^\n]*)/;
  const [, author = "", handle = "", date = ""] = rest.textContent?.match(signature) ?? [];
  return { text: linesOf(paragraph), author: author.trim(), handle, language: paragraph?.lang ?? "", date: date.trim() };
}

/**
 * Return an iframe's URL as it is: which post it shows, the server knows.
 *
 * @param {HTMLElement} iframe
 * @returns {Embed}
 */
function readIframe(iframe) {
  const { tweetId = "", src: lazySource, lazySrc } = iframe.dataset;
  if (/^\d+$/.test(tweetId)) return { url: `https://x.com/i/status/${tweetId}` };
  const source = iframe.getAttribute("src") || lazySource || lazySrc || "";
  const url = source.startsWith("//") ? `https:${source}` : source;
  return { url: /^https?:/.test(url) ? url : "" };
}

/** @type {[string, (element: HTMLElement) => Embed][]} */
const EMBEDS = [
  ["blockquote.twitter-tweet, blockquote.twitter-video", (quote) =>
    ({ url: withoutQuery(linkIn(quote, /\/status(es)?\/\d+/)), ...readQuotation(quote) })],
  ["blockquote.instagram-media", (quote) =>
    ({ url: withoutQuery(quote.dataset.instgrmPermalink) || withoutQuery(linkIn(quote, /\/(p|reel|tv)\//)) })],
  ["blockquote.tiktok-embed", (quote) => ({ url: quote.getAttribute("cite") ?? "" })],
  ["blockquote.bluesky-embed", (quote) => ({ url: withoutQuery(linkIn(quote, /\/post\//)), ...readQuotation(quote) })],
  ["blockquote:is(.reddit-embed-bq, .reddit-card)", (quote) =>
    ({ url: withoutQuery(quote.querySelector("a[href]")?.getAttribute("href")) })],
  ["blockquote.text-post-media", (quote) =>
    ({ url: quote.dataset.textPostPermalink || linkIn(quote, /\/(post|t)\//) })],
  [".fb-post, .fb-video", ({ dataset }) => ({ url: dataset.href ?? "" })],
  ["blockquote.mastodon-embed", (quote) =>
    ({ url: (quote.dataset.embedUrl || linkIn(quote, /\/@[^/]+\/\d+/)).replace(/\/embed\/?$/, "") })],
  ["[data-telegram-post]", ({ dataset }) => ({ url: `https://t.me/${dataset.telegramPost}` })],
  ["amp-twitter[data-tweetid]", ({ dataset }) => ({ url: `https://x.com/i/status/${dataset.tweetid}` })],
  ["amp-instagram[data-shortcode]", ({ dataset }) => ({ url: `https://www.instagram.com/p/${dataset.shortcode}/` })],
  ["amp-youtube[data-videoid]", ({ dataset }) => ({ url: `https://www.youtube.com/watch?v=${dataset.videoid}` })],
  [".flourish-embed[data-src]", ({ dataset }) => ({ url: `https://public.flourish.studio/${dataset.src?.replace(/\?.*/, "")}/` })],
  ["script[src*='datawrapper.dwcdn.net/']", (script) =>
    ({ url: (script.getAttribute("src") ?? "").replace(/embed\.js.*$/, "") })],
  ["iframe", readIframe],
];

/** Matches all elements that `readEmbed` can read. */
export const EMBED_SELECTOR = EMBEDS.map(([selector]) => selector).join(", ");

/**
 * @param {Element} element that matches EMBED_SELECTOR
 * @returns {Embed} with an empty URL if there is none in it
 */
export function readEmbed(element) {
  const [, read] = EMBEDS.find(([selector]) => element.matches(selector)) ?? EMBEDS[EMBEDS.length - 1];
  return read(/** @type {HTMLElement} */ (element));
}

// A network's script, which follows its code. Telegram's is a code of its own.
const SCRIPT = "(?:\\s*<script\\b(?![^>]*data-telegram-post)[^>]*>(?:(?!</script>)[^])*</script>)";
// The link of Flourish or OpenStreetMap that follows an iframe.
const AFTER_IFRAME = "(?:\\s*<div\\b[^>]*>\\s*<a class=['\"]flourish-credit['\"][^]*?</a>\\s*</div>"
  + "|\\s*<br ?/?>\\s*<small>\\s*<a href=\"https://www\\.openstreetmap\\.org/[^<]*</a>\\s*</small>)";
// Embed codes that stand in a plain text, each from its own beginning to its own end.
const CODE = new RegExp(
  `(?:<div id="fb-root">\\s*</div>${SCRIPT}?\\s*)?(?:<blockquote\\b[^]*?</blockquote>|<iframe\\b[^>]*>(?:[^<]*</iframe>${AFTER_IFRAME}?)?`
  + `|<div class="fb-(?:post|video)"[^>]*>(?:\\s*<blockquote\\b[^]*?</blockquote>)?\\s*</div>`
  + `|<div\\b[^>]*(?:id="datawrapper-vis-|class="flourish-embed)[^>]*>[^]*?</div>`
  + `|<script\\b[^>]*data-telegram-post[^>]*>\\s*</script>)${SCRIPT}*`,
  "gi",
);

/**
 * Return the embed codes in a text with their places. Nothing of them is run or loaded.
 *
 * @param {string} text
 * @returns {({ from: number, to: number } & Embed)[]}
 */
export function embedCodesIn(text) {
  if (!text.includes("<")) return [];
  return [...text.matchAll(CODE)].flatMap((match) => {
    const parsed = new DOMParser().parseFromString(extractStyles(match[0])[0], "text/html");
    const element = parsed.querySelector(EMBED_SELECTOR);
    const embed = element && readEmbed(element);
    return embed?.url ? [{ from: match.index, to: match.index + match[0].length, ...embed }] : [];
  });
}
