// What of a pasted document is no part of the story's words. Whatever a reader of it could have read is named.
import { OWN_STYLE } from "./paste-styles.js";

const { gettext = (text) => text } = window;

const UNSEEN = "script, style, template, link, meta, title, head, xml, noscript:not(:has(:not(img)))";
const COMMENTS = "[data-style*='mso-element:comment'], .MsoCommentText, .msocomtxt, a.msocomanchor, .msocomoff";
const HIDDEN = /(^|;)\s*(display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden)/i;
const PLAYED = "video, audio, object, embed, canvas, svg, math, applet";
const TYPED = "input, select, textarea";

const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

function take(body, selector, what, left) {
  for (const element of body.querySelectorAll(selector)) {
    if (!body.contains(element)) continue;
    if (what && words(element)) left.push({ what, words: words(element) });
    element.remove();
  }
}

function takeHidden(body, styles, left) {
  for (const element of [...body.querySelectorAll(`[${OWN_STYLE}], [class], [hidden]`)]) {
    if (!body.contains(element)) continue;
    if (!element.hidden && !HIDDEN.test(styles.of(element))) continue;
    if (words(element)) left.push({ what: gettext("hidden text"), words: words(element) });
    element.remove();
  }
}

function takePlayed(body, left) {
  for (const element of body.querySelectorAll(PLAYED)) {
    if (!body.contains(element)) continue;
    const address = element.getAttribute("src") || element.querySelector("[src]")?.getAttribute("src") || "";
    const said = [words(element), /^https?:/.test(address) ? address : ""].filter(Boolean).join(" · ");
    if (said) left.push({ what: gettext("what cannot stand in a story"), words: said });
    element.remove();
  }
}

// Answers what was left out, as { what, words }.
export function takeOut(body, styles) {
  const left = [];
  const remarks = document.createNodeIterator(body, NodeFilter.SHOW_COMMENT);
  for (let remark = remarks.nextNode(); remark; remark = remarks.nextNode()) remark.remove();
  take(body, UNSEEN, "", left);
  take(body, "del, .msoDel", gettext("deleted words"), left);
  take(body, COMMENTS, gettext("a comment"), left);
  takeHidden(body, styles, left);
  takePlayed(body, left);
  take(body, TYPED, "", left);
  take(body, "[data-style*='mso-element:footnote-list'] > hr", "", left);
  return left;
}
