// Dragging with the mouse: rows and search results into the slots.
import { closest, create, find } from "../dom.js";

/** @param {Element} row */
function middleOf(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}

/**
 * @param {HTMLFormElement} form
 * @param {(name: string, value: string) => Promise<boolean>} press
 * @param {(action: string, id: string, slot: string | undefined) => void} restoreFocus
 */
export function enableDragging(form, press, restoreFocus) {
  const mark = create("li", { className: "drop-mark", "aria-hidden": "true" });
  /** @type {HTMLElement | null} */
  let dragged = null;

  form.addEventListener("pointerdown", (event) => {
    const row = closest(event, ".assignment");
    // In a field the mouse selects text.
    if (row) row.draggable = !closest(event, "input, select");
  });
  form.addEventListener("dragstart", (event) => {
    const item = closest(event, "[data-row], [data-story]");
    if (!item || !event.dataTransfer) return;
    dragged = item;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.dataset.row ?? item.dataset.story ?? "");
    item.classList.add("dragged");
  });
  form.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
    mark.remove();
  });
  form.addEventListener("dragover", (event) => {
    const slot = closest(event, ".slot");
    if (!dragged || !slot) return;
    event.preventDefault();
    const list = find(slot, ".assignments");
    const rows = [...list.children].filter((row) => row !== mark && row !== dragged);
    const next = rows.find((row) => event.clientY < middleOf(row)) ?? null;
    if (mark.parentNode !== list || mark.nextSibling !== next) list.insertBefore(mark, next);
  });
  form.addEventListener("drop", async (event) => {
    const list = mark.parentElement;
    if (!dragged || !list) return;
    event.preventDefault();
    const index = [...list.children].filter((row) => row !== dragged).indexOf(mark);
    const { row, story } = dragged.dataset;
    const { slot } = list.dataset;
    mark.remove();
    if (row !== undefined) await press("move", `${row}:${slot}:${index}`);
    else await press("place", `${slot}:${story}:${index}`);
    restoreFocus("", "", slot);
  });
}
