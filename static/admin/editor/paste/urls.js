// URLs as they are meant: without the redirects of search engines, mail programs and networks, and without tracking
// parameters.

// Host, path and the parameters that hold the real URL.
/** @type {[RegExp, string, string[]][]} */
const REDIRECTS = [
  [/(^|\.)google\.[a-z.]+$/, "/url", ["q", "url"]],
  [/(^|\.)(l|lm)\.(facebook|instagram)\.com$/, "/", ["u"]],
  [/^l\.(facebook|instagram|threads)\.(com|net)$/, "/l.php", ["u"]],
  [/(^|\.)facebook\.com$/, "/l.php", ["u"]],
  [/(^|\.)safelinks\.protection\.outlook\.com$/, "/", ["url"]],
  [/(^|\.)youtube\.com$/, "/redirect", ["q"]],
];
const TRACKING = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_eid|igshid|igsh|ref_src|ref_url)$/i;

/**
 * @param {string} text
 * @returns {URL | null}
 */
function parse(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/**
 * @param {URL} url
 * @returns {URL}
 */
function redirectTarget(url) {
  for (const [host, path, names] of REDIRECTS) {
    if (!host.test(url.hostname) || url.pathname !== path) continue;
    const targets = names.map((name) => parse(url.searchParams.get(name) ?? ""));
    const target = targets.find((candidate) => candidate && /^https?:$/.test(candidate.protocol));
    if (target) return redirectTarget(target);
  }
  return url;
}

/**
 * @param {URL} url is changed
 * @returns {boolean} whether it had any
 */
function removeTracking(url) {
  const names = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  names.forEach((name) => url.searchParams.delete(name));
  return names.length > 0;
}

/**
 * Return the URL that a link should have; null if it leads nowhere on the web. One that needs no change is returned as
 * it was written.
 *
 * @param {string} address
 */
export function cleanURL(address) {
  const url = parse(address.trim());
  if (!url || !/^(https?|mailto|tel):$/.test(url.protocol)) return null;
  if (!url.protocol.startsWith("http")) return address.trim();
  const target = redirectTarget(url);
  const hadTracking = removeTracking(target);
  return hadTracking || target !== url ? target.href : address.trim();
}

/**
 * Clean the links of a pasted document; one that leads nowhere is replaced by its words.
 *
 * @param {HTMLElement} body
 */
export function cleanLinks(body) {
  for (const link of body.querySelectorAll("a")) {
    const url = cleanURL(link.getAttribute("href") ?? "");
    if (url === null) link.replaceWith(...link.childNodes);
    else link.setAttribute("href", url);
  }
}
