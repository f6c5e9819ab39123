// In lists: says how long ago a recent time was, in the place of the absolute time that stands in the page; only where it
// ends its line. The absolute one goes on holding the line open, unseen, so that nothing moves and nothing is measured. A
// story's own times, its corrections' and its posts' stay as they are: they are read aloud, printed and quoted.
(() => {
  "use strict";
  const units = [["minute", 60], ["hour", 3600]];
  const forms = {};  // Dear to make: one for each language.
  const part = (name, words) => Object.assign(document.createElement("span"), { className: name, textContent: words });
  for (const time of document.querySelectorAll(":is(.card, .opinion, .related-stories) .card-line > time[datetime*='T']:last-child")) {
    const seconds = (Date.now() - Date.parse(time.dateTime)) / 1000;
    if (!(seconds >= 60 && seconds < 86400)) continue;
    const [unit, length] = seconds < 3600 ? units[0] : units[1];
    const language = time.closest("[lang]")?.lang || "hi";
    forms[language] ??= new Intl.RelativeTimeFormat(language, { numeric: "always" });
    time.title = time.textContent;
    time.replaceChildren(part("ago", forms[language].format(-Math.trunc(seconds / length), unit)), part("was", time.title));
  }
})();
