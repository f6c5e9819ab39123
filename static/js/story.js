// A story's page: the size of its text as the reader chose it, and two more ways to share it. The page works without
// it.
(() => {
  "use strict";
  const root = document.documentElement;
  const sizes = /** @type {HTMLElement} */ (document.querySelector(".text-size"));
  const stored = (size = "") => {
    try {
      if (size) localStorage.setItem("text-size", size);
      return localStorage.getItem("text-size") ?? "";
    } catch { return size; }  // Storage is forbidden: for this page only.
  };
  const show = (/** @type {string} */ size) => {
    root.dataset.text = size;
    for (const button of sizes.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.dataset.size === size));
    }
  };
  sizes.hidden = false;
  const chosen = stored();
  if (/^[123]$/.test(chosen)) show(chosen);
  sizes.addEventListener("click", (event) => {
    const size = /** @type {Element} */ (event.target).closest("button")?.dataset.size;
    if (size) { stored(size); show(size); }
  });

  // Once the whole document is there; "DOMContentLoaded" would wait for every script, another site's too.
  document.addEventListener("readystatechange", () => {
    for (const share of document.querySelectorAll(".share")) {
      const find = (/** @type {string} */ selector) => /** @type {any} */ (share.querySelector(selector));
      const copy = find("[data-copy]"), send = find("[data-share]");
      const label = copy.textContent;
      copy.parentElement.hidden = !navigator.clipboard;
      send.parentElement.hidden = !navigator.share;
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(copy.dataset.copy);
        find("[role=status]").textContent = copy.textContent = copy.dataset.copied;
        setTimeout(() => { copy.textContent = label; }, 3000);
      });
      send.addEventListener("click", () => {
        // Closing the system's dialog rejects the promise.
        navigator.share({ title: send.dataset.title, url: send.dataset.share }).catch(() => {});
      });
    }
  }, { once: true });
})();
