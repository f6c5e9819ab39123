// Rows and found stories are dragged into the slots.
const AXIS = (list) => [...list.children].filter((one) => !one.classList.contains("drop-mark"));

export function dragging(form, press, focusAgain) {
  const mark = document.createElement("li");
  mark.className = "drop-mark";
  mark.setAttribute("aria-hidden", "true");
  let dragged = null;

  // In a field the mouse marks words.
  form.addEventListener("pointerdown", ({ target }) => {
    const row = target.closest(".assignment");
    if (row) row.draggable = !target.closest("input, select");
  });
  form.addEventListener("dragstart", (event) => {
    const item = event.target.closest?.("[data-row], [data-story]");
    if (!item) return;
    dragged = item;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.dataset.row ?? item.dataset.story);
    item.classList.add("dragged");
  });
  form.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
    mark.remove();
  });
  form.addEventListener("dragover", (event) => {
    const list = event.target.closest?.(".slot")?.querySelector(".assignments");
    if (!dragged || !list) return;
    event.preventDefault();
    const after = AXIS(list).find((row) => row !== dragged && event.clientY < middle(row));
    if (mark.parentNode !== list || mark.nextSibling !== (after ?? null)) list.insertBefore(mark, after ?? null);
  });
  form.addEventListener("drop", async (event) => {
    const list = mark.parentNode;
    if (!dragged || !list) return;
    event.preventDefault();
    const index = [...list.children].filter((one) => one !== dragged).indexOf(mark);
    const { row, story } = dragged.dataset;
    const slot = list.dataset.slot;
    mark.remove();
    if (row !== undefined) await press("move", `${row}:${slot}:${index}`);
    else await press("place", `${slot}:${story}:${index}`);
    focusAgain("", "", slot);
  });
}

function middle(row) {
  const { top, height } = row.getBoundingClientRect();
  return top + height / 2;
}
