// Times as the desk's pages write them.

/**
 * The time of day, with the day if it is another than today.
 *
 * @param {number | string} at
 * @param {Date} [now]
 */
export function timeOf(at, now = new Date()) {
  const then = new Date(at);
  const language = document.documentElement.lang || "hi";
  /** @type {Intl.DateTimeFormatOptions} */
  const day = then.toDateString() === now.toDateString() ? {} : { day: "numeric", month: "long" };
  return new Intl.DateTimeFormat(language, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(then);
}
