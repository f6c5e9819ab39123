// Quoted posts as other pages hold them: what a network's embed code says of itself. Whether it is one, the server decides.
import { withoutStyles } from "./paste-styles.js";

const lines = (element) => {
  const copy = element?.cloneNode(true);
  copy?.querySelectorAll("br").forEach((lineBreak) => lineBreak.replaceWith("\n"));
  return copy?.textContent.trim() ?? "";
};
const linkIn = (element, pattern) => [...element.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")).findLast((one) => pattern.test(one)) ?? "";
const bare = (address) => (address ?? "").replace(/[?#].*$/, "");

// The words stand in the first paragraph, and after it: — Name (@handle) date.
function said(quote) {
  const paragraph = quote.querySelector("p");
  const rest = quote.cloneNode(true);
  rest.querySelector("p")?.remove();
  const [, author = "", handle = ""] = rest.textContent.match(/[—–-]\s*([^\n]+?)\s*\(@([\w.-]+)\)/) ?? [];
  return { text: lines(paragraph), author: author.trim(), handle, language: paragraph?.lang ?? "" };
}

// Frames whose address holds that of the post; those that are known by their own are left to the server.
const FRAMES = [
  [/facebook\.com\/(?:v[\d.]+\/)?plugins\/(?:post|video)\.php\?(?:.*&)?href=([^&]+)/i, (address) => decoded(address)],
  [/(?:redditmedia|embed\.reddit)\.com(\/r\/[^?#]+)/i, (path) => `https://www.reddit.com${path}`],
];

function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function frame(element) {
  const id = element.dataset.tweetId;
  if (/^\d+$/.test(id ?? "")) return { url: `https://x.com/i/status/${id}` };
  const source = element.getAttribute("src") || element.dataset.src || element.dataset.lazySrc || "";
  const address = source.startsWith("//") ? `https:${source}` : source;
  for (const [pattern, made] of FRAMES) {
    const found = address.match(pattern);
    if (found) return { url: made(...found.slice(1)) };
  }
  return { url: /^https?:/.test(address) ? address : "" };
}

const WIDGETS = [
  ["blockquote.twitter-tweet, blockquote.twitter-video", (quote) => ({ url: bare(linkIn(quote, /\/status(es)?\/\d+/)), ...said(quote) })],
  ["blockquote.instagram-media", (quote) => ({ url: bare(quote.dataset.instgrmPermalink) || bare(linkIn(quote, /\/(p|reel|tv)\//)) })],
  ["blockquote.tiktok-embed", (quote) => ({ url: quote.getAttribute("cite") ?? "" })],
  ["blockquote.bluesky-embed", (quote) => ({ url: bare(linkIn(quote, /\/post\//)), ...said(quote) })],
  ["blockquote:is(.reddit-embed-bq, .reddit-card)", (quote) => ({ url: bare(quote.querySelector("a[href]")?.getAttribute("href")) })],
  ["blockquote.text-post-media", (quote) => ({ url: quote.dataset.textPostPermalink || linkIn(quote, /\/(post|t)\//) })],
  [".fb-post, .fb-video", (box) => ({ url: box.dataset.href ?? "" })],
  ["blockquote.mastodon-embed", (quote) => ({ url: (quote.dataset.embedUrl || linkIn(quote, /\/@[^/]+\/\d+/)).replace(/\/embed\/?$/, "") })],
  ["[data-telegram-post]", (script) => ({ url: `https://t.me/${script.dataset.telegramPost}` })],
  ["amp-twitter[data-tweetid]", (box) => ({ url: `https://x.com/i/status/${box.dataset.tweetid}` })],
  ["amp-instagram[data-shortcode]", (box) => ({ url: `https://www.instagram.com/p/${box.dataset.shortcode}/` })],
  ["amp-youtube[data-videoid]", (box) => ({ url: `https://www.youtube.com/watch?v=${box.dataset.videoid}` })],
  ["iframe", frame],
];
export const SELECTOR = WIDGETS.map(([selector]) => selector).join(", ");

// What a widget says: { url, text, author, handle, language }, all but the address perhaps missing.
export const read = (element) => WIDGETS.find(([selector]) => element.matches(selector))[1](element);

// Code that networks hand out to be copied, as it stands in a plain text. It is cut out by its own beginning and end.
const SCRIPT = "(?:\\s*<script\\b[^>]*>\\s*</script>)";
const CODE = new RegExp(
  `(?:<div id="fb-root">\\s*</div>${SCRIPT}?\\s*)?(?:<blockquote\\b[^]*?</blockquote>|<iframe\\b[^>]*>(?:[^<]*</iframe>)?`
  + `|<div class="fb-(?:post|video)"[^>]*>(?:\\s*<blockquote\\b[^]*?</blockquote>)?\\s*</div>`
  + `|<script\\b[^>]*data-telegram-post[^>]*>\\s*</script>)${SCRIPT}*`,
  "gi",
);

// Embed codes in a text: { from, to, ...what it says }. Nothing of it is run or loaded.
export function codesIn(text) {
  if (!text.includes("<")) return [];
  return [...text.matchAll(CODE)].flatMap((found) => {
    const parsed = new DOMParser().parseFromString(withoutStyles(found[0])[0], "text/html").querySelector(SELECTOR);
    const post = parsed && read(parsed);
    return post?.url ? [{ from: found.index, to: found.index + found[0].length, ...post }] : [];
  });
}
