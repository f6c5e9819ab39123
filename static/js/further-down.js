// The first paint does not wait for what lies further down (`content-visibility` in site.css). That is laid out right
// after it, a section in each frame, and all of it before the page counts as loaded: whoever scrolls, searches or
// captures the page finds it whole. After a reload or "Back" it is laid out at once: the browser finds the old place by
// the true heights.
(() => {
  "use strict";
  const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".opinions, .block")]);
  const layOut = (/** @type {HTMLElement} */ section) => { section.style.contentVisibility = "visible"; };
  const layOutNext = () => {
    const section = sections.shift();
    if (!section) return;
    layOut(section);
    requestAnimationFrame(layOutNext);
  };
  const [navigation] = /** @type {any[]} */ (performance.getEntriesByType("navigation"));
  if (navigation?.type !== "navigate") sections.forEach(layOut);
  // The first frame is the one before the first paint.
  else requestAnimationFrame(() => requestAnimationFrame(layOutNext));
  addEventListener("load", () => sections.forEach(layOut));
})();
