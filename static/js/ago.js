// In lists: says how long ago a recent time was, in place of the absolute time that stands in the page. A story's own
// times, its corrections' and its posts' stay as they are: they are read aloud, printed and quoted.
(() => {
  "use strict";
  const units = [["minute", 60], ["hour", 3600]];
  for (const time of document.querySelectorAll(":is(.card, .opinion, .further) time[datetime*='T']")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (!(seconds >= 60 && seconds < 86400)) continue;
    const [unit, length] = seconds < 3600 ? units[0] : units[1];
    const language = time.closest("[lang]")?.lang || "hi";
    const words = new Intl.RelativeTimeFormat(language, { numeric: "always" }).format(-Math.floor(seconds / length), unit);
    time.title = time.textContent;
    time.textContent = words;
  }
})();
