// Names for the boxes that select2 puts in the place of the admin's choosers: it gives them the chosen value alone.
import { findAll } from "./dom.js";

/** @param {HTMLSelectElement} select */
const labelOf = (select) => (select.getAttribute("aria-label") ?? select.labels[0]?.textContent ?? "").trim();

/** @param {HTMLSelectElement} select */
function nameBox(select) {
  const box = select.nextElementSibling?.querySelector(".select2-selection");
  const value = box?.querySelector(".select2-selection__rendered");
  if (!box || !value || !labelOf(select)) return;
  box.id ||= `${select.id}-box`;
  box.setAttribute("aria-label", labelOf(select));
  box.setAttribute("aria-labelledby", `${box.id} ${value.id}`);
  // The value is no field of its own.
  value.removeAttribute("role");
  value.removeAttribute("aria-readonly");
}

/**
 * Name the boxes of an element and those of rows that are added, and the field in which one searches while it is open.
 * To be called after Django's scripts.
 */
export function nameChoosers() {
  const $ = window.django?.jQuery;
  /** @param {ParentNode} root */
  const nameAll = (root) => findAll(root, "select.select2-hidden-accessible", HTMLSelectElement).forEach(nameBox);
  // After Django's own: it makes the boxes when the page is ready, and when a row has been added.
  $?.(() => nameAll(document));
  document.addEventListener("formset:added", ({ target }) => { if (target instanceof Element) nameAll(target); });
  $?.(document).on("select2:open", "select", (/** @type {{ target: HTMLSelectElement }} */ { target }) => {
    document.querySelector(".select2-container--open .select2-search__field")?.setAttribute("aria-label", labelOf(target));
  });
}
