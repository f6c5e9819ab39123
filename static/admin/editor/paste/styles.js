// What the styles of a pasted document say of an element: its own attribute, and the style sheet that came along.
const COMMENTS = /\/\*(?:[^]*?\*\/|[^]*)|<!--|-->/g;
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
      for (const rule of sheet.replace(COMMENTS, "").split("}")) {
        const end = rule.lastIndexOf("{");
        for (const selector of rule.slice(0, Math.max(end, 0)).split(",")) this.#add(selector, rule.slice(end + 1));
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
   * Return the values of an element's own properties, in lower case.
   *
   * @param {Element} element
   * @returns {Map<string, string>}
   */
  declared(element) {
    const declarations = this.declarations(element).toLowerCase().replaceAll("!important", "").split(";");
    return new Map(declarations.flatMap((declaration) => {
      const [name, ...value] = declaration.split(":");
      const text = value.join(":").trim();
      return text ? [[name.trim(), text]] : [];
    }));
  }

  /** @param {Element} element */
  font(element) {
    return this.declared(element).get("font-family") || element.getAttribute("face") || "";
  }
}
