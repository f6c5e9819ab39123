// Says how long ago a recent time was, in place of the absolute time that stands in the page: only where it ends its
// line, and only where the line stays as high as it is. What somebody has begun to read does not move.
(() => {
  "use strict";
  const units = [["minute", 60], ["hour", 3600]];
  const ago = (time) => {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (!(seconds >= 60 && seconds < 86400)) return "";
    const [unit, length] = seconds < 3600 ? units[0] : units[1];
    const language = time.closest("[lang]")?.lang || "hi";
    return new Intl.RelativeTimeFormat(language, { numeric: "always" }).format(-Math.floor(seconds / length), unit);
  };
  const times = [...document.querySelectorAll(":is(.card-line, .times) > time[datetime*='T']:last-child")].filter(ago);
  const heights = () => times.map((time) => time.parentElement.offsetHeight);
  // All are measured at once, before and after: each look at a height costs a layout where something has changed.
  const before = heights();
  for (const time of times) [time.title, time.textContent] = [time.textContent, ago(time)];
  const after = heights();
  times.forEach((time, at) => {
    if (after[at] === before[at]) return;
    time.textContent = time.title;
    time.removeAttribute("title");
  });
})();
