// The list of pre-publish checks beside the form. Each leads to the place where it can be mended.
import { closest, create, find, findAll } from "../dom.js";
import { findInDocument } from "../editor/text-matching.js";
import { gettext, interpolate, ngettext } from "../i18n.js";
import { focusField } from "./form.js";

/**
 * A failed check, as `articles.publishing` words it. `number` is the image, quote or heading it is about,
 * `text` the words.
 *
 * @typedef {{ where: string, message: string, needed: boolean, number: number | null, text: string }} Check
 */

/** @type {Record<string, string>} */
const TARGETS = { bylines: "bylines-heading", tags: "id_tag_names", quotes: "quotes-heading", images: "id_body" };

/** @param {string} where */
const targetId = (where) => TARGETS[where] ?? `id_${where}`;

/** @type {Editor | null} */
let bodyEditor = null;
document.addEventListener("prose-editor:ready", (event) => {
  const { detail, target } = /** @type {EditorReadyEvent} */ (event);
  if (target.id === "id_body") bodyEditor = detail.editor;
});

/** @type {Record<string, string[]>} */
const NODES = { images: ["libraryImage", "gallery"], quotes: ["socialPost"] };

/**
 * Find an image or a quoted post by its id, or a heading by its number as the server counts them: without empty ones
 * and those of fact boxes.
 *
 * @param {PMNode} doc
 * @param {string} where
 * @param {number} number
 * @returns {number | null} the position in the body
 */
export function positionOf(doc, where, number) {
  /** @type {number | null} */
  let found = null;
  let headings = 0;
  doc.descendants((node, position) => {
    if (found !== null || node.type.name === "factBox") return false;
    const ids = [node.attrs.id, ...String(node.attrs.ids ?? "").split(" ")];
    if (NODES[where]?.includes(node.type.name) && ids.includes(String(number))) found = position;
    const counts = where === "body" && node.type.name === "heading" && node.textContent.trim() !== "";
    if (counts && headings++ === number) found = position;
    return found === null;
  });
  return found;
}

/**
 * @param {Editor} editor
 * @param {string} text
 */
function selectText(editor, text) {
  const [found] = findInDocument(editor.state.doc, text, { exact: true });
  if (found) editor.chain().setTextSelection(found).scrollIntoView().run();
}

/** @param {DOMStringMap} check */
function openPlace({ where = "", number, text }) {
  if (number !== undefined && where === "quotes" && focusField(`id_quote-${number}-text`)) return;
  focusField(document.getElementById(targetId(where)) ? targetId(where) : "id_body");
  if (text && where === "body" && bodyEditor) selectText(bodyEditor, text);
  if (number === undefined || !bodyEditor) return;
  const position = positionOf(bodyEditor.state.doc, where, Number(number));
  if (position === null) return;
  if (NODES[where]) bodyEditor.commands.setNodeSelection(position);
  else bodyEditor.commands.setTextSelection(position + 1);
  const dom = bodyEditor.view.nodeDOM(position);
  if (dom instanceof Element) dom.scrollIntoView({ block: "center" });
}

/** @param {Check} check */
function listItem({ where, message, needed, number, text }) {
  const kind = create("span", {
    className: "visually-hidden", textContent: `${needed ? gettext("Needed") : gettext("Advice")}: `,
  });
  const link = create("a", { href: `#${targetId(where)}` }, [kind, message]);
  const item = create("li", { className: needed ? "needed" : "advice", "data-where": where }, [link]);
  if (number !== null) item.dataset.number = String(number);
  if (text) item.dataset.text = text;
  return item;
}

/**
 * Put one line in the place of those on single posts: how many there are, with a link to each.
 *
 * @param {HTMLElement} list
 */
function joinQuotes(list) {
  const items = findAll(list, "li[data-where=quotes][data-number]");
  if (items.length < 2) return;
  const sentence = ngettext("%s quoted post has no words:", "%s quoted posts have no words:", items.length);
  const links = items.map(({ dataset: { number = "" } }, index) => {
    const name = document.getElementById(`quote-${number}-name`)?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    const link = create("a", { href: `#id_quote-${number}-text`, textContent: String(index + 1), title: name });
    link.dataset.number = number;
    link.setAttribute("aria-label", [gettext("Quoted post"), index + 1, name].join(" "));
    return link;
  });
  const words = create("span", {}, [interpolate(sentence, [items.length]), ...links.flatMap((link) => [" ", link])]);
  const joined = create("li", { className: `${items[0].className} checks-many`, "data-where": "quotes" }, [words]);
  items[0].before(joined);
  items.forEach((item) => item.remove());
}

/**
 * Show the checks, unless the focus is within the list. Announce how many are needed if that number has changed.
 *
 * @param {HTMLElement} section
 * @param {Check[]} checks
 */
export function showChecks(section, checks) {
  const list = find(section, "ul");
  const before = list.querySelectorAll(".needed").length;
  const needed = checks.filter((check) => check.needed).length;
  if (!list.contains(document.activeElement)) {
    list.replaceChildren(...checks.map(listItem));
    joinQuotes(list);
  }
  find(section, ".checks-none").hidden = checks.length > 0;
  if (needed === before) return;
  find(section, "[role=status]").textContent = needed
    ? interpolate(ngettext(
      "%s thing is missing before it can be published", "%s things are missing before it can be published", needed,
    ), [needed])
    : gettext("Nothing is missing before it can be published");
}

/**
 * A click on a check goes to its place on the form.
 *
 * @param {HTMLElement} section
 */
export function openCheckedPlaces(section) {
  joinQuotes(find(section, "ul"));
  section.addEventListener("click", (event) => {
    const item = closest(event, "li[data-where]");
    if (!item) return;
    const { number } = closest(event, "a")?.dataset ?? {};
    event.preventDefault();
    openPlace({ ...item.dataset, ...(number && { number }) });
  });
}
