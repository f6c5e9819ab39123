// The bars that stand over the upper and lower edge of the window while one writes: what is written stays between them.
import { findAll } from "./dom.js";

const ABOVE = ".prose-menubar, .find-bar, .desk-status";
const BELOW = ".submit-row";

export const bars = () => findAll(document, `${ABOVE}, ${BELOW}`);

/** @param {string} selector */
const heightOf = (selector) => findAll(document, selector)
  .filter((bar) => getComputedStyle(bar).position === "sticky")
  .reduce((height, bar) => height + bar.offsetHeight, 0);

/** How many pixels of the window they cover, measured anew each time: letters may be large, a bar may have two rows. */
export const covered = {
  get top() { return heightOf(ABOVE); },
  get bottom() { return heightOf(BELOW); },
};

/**
 * Keep the style sheet informed of their heights (`--above`, `--bar`): whatever the browser itself brings into sight
 * (the caret of a field, what Tab leads to) comes to stand between them.
 */
export function measureBars() {
  const update = () => {
    const { style } = document.documentElement;
    style.setProperty("--above", `${covered.top}px`);
    style.setProperty("--bar", `${covered.bottom}px`);
  };
  const observer = new ResizeObserver(update);
  const observe = () => bars().forEach((bar) => observer.observe(bar));
  document.addEventListener("prose-editor:ready", observe);
  observe();
}
