// The way by keyboard to the main button of the form: Ctrl+Enter or Cmd+Enter leads to it, Enter then presses it. One
// key alone does not publish: it is pressed by mistake where it leaves a box of the text.

/** Focus the main button of the bar. */
export function focusMainButton() {
  /** @type {HTMLElement | null} */
  const button = document.querySelector(".desk-buttons .default");
  button?.focus();
}

/** @param {HTMLFormElement} form */
export function mainButtonByKeyboard(form) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    if (!form.contains(/** @type {Node} */ (event.target))) return;
    // The button, which has the focus then, must not see this very key.
    event.preventDefault();
    focusMainButton();
  });
}
