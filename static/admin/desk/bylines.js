// The rows of a story's bylines: their order, and a button that removes one.
import { create, find, findAll } from "../dom.js";
import { gettext } from "../i18n.js";

/** @param {HTMLElement} group */
const rowsOf = (group) => findAll(group, "tr.form-row:not(.empty-form)", HTMLTableRowElement);

/** @param {HTMLElement} row */
const isFilled = (row) => findAll(row, "select, input[type=text]", HTMLInputElement).some((field) => field.value);

/**
 * Number the rows: the server goes by the numbers, not by the order of the rows. An empty row has none.
 *
 * @param {HTMLElement} group
 */
function renumber(group) {
  let next = 0;
  for (const row of rowsOf(group)) {
    find(row, "input[name$=-order]", HTMLInputElement).value = isFilled(row) ? String(++next) : "";
  }
}

/**
 * @param {HTMLElement} group
 * @param {HTMLTableRowElement} row
 * @param {-1 | 1} step
 * @returns {boolean} whether the row could be moved
 */
function move(group, row, step) {
  const rows = rowsOf(group);
  const neighbour = rows[rows.indexOf(row) + step];
  if (!neighbour) return false;
  if (step < 0) neighbour.before(row); else neighbour.after(row);
  renumber(group);
  row.closest("form")?.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

/**
 * A button in the place of Django's "delete" checkbox: it ticks the box, and unticks it again.
 *
 * @param {HTMLTableRowElement} row
 * @param {HTMLInputElement} checkbox
 */
function removeButton(row, checkbox) {
  const button = create("button", { type: "button", className: "remove-byline" });
  const update = () => {
    row.classList.toggle("going", checkbox.checked);
    button.textContent = checkbox.checked ? gettext("Keep") : gettext("Remove");
  };
  button.addEventListener("click", () => {
    checkbox.checked = !checkbox.checked;
    checkbox.dispatchEvent(new Event("input", { bubbles: true }));
    update();
  });
  checkbox.tabIndex = -1;
  update();
  return button;
}

/**
 * @param {HTMLElement} group
 * @param {HTMLTableRowElement} row
 */
function addButtons(group, row) {
  const order = row.querySelector("input[name$=-order]");
  if (!order || row.querySelector(".move-byline")) return;
  /** @type {[string, string, -1 | 1][]} */
  const directions = [["↑", gettext("Move up"), -1], ["↓", gettext("Move down"), 1]];
  order.after(...directions.map(([textContent, title, step]) => {
    const button = create("button", { type: "button", className: "move-byline", textContent, title, "aria-label": title });
    button.addEventListener("click", () => { if (move(group, row, step)) button.focus(); });
    return button;
  }));
  const checkbox = /** @type {HTMLInputElement | null} */ (row.querySelector("td.delete input[type=checkbox]"));
  checkbox?.after(removeButton(row, checkbox));
}

/**
 * Add buttons to all rows, present and future, and a further empty row as soon as all are filled.
 *
 * @param {HTMLElement} group
 */
export function orderBylines(group) {
  rowsOf(group).forEach((row) => addButtons(group, row));
  // select2 triggers jQuery events only.
  window.django?.jQuery?.(group).on("change", () => {
    if (rowsOf(group).every(isFilled)) /** @type {HTMLElement | null} */ (group.querySelector(".add-row a"))?.click();
  });
  document.addEventListener("formset:added", ({ target }) => {
    if (target instanceof HTMLTableRowElement && group.contains(target)) addButtons(group, target);
  });
}
