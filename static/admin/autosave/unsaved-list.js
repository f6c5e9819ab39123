// The list of one's own texts that were never saved: on the list of stories, and above the form of a new one.
import { getJSON } from "../api.js";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { timeOf } from "../newsroom-time.js";
import { titleOf } from "./form-data.js";
import { button, request } from "./shared.js";

/** @typedef {{ key: string, title: string, at: number | string }} Unsaved */

/**
 * @param {HTMLElement} place
 * @param {{ url: string, copies: import("./store.js").Copies, model: string, except?: string }} options
 */
export async function showUnsaved(place, { url, copies, model, except }) {
  const server = await getJSON(url).catch(() => ({ unsaved: [] }));
  /** @type {Map<string, Unsaved>} */
  const found = new Map(server.unsaved.map((/** @type {Unsaved} */ one) => [one.key, one]));
  for (const { key, data, at } of await copies.all()) {
    if (key.startsWith(`${model}/add/`)) found.set(key, { key, title: titleOf(data), at });
  }
  if (except) found.delete(except);
  if (!found.size) return;
  const items = [...found.values()].map((one) => itemOf(one, { url, copies }));
  const heading = create("h2", { textContent: gettext("Not saved yet"), id: "unsaved-heading" });
  const section = create("section", { className: "unsaved", "aria-labelledby": heading.id }, [
    heading, create("ul", {}, items),
  ]);
  place.replaceChildren(section);
}

/**
 * @param {Unsaved} unsaved
 * @param {{ url: string, copies: import("./store.js").Copies }} options
 */
function itemOf({ key, title, at }, { url, copies }) {
  const name = title || gettext("(no headline yet)");
  const link = create("a", { href: `${url.replace(/autosave\/$/, "add/")}?form_token=${encodeURIComponent(key.split("/add/")[1])}` }, [name]);
  const item = create("li", {}, [link, " ", create("span", { className: "quiet", textContent: timeOf(at) }), " "]);
  const discard = button(gettext("Discard"), async () => {
    const kept = (await copies.all()).filter((copy) => copy.key === key);
    const address = `${url}?key=${encodeURIComponent(key)}`;
    const server = (await getJSON(address).catch(() => null))?.kept;
    await remove(address, copies, kept);
    const undo = button(gettext("Undo"), async () => {
      for (const copy of kept) await copies.put(copy);
      if (server) await request("POST", url, { key, user: copies.user, version: server.version, data: server.data });
      item.replaceWith(itemOf({ key, title, at }, { url, copies }));
    });
    item.replaceChildren(gettext("Discarded."), " ", name, " ", undo);
    undo.focus();
  });
  discard.setAttribute("aria-label", `${gettext("Discard")}: ${name}`);
  item.append(discard);
  return item;
}

/**
 * @param {string} address
 * @param {import("./store.js").Copies} copies
 * @param {import("./form-data.js").Stored[]} kept
 */
async function remove(address, copies, kept) {
  for (const { key, slot } of kept) await copies.remove(slot ?? key);
  await request("DELETE", address);
}
