// Addresses as they are meant: without the detours of search engines, mail programs and networks, and without what follows readers.
const DETOURS = [
  [/(^|\.)google\.[a-z.]+$/, "/url", ["q", "url"]],
  [/(^|\.)(l|lm)\.(facebook|instagram)\.com$/, "/", ["u"]],
  [/^l\.(facebook|instagram|threads)\.(com|net)$/, "/l.php", ["u"]],
  [/(^|\.)facebook\.com$/, "/l.php", ["u"]],
  [/(^|\.)safelinks\.protection\.outlook\.com$/, "/", ["url"]],
  [/(^|\.)youtube\.com$/, "/redirect", ["q"]],
];
const FOLLOWERS = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_eid|igshid|igsh|ref_src|ref_url)$/i;

function parsed(address) {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function target(url) {
  for (const [host, path, names] of DETOURS) {
    if (!host.test(url.hostname) || url.pathname !== path) continue;
    const inner = names.map((name) => parsed(url.searchParams.get(name) ?? "")).find((one) => /^https?:$/.test(one?.protocol));
    if (inner) return target(inner);
  }
  return url;
}

function withoutFollowers(url) {
  const names = [...url.searchParams.keys()].filter((name) => FOLLOWERS.test(name));
  names.forEach((name) => url.searchParams.delete(name));
  return names.length > 0;
}

// The address a link should have, or null where it leads nowhere on the web.
export function unwrapped(address) {
  const url = parsed(address.trim());
  if (!url || !/^(https?|mailto|tel):$/.test(url.protocol)) return null;
  if (!url.protocol.startsWith("http")) return address.trim();
  const meant = target(url);
  const changed = withoutFollowers(meant);
  return changed || meant !== url ? meant.href : address.trim();
}

// Links of a pasted document; one that leads nowhere leaves its words.
export function tendLinks(body) {
  for (const link of body.querySelectorAll("a")) {
    const address = link.hasAttribute("href") ? unwrapped(link.getAttribute("href")) : null;
    if (address === null) link.replaceWith(...link.childNodes);
    else link.setAttribute("href", address);
  }
}
