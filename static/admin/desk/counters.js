import { make, whenQuiet } from "./making.js";

const { gettext = (text) => text, interpolate } = window;

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const length = (text) => [...letters.segment(text)].length;

// Beside the label: how many letters, as readers see them, and whether they are more than is shown whole elsewhere.
export function countLetters(field) {
  const label = document.querySelector(`label[for="${field.id}"]`);
  if (!label) return;
  const [least, most] = field.dataset.advice.split("-").map(Number);
  const shown = make("span", { className: "counter", id: `${field.id}_count` });
  const said = make("span", { className: "visually-hidden" });
  said.setAttribute("role", "status");
  const row = make("div", { className: "label-row" });
  label.before(row);
  row.append(label, shown, said);
  shown.title = least
    ? interpolate(gettext("Best between %s and %s letters"), [least, most])
    : interpolate(gettext("Best at up to %s letters"), [most]);
  // Said only as it crosses the limit, and only when there has been a pause.
  const say = whenQuiet(800, () => { said.textContent = shown.classList.contains("over") ? shown.title : ""; });
  const count = () => {
    const counted = length(field.value.trim());
    shown.textContent = counted ? `${counted} / ${most}` : "";
    if (shown.classList.contains("over") === counted > most) return;
    shown.classList.toggle("over", counted > most);
    say();
  };
  field.addEventListener("input", count);
  count();
}
