// What the styles of a pasted document say of an element: its own attribute, and the style sheet that came along.
const COMMENTS = /\/\*[^]*?\*\/|<!--|-->/g;
const RULE = /([^{}]+)\{([^{}]*)\}/g;
// A selector that names one tag, one class or both; others (of pages, of lists) say nothing about words.
const SELECTOR = /^([a-z][a-z0-9]*)?(?:\.([\w-]+))?$/i;

const STYLE_ELEMENT = /<style\b[^>]*>([^]*?)<\/style\s*>/gi;
const TAG = /<[a-z][^>]*>/gi;
const STYLE_ATTRIBUTE = /(\s)style(?=\s*=)/gi;
/** The attribute that holds an element's own styles after `extractStyles`. */
export const OWN_STYLE = "data-style";

/**
 * Return a document without styles, and its style sheets. The `style` attributes get another name. Styles are only read
 * and never applied: as soon as they are parsed as such, the page's CSP reports them as violations.
 *
 * @param {string} html
 * @returns {[string, string[]]}
 */
export function extractStyles(html) {
  /** @type {string[]} */
  const sheets = [];
  const rest = html.replace(STYLE_ELEMENT, (_all, sheet) => {
    sheets.push(sheet);
    return "";
  });
  return [rest.replace(TAG, (tag) => tag.replace(STYLE_ATTRIBUTE, `$1${OWN_STYLE}`)), sheets];
}

/** The styles of one document. */
export class Styles {
  /** Declarations by "tag.class"; either part may be empty. @type {Map<string, string>} */
  #rules = new Map();

  /** @param {string[]} sheets */
  constructor(sheets) {
    for (const sheet of sheets) {
      for (const [, selectors, declarations] of sheet.replace(COMMENTS, "").matchAll(RULE)) {
        for (const selector of selectors.split(",")) this.#add(selector, declarations);
      }
    }
  }

  /**
   * @param {string} selector
   * @param {string} declarations
   */
  #add(selector, declarations) {
    const [, tag = "", name = ""] = selector.trim().match(SELECTOR) ?? [];
    if (!tag && !name) return;
    const key = `${tag.toLowerCase()}.${name}`;
    this.#rules.set(key, `${this.#rules.get(key) ?? ""};${declarations}`);
  }

  /**
   * Return the declarations for an element as one text, in ascending order of precedence.
   *
   * @param {Element} element
   */
  declarations(element) {
    const tag = element.localName;
    const names = [...element.classList];
    const keys = [`${tag}.`, ...names.map((name) => `.${name}`), ...names.map((name) => `${tag}.${name}`)];
    return [...keys.map((key) => this.#rules.get(key) ?? ""), element.getAttribute(OWN_STYLE) ?? ""].join(";");
  }

  /**
   * Return the value of a property in lower case; "" if it is not declared.
   *
   * @param {Element} element
   * @param {string} property
   */
  value(element, property) {
    const declaration = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, "gi");
    const last = [...this.declarations(element).matchAll(declaration)].at(-1);
    return last ? last[1].trim().toLowerCase() : "";
  }

  /** @param {Element} element */
  font(element) {
    return this.value(element, "font-family") || element.getAttribute("face") || "";
  }
}
