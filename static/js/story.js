// A story's page: the size of its text as the reader chose it, and two more ways to share it. Nothing is needed of it.
(() => {
  "use strict";
  const root = document.documentElement;
  const kept = (size) => {
    try {
      if (size) localStorage.setItem("text-size", size);
      return localStorage.getItem("text-size");
    } catch { return size; }  // Kept by nobody: for this page only.
  };
  const sizes = document.querySelector(".text-size");
  const show = (size) => {
    root.dataset.text = size;
    for (const button of sizes.children) button.setAttribute("aria-pressed", String(button.dataset.size === size));
  };
  sizes.hidden = false;
  const chosen = kept();
  if (/^[123]$/.test(chosen)) show(chosen);
  sizes.addEventListener("click", (event) => {
    const { size } = event.target.closest("button")?.dataset ?? {};
    if (size) { kept(size); show(size); }
  });

  // Once the whole page is there; "DOMContentLoaded" would wait for every script, another site's too.
  document.addEventListener("readystatechange", () => {
    for (const share of document.querySelectorAll(".share")) {
      const copy = share.querySelector("[data-copy]"), ask = share.querySelector("[data-share]");
      const label = copy.textContent;
      copy.parentElement.hidden = !navigator.clipboard;
      ask.parentElement.hidden = !navigator.share;
      copy.addEventListener("click", async () => {
        await navigator.clipboard.writeText(copy.dataset.copy);
        share.querySelector("[role=status]").textContent = copy.textContent = copy.dataset.copied;
        setTimeout(() => { copy.textContent = label; }, 3000);
      });
      ask.addEventListener("click", () => {
        // Closing the system's window again is no fault.
        navigator.share({ title: ask.dataset.title, url: ask.dataset.share }).catch(() => {});
      });
    }
  }, { once: true });
})();
