// Word hands over its lists as paragraphs with a sign in front. Here they become lists.
import { OWN_STYLE } from "./paste-styles.js";

const ENTRY = /mso-list\s*:\s*l(\d+)\s+level(\d+)/i;
const SIGN = /mso-list\s*:\s*ignore/i;
const NUMBER = /^\(?(\d{1,4}|[a-z]{1,4}|[\u0900-\u097f]{1,2})[.)]/i;
const BULLET = /^[·•●○◦▪■□§–—o-][\s\u00a0]+/;
const WORD_CLASS = /^MsoListParagraph/;

const entry = (element) => (element?.localName === "p" ? element.getAttribute(OWN_STYLE)?.match(ENTRY) : null);

// The sign and the blank space after it; the list shows its own. Answers what it was.
function takeSign(paragraph) {
  const signs = [...paragraph.querySelectorAll(`[${OWN_STYLE}]`)].filter((one) => SIGN.test(one.getAttribute(OWN_STYLE)));
  const said = signs.map((sign) => sign.textContent).join("").trim();
  signs.forEach((sign) => sign.remove());
  return said;
}

// What numbers a list is no part of its words; it is taken away before they are counted.
export function takeSigns(body) {
  for (const paragraph of body.querySelectorAll("p")) {
    const found = entry(paragraph);
    if (found) {
      const said = takeSign(paragraph);
      paragraph.dataset.pasteList = `${found[1]} ${found[2]} ${said}`;
    } else if (WORD_CLASS.test(paragraph.className) && BULLET.test(paragraph.textContent)) {
      // Word on the web says by its class alone that it is one.
      paragraph.dataset.pasteList = "0 1 ·";
      takeText(paragraph, paragraph.textContent.match(BULLET)[0].length);
    }
  }
}

function takeText(element, length) {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = length;
  while (left > 0 && texts.nextNode()) {
    const taken = Math.min(left, texts.currentNode.data.length);
    texts.currentNode.deleteData(0, taken);
    left -= taken;
  }
}

const read = (paragraph) => {
  const [, list, level, sign] = paragraph.dataset.pasteList.match(/^(\d+) (\d+) ?(.*)$/);
  return { list, level: Number(level), tag: NUMBER.test(sign) && !/^o$/i.test(sign) ? "ol" : "ul", sign };
};

function opened(tag, sign) {
  const list = document.createElement(tag);
  const start = tag === "ol" ? Number.parseInt(sign, 10) : 1;
  if (start > 1) list.setAttribute("start", String(start));
  return list;
}

// Makes lists of the paragraphs that were marked, deeper levels inside the entry above.
export function makeLists(body) {
  let stack = [];
  let before = null;
  for (const paragraph of body.querySelectorAll("p[data-paste-list]")) {
    const { list, level, tag, sign } = read(paragraph);
    const goesOn = stack.length && before === paragraph.previousElementSibling && stack[0].number === list;
    if (!goesOn) stack = [];
    stack = stack.filter((one) => one.level < level || (one.level === level && one.list.localName === tag));
    if (stack.at(-1)?.level !== level) {
      const made = opened(tag, sign);
      if (stack.length) stack.at(-1).list.lastElementChild.append(made);
      else paragraph.before(made);
      stack.push({ level, list: made, number: list });
    }
    const item = document.createElement("li");
    stack.at(-1).list.append(item);
    item.append(paragraph);
    delete paragraph.dataset.pasteList;
    before = stack[0].list;
  }
}
