import { focusField } from "./focusing.js";
import { make } from "./making.js";

const { gettext = (text) => text, ngettext = (one, many, count) => (count === 1 ? one : many), interpolate } = window;

// Where on the form a thing that is missing can be mended.
const PLACES = { bylines: "bylines-heading", tags: "id_tag_names", quotes: "quotes-heading", images: "id_body" };
const placeOf = (where) => PLACES[where] ?? `id_${where}`;

let editor = null;
document.addEventListener("prose-editor:ready", ({ target, detail }) => {
  if (target.id === "id_body") editor = detail.editor;
});

// The place in the body: an image by its number, a heading as the server counts them (empty ones, and those of fact
// boxes, are not among them).
function positionOf(where, number) {
  let found = null;
  let heading = -1;
  editor?.state.doc.descendants((node, position) => {
    if (found !== null || node.type.name === "factBox") return false;
    if (where === "images" && [node.attrs.id, ...String(node.attrs.ids ?? "").split(" ")].includes(String(number))) found = position;
    if (where === "body" && node.type.name === "heading" && node.textContent.trim() && ++heading === number) found = position;
    return found === null;
  });
  return found;
}

function lead({ where, number }) {
  if (number !== undefined && where === "quotes" && focusField(`id_quote-${number}-text`)) return;
  focusField(placeOf(where));
  const position = number === undefined ? null : positionOf(where, Number(number));
  if (position === null) return;
  if (where === "images") editor.commands.setNodeSelection(position);
  else editor.commands.setTextSelection(position + 1);
  editor.view.nodeDOM(position)?.scrollIntoView({ block: "center" });
}

function item({ where, message, needed, number }) {
  const kind = make("span", { className: "visually-hidden", textContent: `${needed ? gettext("Needed") : gettext("Advice")}: ` });
  const line = make("li", { className: needed ? "needed" : "advice" }, make("a", { href: `#${placeOf(where)}` }, kind, message));
  line.dataset.where = where;
  if (number !== null) line.dataset.number = number;
  return line;
}

// Shows the list anew, unless somebody is just walking through it; says how much is missing where that has changed.
export function showChecks(section, checks) {
  const list = section.querySelector("ul");
  const before = list.querySelectorAll(".needed").length;
  const needed = checks.filter((one) => one.needed).length;
  if (!list.contains(document.activeElement)) list.replaceChildren(...checks.map(item));
  section.querySelector(".checks-none").hidden = checks.length > 0;
  if (needed === before) return;
  section.querySelector("[role=status]").textContent = needed
    ? interpolate(ngettext("%s thing is missing before it can be published", "%s things are missing before it can be published", needed), [needed])
    : gettext("Nothing is missing before it can be published");
}

export function followChecks(section) {
  section.addEventListener("click", (event) => {
    const line = event.target.closest("li[data-where]");
    if (!line) return;
    event.preventDefault();
    lead(line.dataset);
  });
}
