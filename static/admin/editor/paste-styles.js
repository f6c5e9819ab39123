// What the styles of a pasted document say of an element: from its own attribute and from the sheet that came along.
const COMMENTS = /\/\*[^]*?\*\/|<!--|-->/g;
const RULE = /([^{}]+)\{([^{}]*)\}/g;
// A selector that names one tag, one class or both; others (of pages, of lists) say nothing about words.
const SELECTOR = /^([a-z][a-z0-9]*)?(?:\.([\w-]+))?$/i;

function put(sheet, selector, declarations) {
  const [, tag = "", name = ""] = selector.trim().match(SELECTOR) ?? [];
  if (!tag && !name) return;
  const key = `${tag.toLowerCase()}.${name}`;
  sheet.set(key, `${sheet.get(key) ?? ""};${declarations}`);
}

// Styles are read here and nowhere applied: the policy of this page would refuse them, aloud, as soon as they are parsed.
const SHEET = /<style\b[^>]*>([^]*?)<\/style\s*>/gi;
const TAG = /<[a-z][^>]*>/gi;
const STYLE = /(\s)style(?=\s*=)/gi;
export const OWN_STYLE = "data-style";

// A document without its styles: they are in the second value, and in an attribute of another name.
export function withoutStyles(html) {
  const sheets = [];
  const rest = html.replace(SHEET, (_all, sheet) => {
    sheets.push(sheet);
    return "";
  });
  return [rest.replace(TAG, (tag) => tag.replace(STYLE, `$1${OWN_STYLE}`)), sheets];
}

export class Styles {
  constructor(sheets) {
    this.sheet = new Map();
    this.seen = new Map();
    for (const sheet of sheets) {
      for (const [, selectors, declarations] of sheet.replace(COMMENTS, "").matchAll(RULE)) {
        for (const selector of selectors.split(",")) put(this.sheet, selector, declarations);
      }
    }
  }

  // The declarations for an element as one text, the strongest last.
  of(element) {
    const tag = element.localName;
    const names = [...element.classList];
    return [`${tag}.`, ...names.map((name) => `.${name}`), ...names.map((name) => `${tag}.${name}`)]
      .map((key) => this.sheet.get(key) ?? "").join(";") + `;${element.getAttribute(OWN_STYLE) ?? ""}`;
  }

  // The value of a property, in lower case; empty where it is not said.
  value(element, property) {
    const declarations = this.of(element);
    if (!this.seen.has(property)) this.seen.set(property, new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, "gi"));
    const found = [...declarations.matchAll(this.seen.get(property))].at(-1);
    return found ? found[1].trim().toLowerCase() : "";
  }

  font(element) {
    return this.value(element, "font-family") || element.getAttribute("face") || "";
  }
}
