// Questions above the form, and the menu's way to the field for a correction.
import { closest } from "../dom.js";
import { focusField } from "./form.js";

/** Focus the question, if the page has one. */
export function focusQuestion() {
  document.getElementById("question")?.focus();
}

/** "Cancel" takes the question away; Enter in its field answers it. */
export function answerQuestions() {
  document.addEventListener("click", (event) => {
    const button = closest(event, "[data-close]");
    if (button) document.getElementById(button.dataset.close ?? "")?.remove();
  });
  document.addEventListener("keydown", (event) => {
    const field = closest(event, "#id_reason");
    if (!field || event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    /** @type {HTMLElement | null | undefined} */ (field.closest("#question")?.querySelector("[name=confirmed]"))?.click();
  });
}

/**
 * "Add the correction" opens the field while there is nothing in it.
 *
 * @param {HTMLFormElement} form
 */
export function openCorrection(form) {
  form.addEventListener("click", (event) => {
    const field = /** @type {HTMLTextAreaElement | null} */ (form.querySelector("#id_correction"));
    if (!closest(event, "[name=_correct]") || !field || field.value.trim()) return;
    event.preventDefault();
    closest(event, "details")?.removeAttribute("open");
    focusField(field.id);
  });
}
