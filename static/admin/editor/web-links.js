// Addresses that become links, in what is pasted and typed. The patterns are the server's, which the desk's page hands
// to the editor: `articles/text/web_links.py`.

/** @type {{ address: RegExp, after: RegExp }} */
const patterns = { address: /$^/g, after: /$^/ };

/** @param {{ address: string, after: string }} table */
export function readPatterns({ address, after }) {
  patterns.address = new RegExp(address, "giu");
  patterns.after = new RegExp(`^(?:${after})$`, "u");
}

/** @type {[string, string][]} */
const BRACKETS = [[")", "("], ["]", "["]];

/**
 * @param {string} text
 * @param {string} sign
 */
const count = (text, sign) => text.split(sign).length - 1;

/**
 * Return where an address ends before the signs that follow it; a bracket ends it only if it is closed in it.
 *
 * @param {string} address
 */
function endOf(address) {
  /** @type {Record<string, number>} */
  const unclosed = {};
  for (const [closing, opening] of BRACKETS) unclosed[closing] = count(address, closing) - count(address, opening);
  let end = address.length;
  while (end && (patterns.after.test(address[end - 1]) || unclosed[address[end - 1]] > 0)) {
    end -= 1;
    for (const [closing, opening] of BRACKETS) {
      unclosed[closing] -= Number(address[end] === closing) - Number(address[end] === opening);
    }
  }
  return end;
}

/**
 * Return the addresses in a text with their places. `href` has a scheme even where the text has none.
 *
 * @param {string} text
 * @returns {{ from: number, to: number, href: string }[]}
 */
export function webLinksIn(text) {
  return [...text.matchAll(patterns.address)].flatMap((match) => {
    const to = match.index + endOf(match[0]);
    const address = text.slice(match.index, to);
    if (!address.includes(".")) return [];
    return [{ from: match.index, to, href: /^https?:/i.test(address) ? address : `https://${address}` }];
  });
}
