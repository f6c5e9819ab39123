// In lists, shows how long ago a recent time was, in the place of the absolute time; only where that ends its line. The
// absolute time stays in the line, unseen, and holds it open: nothing moves. The times of a story's own page, of its
// corrections and posts stay as they are: they are read aloud, printed and quoted.
(() => {
  "use strict";
  /** @type {any} */
  const formats = {};  // Slow to make: one for each language.
  const part = (className = "", textContent = "") => Object.assign(document.createElement("span"), { className, textContent });
  /** @type {NodeListOf<HTMLTimeElement>} */
  const times = document.querySelectorAll(":is(.card, .opinion, .related-stories) .card-line > time[datetime*='T']:last-child");
  for (const time of times) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (!(seconds >= 60 && seconds < 86400)) continue;
    const [count, unit] = seconds < 3600 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
    const language = time.closest("[lang]")?.getAttribute("lang") || "hi";
    formats[language] ??= new Intl.RelativeTimeFormat(language, { numeric: "always" });
    time.title = time.textContent ?? "";
    // The browser's Hindi says घंटे of one hour, too.
    const ago = formats[language].format(-Math.trunc(Number(count)), unit).replace(/^1 घंटे/, "1 घंटा");
    time.replaceChildren(part("ago", ago), part("was", time.title));
  }
})();
