// Moving a row by the keyboard: Enter on its handle picks it up, the arrow keys move it (up and down by one place, left
// and right by one slot), Enter drops it, Escape puts it back.
import { closest, find, findAll } from "../dom.js";

/** @param {Element} handle */
const rowOf = (handle) => /** @type {HTMLElement} */ (handle.closest(".assignment"));
/** @param {Element} handle */
const listOf = (handle) => /** @type {HTMLElement} */ (handle.closest(".assignments"));
/** @param {Element} handle */
const isPickedUp = (handle) => handle.getAttribute("aria-pressed") === "true";

/**
 * @param {HTMLElement} handle
 * @param {boolean} isUp
 */
function setPickedUp(handle, isUp) {
  handle.setAttribute("aria-pressed", String(isUp));
  rowOf(handle).classList.toggle("held", isUp);
}

/**
 * @param {HTMLFormElement} form
 * @param {(name: string, value: string) => Promise<boolean>} press
 * @param {(text: string | null) => void} announce
 */
export function enableKeyboardDragging(form, press, announce) {
  /** @type {string | null} "slot:index" of where the row was picked up */
  let origin = null;
  let isBusy = false;

  /** @param {HTMLElement} handle */
  const placeOf = (handle) => {
    const list = listOf(handle);
    return `${list.dataset.slot}:${[...list.children].indexOf(rowOf(handle))}`;
  };

  /**
   * @param {HTMLElement} handle
   * @param {string} place
   * @returns {Promise<HTMLElement | null>} the handle of the row, which the answer has drawn anew
   */
  async function move(handle, place) {
    isBusy = true;
    await press("move", `${rowOf(handle).dataset.row}:${place}`);
    isBusy = false;
    const { moved } = find(document, "#desk-parts").dataset;
    /** @type {HTMLElement | null} */
    const newHandle = form.querySelector(`[data-row="${moved ?? ""}"] .handle`);
    newHandle?.focus();
    return newHandle;
  }

  /**
   * @param {HTMLElement} handle
   * @param {string} key
   * @returns {string} where the key leads; "" if nowhere
   */
  function destination(handle, key) {
    if (key === "ArrowUp" || key === "ArrowDown") return key === "ArrowUp" ? "up" : "down";
    const lists = findAll(form, ".assignments");
    const list = lists[lists.indexOf(listOf(handle)) + (key === "ArrowLeft" ? -1 : 1)];
    return list?.dataset.slot ?? "";
  }

  form.addEventListener("click", (event) => {
    const handle = closest(event, ".handle");
    if (!handle || isBusy) return;
    const wasPickedUp = isPickedUp(handle);
    origin = wasPickedUp ? null : placeOf(handle);
    setPickedUp(handle, !wasPickedUp);
    announce((wasPickedUp ? form.dataset.letGo : form.dataset.held) ?? "");
  });
  form.addEventListener("keydown", async (event) => {
    const handle = closest(event, ".handle");
    if (!handle || !origin || !isPickedUp(handle)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      const place = origin;
      origin = null;
      setPickedUp(handle, false);
      await move(handle, place);
      announce(form.dataset.putBack ?? "");
    } else if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const place = isBusy ? "" : destination(handle, event.key);
      if (!place) return;
      const newHandle = await move(handle, place);
      if (newHandle) setPickedUp(newHandle, true);
    }
  });
  form.addEventListener("focusout", (event) => {
    const handle = closest(event, ".handle");
    if (isBusy || !handle || event.target !== handle || !isPickedUp(handle)) return;
    origin = null;
    setPickedUp(handle, false);
  });
}
