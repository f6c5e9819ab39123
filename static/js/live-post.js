// Opens a network's own player or widget in place of a card's link: only on a click, only for that card.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const link = /** @type {any} */ (event.target).closest?.("a[data-frame]");
    // With a key held the reader wants the network's own page in a new window.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = link.dataset.frame;
    frame.title = link.dataset.frameTitle;
    frame.className = "post-frame";
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation");
    link.closest(".post").querySelector("figcaption").before(frame);
    link.removeAttribute("data-frame");
    frame.focus();
  });
})();
