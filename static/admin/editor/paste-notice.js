// What the editor says of a paste, below the text. It is read out, reached by keyboard and stays until it is dismissed.
import { crel } from "django-prose-editor/editor";

const { gettext = (text) => text } = window;
const AT_MOST = 6;

const frames = new WeakMap();

function frame(view) {
  if (!frames.has(view)) {
    const made = crel("div", { className: "paste-notices", role: "status", "aria-live": "polite" });
    view.dom.closest(".prose-editor").append(made);
    frames.set(view, made);
  }
  return frames.get(view);
}

// The place for notices has to be there before there is one, or it is not read out.
export const prepareNotices = (view) => frame(view);

const button = (label, act, properties) => {
  const made = crel("button", { type: "button", textContent: label, ...properties });
  made.addEventListener("click", act);
  return made;
};

function list(items) {
  const shown = items.slice(0, AT_MOST).map((item) => crel("li", { textContent: item }));
  if (items.length > AT_MOST) shown.push(crel("li", { textContent: `… +${items.length - AT_MOST}` }));
  return crel("ul", {}, shown);
}

// Says a sentence, names `items` below it, shows `quoted` words, and offers what can be done: { label: act }. An act that
// answers false leaves the notice as it is. Answers the notice; `done()` takes it away.
export function say(view, sentence, { items = [], quoted = "", language = "", acts = {}, dismiss = gettext("Dismiss"), dismissed } = {}) {
  const notice = crel("section", { className: "paste-notice" }, [crel("p", { textContent: sentence })]);
  if (quoted) notice.append(crel("blockquote", { textContent: quoted, lang: language }));
  if (items.length) notice.append(list(items));
  const done = () => {
    const inside = notice.contains(document.activeElement);
    notice.remove();
    if (inside) view.focus();
  };
  const close = () => {
    done();
    dismissed?.();
  };
  const buttons = Object.entries(acts).map(([label, act]) => button(label, async (event) => {
    const pressed = event.currentTarget;
    pressed.disabled = true;
    const kept = (await act()) === false;
    pressed.disabled = false;
    if (!kept) done();
  }, { className: "paste-notice-act" }));
  notice.append(crel("div", { className: "paste-notice-buttons" }, [...buttons, button(dismiss, close)]));
  notice.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  frame(view).append(notice);
  return { done };
}
