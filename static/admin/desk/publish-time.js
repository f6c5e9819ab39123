// The main button of the story's form follows the time in the form: publish now, or on that day.
import { getJSON } from "../api.js";
import { gettext, interpolate } from "../i18n.js";
import { clockOf } from "../newsroom-time.js";

const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/;
const YEAR_FIRST = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const TIME = /^(\d{1,2})[:.](\d{2})(?::(\d{2}))?$/;

/** @param {string | number} number */
const two = (number) => String(number).padStart(2, "0");

/** @type {Map<string, Promise<{ time: string }>>} answers of the server, by its URL */
const answers = new Map();

/**
 * Read a day and a time as the form's fields show them. Everything else that people type only the server can read.
 *
 * @param {string} day
 * @param {string} time
 * @returns {string} as "2026-12-01 06:00:00"; "" if it is no time
 */
export function readTime(day, time) {
  const early = YEAR_FIRST.exec(day.trim());
  const late = DAY_FIRST.exec(day.trim());
  const clock = TIME.exec(time.trim());
  if (!clock || !(early || late)) return "";
  const [year, month, date] = early ? early.slice(1) : [late?.[3] ?? "", late?.[2] ?? "", late?.[1] ?? ""];
  const [hours, minutes, seconds] = clock.slice(1);
  return `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(date)} ${two(hours)}:${minutes}:${seconds ?? "00"}`;
}

/**
 * Write a time for the button, without the year if it is this one, as `publish_on()` in articles/admin does.
 *
 * @param {string} time
 * @param {string} now
 * @param {string} language
 */
export function writeTime(time, now, language) {
  const [day, clock] = time.split(" ");
  const locale = language === "en" ? "en-GB" : language;
  const year = day.slice(0, 4) === now.slice(0, 4) ? {} : /** @type {const} */ ({ year: "numeric" });
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC", ...year });
  return `${date.format(new Date(`${day}T00:00:00Z`))}, ${clock.slice(0, 5)}`;
}

/**
 * @param {string} url of the server's view that reads times; "" without one
 * @param {string} day
 * @param {string} time
 * @returns {Promise<string>} the time as the form reads it, in the form of `readTime`; "" if it is none or ambiguous
 */
export async function askTime(url, day, time) {
  if (!url || !(day.trim() && (time.trim() || /\s/.test(day.trim())))) return "";
  const asked = `${url}?${new URLSearchParams({ day, time })}`;
  if (!answers.has(asked)) answers.set(asked, getJSON(asked));
  try {
    return (await answers.get(asked))?.time ?? "";
  } catch {
    answers.delete(asked);
    return "";
  }
}

/**
 * Follow what is typed; what is typed while the server reads it is read anew.
 *
 * @param {HTMLFormElement} form
 */
async function update(form) {
  const boxes = ["#id_schedule_at_0", "#id_schedule_at_1"];
  const typed = () => boxes.map((box) => /** @type {HTMLInputElement | null} */ (form.querySelector(box))?.value ?? "");
  const [day, clock] = typed();
  const { readTime: url = "" } = /** @type {HTMLElement | null} */ (form.querySelector(".desk-buttons"))?.dataset ?? {};
  const time = readTime(day, clock) || await askTime(url, day, clock);
  if (typed().join("\n") === `${day}\n${clock}`) showButtons(form, time);
}

/**
 * Put the right one of both buttons in the main place, and the other one in the menu.
 *
 * @param {HTMLFormElement} form
 * @param {string} time
 */
function showButtons(form, time) {
  /** @type {(selector: string) => HTMLInputElement | null} */
  const input = (selector) => form.querySelector(selector);
  const publish = input(".desk-buttons [name=_publish]");
  const schedule = input(".desk-buttons [name=_schedule]");
  if (!publish || !schedule) return;
  const now = clockOf();
  const isLater = time > now;
  const label = isLater
    ? interpolate(gettext("Publish on %s"), [writeTime(time, now, document.documentElement.lang)])
    : gettext("Schedule");
  if (schedule.value !== label) schedule.value = label;
  const [main, other] = isLater ? [schedule, publish] : [publish, schedule];
  if (main.classList.contains("default")) return;
  const place = document.createComment("");
  other.replaceWith(place);
  main.replaceWith(other);
  place.replaceWith(main);
  main.className = "default";
  other.className = "";
}

/**
 * Keep the buttons in step with the time, also when they come anew from the server. Django's calendar and clock send no
 * event, but focus the field.
 *
 * @param {HTMLFormElement} form
 */
export function followTime(form) {
  for (const type of ["input", "change", "focusin"]) {
    form.addEventListener(type, ({ target }) => {
      if (target instanceof HTMLInputElement && target.id.startsWith("id_schedule_at_")) update(form);
    });
  }
  const buttons = form.querySelector(".desk-buttons");
  if (buttons) new MutationObserver(() => update(form)).observe(buttons, { childList: true, subtree: true });
  update(form);
}
