// The first paint waits for nothing further down (`content-visibility` in site.css). What lies there is laid out right
// after it, a section in each frame, and all of it before the page counts as loaded: whoever scrolls, searches, captures
// or examines the page finds it whole. Whoever comes back or loads it anew gets it at once: the place where they were is
// found by the true heights.
(() => {
  "use strict";
  const sections = [...document.querySelectorAll(".opinions, .block")];
  const lay = (section) => { section.style.contentVisibility = "visible"; };
  const layNext = () => {
    if (!sections.length) return;
    lay(sections.shift());
    requestAnimationFrame(layNext);
  };
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") sections.forEach(lay);
  // The first frame is the one before the first paint.
  else requestAnimationFrame(() => requestAnimationFrame(layNext));
  addEventListener("load", () => sections.forEach(lay));
})();
