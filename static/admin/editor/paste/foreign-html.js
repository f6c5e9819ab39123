// What HTML from other programs says: the table that the server's sanitiser reads too (`articles/body/data/`). The
// desk's page hands it to the editor.

/**
 * `styles` are in the order of the table; `off` takes away an inherited mark. `classes` say a mark by their
 * name alone.
 *
 * @typedef {{ mark: string, properties: string[], on: RegExp, off: RegExp | null }} StyleRule
 */

export const foreign = {
  /** Names of the elements that end a line. @type {Set<string>} */
  blocks: new Set(),
  /** The story's own element for another one. @type {Record<string, string>} */
  renamed: {},
  /** Elements whose line ends are line breaks. @type {Set<string>} */
  verbatim: new Set(),
  /** @type {StyleRule[]} */
  styles: [],
  /** @type {Record<string, string>} */
  classes: {},
  /** Values of `white-space` with which line ends are line breaks. */
  lineBreaks: /^$/,
  /** Alternative texts of pictures that stand for emoji. */
  emoji: /^$/,
};

/** @param {any} table */
export function readTable(table) {
  Object.assign(foreign, {
    blocks: new Set(table.blocks),
    renamed: table.renamed,
    verbatim: new Set(table.verbatim),
    styles: table.styles.map((/** @type {any} */ rule) =>
      ({ ...rule, on: new RegExp(rule.on), off: rule.off ? new RegExp(rule.off) : null })),
    classes: table.classes,
    lineBreaks: new RegExp(table.line_breaks),
    emoji: new RegExp(table.emoji, "u"),
  });
}

/** @param {string} name */
export const storyElement = (name) => foreign.renamed[name] ?? name;
