// Times as the desk's pages write them: on the newsroom's clock, wherever the browser is.

/** @returns {string} the newsroom's time zone, as the page names it */
export const newsroomZone = () => {
  const meta = document.querySelector("meta[name=time-zone]");
  return meta?.getAttribute("content") || "UTC";
};

/**
 * @param {number | string | Date} [at]
 * @param {string} [timeZone]
 * @returns {string} the time on the newsroom's clock, as "2026-12-01 06:00:00"
 */
export const clockOf = (at = new Date(), timeZone = newsroomZone()) => new Date(at).toLocaleString("sv-SE", { timeZone });

/**
 * The time of day, with the day if it is another than today.
 *
 * @param {number | string} at
 * @param {Date} [now]
 */
export function timeOf(at, now = new Date()) {
  const timeZone = newsroomZone();
  const isToday = clockOf(at, timeZone).slice(0, 10) === clockOf(now, timeZone).slice(0, 10);
  /** @type {Intl.DateTimeFormatOptions} */
  const day = isToday ? {} : { day: "numeric", month: "long" };
  const language = document.documentElement.lang || "hi";
  const format = new Intl.DateTimeFormat(language, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  return format.format(new Date(at));
}
