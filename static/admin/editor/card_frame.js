// The frame of every card in the text: what it is called, its buttons, and how the keyboard gets to them and back.
import { crel } from "django-prose-editor/editor";
import { record } from "./cards.js";
import { removeNode, selectNode } from "./placing.js";

const { gettext = (text) => text } = window;

export function actButton({ name, icon, label, run, pressed }) {
  const button = crel("button", {
    type: "button", className: "card-act", title: label, tabIndex: -1, "aria-label": label, "data-act": name, "data-icon": icon,
  });
  if (pressed !== undefined) button.setAttribute("aria-pressed", String(pressed));
  // The selection stays where it is while one clicks.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", run);
  return button;
}

// Left and right lead from button to button, Escape back into the text with the card selected.
function walk(dom, back) {
  dom.addEventListener("keydown", (event) => {
    const buttons = [...dom.querySelectorAll("button")].filter((button) => button.offsetParent !== null);
    const at = buttons.indexOf(event.target);
    if (at < 0) return;
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1 + buttons.length, Home: 0, End: buttons.length - 1 };
    if (event.key in steps) buttons[steps[event.key] % buttons.length].focus();
    else if (event.key === "Escape") back();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

// `acts` are the buttons; one that takes the card out is always there. The element is to be filled by the caller.
export function cardFrame({ editor, getPos, className, name, acts = [], tag = "figure" }) {
  const remove = { name: "remove", icon: "delete", label: gettext("Take out of the text"), run: () => removeNode(editor, getPos()) };
  const dom = crel(tag, { className: `card ${className}`, "aria-label": name });
  dom.setAttribute("aria-description", gettext("Tab leads to its buttons, Delete takes it out of the text."));
  const bar = crel("div", { className: "card-acts", contentEditable: "false", role: "toolbar", "aria-label": name });
  const equip = (those) => bar.replaceChildren(...[...those, remove].map(actButton));
  equip(acts);
  dom.append(bar);
  walk(dom, () => selectNode(editor, getPos()));
  const stopEvent = (event) => event.target instanceof Element && event.target.closest("button") !== null;
  return { dom, bar, equip, stopEvent };
}

// A note on a card: what is amiss, or only so.
export const note = (text, kind = "plain") => crel("span", { className: `card-note card-note-${kind}`, textContent: text });

// The desk's record in a window of its own; `afterwards` runs when the person comes back from it.
export function openRecord(kind, id, afterwards) {
  window.open(`${record(kind, id)}?_popup=1`, `edit_${kind}_${id}`, "width=960,height=760,resizable=yes,scrollbars=yes");
  window.addEventListener("focus", afterwards, { once: true });
}
