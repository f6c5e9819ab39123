import { make } from "./making.js";

const { gettext = (text) => text } = window;

const isFilled = (row) => [...row.querySelectorAll("select, input[type=text]")].some((field) => field.value);

const rowsOf = (group) => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];

// What counts is the number in the row. A row without a person or a name has none.
function number(group) {
  let next = 0;
  for (const row of rowsOf(group)) {
    row.querySelector("input[name$=-order]").value = isFilled(row) ? ++next : "";
  }
}

function move(group, button, up) {
  const row = button.closest("tr");
  const all = rowsOf(group);
  const other = all[all.indexOf(row) + (up ? -1 : 1)];
  if (!other) return;
  if (up) other.before(row); else other.after(row);
  number(group);
  row.closest("form").dispatchEvent(new Event("input", { bubbles: true }));
  button.focus();
}

// A saved byline is removed by its box: the button ticks it, and unticks it again.
function remove(row, box) {
  const button = make("button", { type: "button", className: "remove-byline" });
  const show = () => {
    row.classList.toggle("going", box.checked);
    button.textContent = box.checked ? gettext("Keep") : gettext("Remove");
  };
  button.addEventListener("click", () => {
    box.checked = !box.checked;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  });
  box.tabIndex = -1;
  show();
  return button;
}

function equip(group, row) {
  const order = row.querySelector("input[name$=-order]");
  if (!order || row.querySelector(".move-byline")) return;
  const buttons = [["↑", gettext("Move up"), true], ["↓", gettext("Move down"), false]].map(([sign, title, up]) => {
    const button = make("button", { type: "button", className: "move-byline", textContent: sign, title });
    button.setAttribute("aria-label", title);
    button.addEventListener("click", () => move(group, button, up));
    return button;
  });
  order.after(...buttons);
  const box = row.querySelector("td.delete input[type=checkbox]");
  if (box) box.after(remove(row, box));
}

// Whoever has named one finds the place for the next one there already.
function offerNext(group) {
  if (rowsOf(group).every(isFilled)) group.querySelector(".add-row a")?.click();
}

export function orderBylines(group) {
  rowsOf(group).forEach((row) => equip(group, row));
  // select2 tells jQuery alone.
  window.django.jQuery(group).on("change", () => offerNext(group));
  document.addEventListener("formset:added", (event) => {
    if (event.target instanceof Element && group.contains(event.target)) equip(group, event.target);
  });
}
