// A document from another program, cleaned before the editor reads it. Words are kept, each once and in order; what is
// left out is named. Pictures and posts leave a number (data-paste) at their place, what becomes of them is decided later.
import { makeHeadings, makeParagraphs, makeTables, nestLists } from "./paste-blocks.js";
import { fontsOf } from "./paste-fonts.js";
import { takeOut } from "./paste-left.js";
import { tendLinks } from "./paste-links.js";
import { makeLists, takeSigns } from "./paste-lists.js";
import { Styles, withoutStyles } from "./paste-styles.js";
import { read, SELECTOR } from "./paste-widgets.js";

const KEPT = { a: ["href"], ol: ["start"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"] };
const EMPHASIS = [
  ["strong", (style) => /^(bold|bolder|[6-9]00)$/.test(style("font-weight"))],
  ["em", (style) => /^(italic|oblique)/.test(style("font-style"))],
];

// Whose words are what: `things` holds the widgets and pictures by their number.
export function cleaned(html) {
  const [plain, sheets] = withoutStyles(html);
  const { body } = new DOMParser().parseFromString(plain, "text/html");
  const styles = new Styles(sheets);
  const things = [];
  const quoted = widgets(body, things);
  const left = takeOut(body, styles);
  takeSigns(body);
  const words = body.textContent;
  quoted.forEach(([element, made]) => element.replaceWith(made));
  pictures(body, styles, things, left);
  fontsOf(body, styles);
  emphasis(body, styles);
  makeHeadings(body, styles);
  tendLinks(body);
  nestLists(body);
  makeTables(body);
  makeParagraphs(body);
  makeLists(body);
  plainSpaces(body);
  bare(body);
  return { html: body.innerHTML, words, things, left };
}

// Widgets stand aside while the words are counted: theirs count, those of a frame are made here and do not.
function widgets(body, things) {
  const found = [];
  for (const element of body.querySelectorAll(SELECTOR)) {
    if (!body.contains(element) || element.parentElement.closest("blockquote.twitter-tweet, .fb-post, [data-paste]")) continue;
    const post = read(element);
    if (!post.url) continue;
    const quote = element.localName === "blockquote" || element.classList.contains("fb-post");
    const made = document.createElement(quote && element.textContent.trim() ? "blockquote" : "p");
    made.dataset.paste = String(things.push({ kind: "post", ...post }) - 1);
    if (made.localName === "p") {
      const link = Object.assign(document.createElement("a"), { href: post.url, textContent: post.url });
      made.append(link);
      const place = document.createElement("span");
      element.replaceWith(place);
      found.push([place, made]);
    } else {
      made.append(...element.childNodes);
      element.replaceWith(made);
    }
  }
  return found;
}

const isDot = (image) => [image.getAttribute("width"), image.getAttribute("height")].some((size) => /^[0-2]$/.test(size ?? ""));
const isSign = (image) => /^\p{Extended_Pictographic}|^\p{Regional_Indicator}/u.test(image.alt) && image.alt.length < 16;

// Nothing is loaded from elsewhere: what came along is taken, what did not is named, and a sign is its own words.
function pictures(body, styles, things, left) {
  for (const image of body.querySelectorAll("img, image, v\\:imagedata")) {
    const source = image.getAttribute("src") ?? "";
    if (image.localName === "img" && isSign(image)) {
      image.replaceWith(image.alt);
    } else if (/^(data:image\/|blob:)/i.test(source) && !isDot(image)) {
      const place = document.createElement("p");
      place.dataset.paste = String(things.push({ kind: "picture", source, alt: image.alt ?? "" }) - 1);
      image.replaceWith(place);
    } else {
      if (source && !isDot(image)) left.push({ what: "picture", words: image.alt?.trim() || source.slice(0, 200) });
      image.remove();
    }
  }
}

function emphasis(body, styles) {
  for (const element of body.querySelectorAll("b, strong, i, em, span, font")) {
    const style = (property) => styles.value(element, property);
    const weight = style("font-weight");
    const slant = style("font-style");
    if (/^(b|strong)$/.test(element.localName) && /^(normal|[1-4]00)$/.test(weight)) element.replaceWith(...element.childNodes);
    else if (/^(i|em)$/.test(element.localName) && slant === "normal") element.replaceWith(...element.childNodes);
    else if (/^(span|font)$/.test(element.localName)) {
      for (const [tag, says] of EMPHASIS) {
        if (!says(style) || element.closest("h1, h2, h3, h4, h5, h6")) continue;
        const made = document.createElement(tag);
        made.append(...element.childNodes);
        element.append(made);
      }
    }
  }
}

// Spaces that programs make hard to keep them apart are ordinary ones.
function plainSpaces(body) {
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.data.includes("\u00a0")) text.data = text.data.replace(/\u00a0/g, " ");
  }
}

function bare(body) {
  for (const element of body.querySelectorAll("*")) {
    const kept = KEPT[element.localName] ?? [];
    for (const { name } of [...element.attributes]) {
      if (!kept.includes(name) && !/^data-(paste|paste-font|table)$/.test(name)) element.removeAttribute(name);
    }
  }
}
