// The first paint waits for nothing further down (`content-visibility` in site.css). What lies there is laid out right
// after it, a section in each frame, so that whoever scrolls, searches in the page or captures it finds all of it.
(() => {
  "use strict";
  const sections = document.querySelectorAll(".opinions, .block");
  let next = 0;
  const show = () => {
    if (next === sections.length) return;
    sections[next++].style.contentVisibility = "visible";
    requestAnimationFrame(show);
  };
  // The first frame is the one before the first paint.
  requestAnimationFrame(() => requestAnimationFrame(show));
})();
