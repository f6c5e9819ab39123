// Says how long ago a recent time was, beside the absolute time that stands in the page.
(() => {
  "use strict";
  const units = [["minute", 60], ["hour", 3600]];
  for (const time of document.querySelectorAll("time[datetime*='T']")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (!(seconds >= 60 && seconds < 86400)) continue;
    const [unit, length] = seconds < 3600 ? units[0] : units[1];
    const language = time.closest("[lang]")?.lang || "hi";
    const words = new Intl.RelativeTimeFormat(language, { numeric: "always" }).format(-Math.floor(seconds / length), unit);
    time.title = time.textContent;
    time.textContent = words;
  }
})();
