// The front desk: presses the form's own buttons in the background, by dragging, keys or a click. What each does, and
// what is said of it, is the server's; without this script the same buttons send the form.
import { dragging } from "./front-desk/dragging.js";
import { holding } from "./front-desk/holding.js";
import { watching } from "./front-desk/watching.js";

const form = document.getElementById("front-desk");
const parts = () => document.getElementById("desk-parts");
const IN_PLACE = new Set(["place", "say", "move", "take", "theirs", "sort", "look"]);
let changed = false;
let turn = Promise.resolve();

export function say(words) {
  const said = document.getElementById("desk-status");
  // The same words twice are said twice.
  said.textContent = "";
  requestAnimationFrame(() => (said.textContent = words));
}

// One after the other: each act is about the form as the one before has left it.
function press(name, value) {
  turn = turn.then(() => pressed(name, value));
  return turn;
}

async function pressed(name, value) {
  const data = new FormData(form);
  data.append(name, value);
  if (name !== "look") parts().inert = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("desk-parts");
    if (!answer.ok || !now) throw new Error(answer.status);
    if (name === "look") {
      document.getElementById("found").replaceWith(page.getElementById("found"));
      say(document.getElementById("found-count").textContent);
      return true;
    }
    changed = true;
    parts().replaceWith(now);
    ready();
    say(page.getElementById("desk-status").textContent);
    return true;
  } catch {
    parts().inert = false;
    say(form.dataset.failed);
    return false;
  }
}

function ready() {
  parts().querySelectorAll(".handle").forEach((handle) => (handle.hidden = false));
}

// The row that was moved, at its handle or at the button that moved it; else what was there before, or its heading.
function focusAgain(act, id, slot) {
  const moved = parts().dataset.moved;
  const row = moved !== undefined && act !== "place" && parts().querySelector(`[data-row="${moved}"]`);
  const target = (row && (row.querySelector(`[data-button="${act}"]`) ?? row.querySelector(".handle"))) || document.getElementById(id) || document.getElementById(`slot-${slot}`);
  target?.focus();
}

document.documentElement.classList.add("js-ready");
ready();
form.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button || !IN_PLACE.has(button.name)) {
    if (button?.name !== "preview") changed = false;
    return;
  }
  event.preventDefault();
  const slot = button.closest(".slot")?.querySelector("[data-slot]").dataset.slot;
  if (await press(button.name, button.value)) {
    if (button.name !== "look") focusAgain(button.dataset.button ?? button.name, button.id, slot);
  }
});
form.addEventListener("change", async ({ target }) => {
  if (target.matches("select[data-sort]") && (await press("sort", "1"))) focusAgain("sort", "", target.value);
});
let typing;
form.addEventListener("input", ({ target }) => {
  if (target.id !== "q") {
    changed ||= target.id !== "at";
    return;
  }
  clearTimeout(typing);
  typing = setTimeout(() => press("look", "1"), 300);
});
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
dragging(form, press, focusAgain);
holding(form, press, say);
watching(form);
