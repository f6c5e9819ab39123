// The front desk: presses the form's own buttons in the background, by dragging, keys or a click. The server decides
// what each button does and what is announced. Without this script the same buttons submit the form.
import { measureBars } from "./bars.js";
import { create, find, findAll } from "./dom.js";
import { enableDragging } from "./front-desk/drag.js";
import { enableKeyboardDragging } from "./front-desk/keyboard-drag.js";
import { gettext, interpolate } from "./i18n.js";
import { ownerOf, postAs, SignInDialog } from "./saving/session.js";

const form = find(document, "#front-desk", HTMLFormElement);
const parts = () => find(document, "#desk-parts");
// Buttons whose answer replaces parts of the page; all others submit the form.
const IN_PLACE = new Set(["place", "say", "move", "take", "theirs", "sort", "look"]);
const SEARCH_PAUSE = 300;
const POLL_INTERVAL = 45_000;
let isChanged = false;
let isSaving = false;
/** @type {Promise<boolean>} */
let queue = Promise.resolve(true);

/** @param {string | null} text */
function announce(text) {
  const status = find(document, "#desk-status");
  // Emptied first: the same text twice would be announced once.
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = text; });
}

/**
 * Press a button of the form in the background. Presses follow each other: each needs the form as the one before left
 * it.
 *
 * @param {string} name
 * @param {string} value
 * @returns {Promise<boolean>} whether the server answered
 */
function press(name, value) {
  queue = queue.then(() => send(name, value));
  return queue;
}

/**
 * @param {string} name
 * @param {string} value
 */
async function send(name, value) {
  const isSearch = name === "look";
  const data = new FormData(form);
  data.append(name, value);
  if (!isSearch) parts().inert = true;
  try {
    const response = await fetch(form.action, { method: "POST", body: data });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const newParts = page.getElementById("desk-parts");
    if (!response.ok || !newParts) throw new Error(String(response.status));
    if (isSearch) {
      find(document, "#found").replaceWith(find(page, "#found"));
      announce(find(document, "#found-count").textContent);
      return true;
    }
    isChanged = true;
    parts().replaceWith(newParts);
    showHandles();
    announce(find(page, "#desk-status").textContent);
    // For what keeps unsaved text: nobody has typed anything.
    form.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  } catch {
    parts().inert = false;
    announce(form.dataset.failed ?? "");
    return false;
  }
}

/**
 * Show the form as it was kept once, unsaved.
 *
 * @param {[name: string, value: string][]} entries
 */
async function refill(entries) {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  data.set("csrfmiddlewaretoken", find(form, "[name=csrfmiddlewaretoken]", HTMLInputElement).value);
  const response = await fetch(form.action, { method: "POST", body: data });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  parts().replaceWith(find(page, "#desk-parts"));
  find(form, "[name=began_from]", HTMLInputElement).value = find(page, "[name=began_from]", HTMLInputElement).value;
  showHandles();
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * Save in the background, so that nothing is lost if that fails. What the server refuses it says on a page of its own.
 *
 * @param {HTMLButtonElement} button
 * @returns {Promise<void>}
 */
async function save(button) {
  if (isSaving) return;
  isSaving = true;
  announce(gettext("Saving…"));
  await queue;
  form.dispatchEvent(new CustomEvent("newsroom:saving"));
  const owner = ownerOf(find(form, "[name=form_token]"));
  const answer = await postAs(owner, form, button);
  isSaving = false;
  form.dispatchEvent(new CustomEvent(answer.kind === "saved" ? "newsroom:saved" : "newsroom:save-failed", { detail: {} }));
  if (answer.kind === "saved") {
    isChanged = false;
    location.assign(answer.data.url);
  } else if (answer.kind === "refused") {
    isChanged = false;
    form.append(create("input", { type: "hidden", name: button.name, value: button.value }));
    form.submit();
  } else if (answer.kind === "signed-out") {
    announce(gettext("Not saved: you are signed out."));
    if (await new SignInDialog(owner).open()) await save(button);
  } else {
    announce(interpolate(gettext("Not saved: %s."), [answer.kind === "failed" ? answer.why : gettext("you are signed out")]));
  }
}

function showHandles() {
  findAll(parts(), ".handle").forEach((handle) => { handle.hidden = false; });
}

/**
 * Focus the row that was moved, at its handle or at the button that moved it; else the element that had the focus
 * before, or the heading of its slot.
 *
 * @param {string} action
 * @param {string} id
 * @param {string | undefined} slot
 */
function restoreFocus(action, id, slot) {
  const { moved } = parts().dataset;
  const row = moved !== undefined && action !== "place" ? parts().querySelector(`[data-row="${moved}"]`) : null;
  /** @type {HTMLElement | null} */
  const target = row?.querySelector(`[data-button="${action}"]`) ?? row?.querySelector(".handle")
    ?? document.getElementById(id) ?? document.getElementById(`slot-${slot}`);
  target?.focus();
}

/** Show a notice as soon as somebody else has saved the page that is being arranged here. */
function watchForNewerVersion() {
  const notice = find(document, "#desk-meanwhile");
  const startedFrom = find(form, "[name=began_from]", HTMLInputElement);
  const poll = async () => {
    if (document.hidden) return;
    const response = await fetch(form.dataset.newest ?? "").catch(() => null);
    if (!response?.ok) return;
    const { number, message } = await response.json();
    const isNewer = number > Number(startedFrom.value);
    if (isNewer && notice.hidden) notice.textContent = message;
    notice.hidden = !isNewer;
  };
  setInterval(poll, POLL_INTERVAL);
  window.addEventListener("focus", poll);
}

document.documentElement.classList.add("js-ready");
measureBars();
showHandles();
form.addEventListener("submit", async (event) => {
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (!button || button.name === "preview") return;
  event.preventDefault();
  if (!IN_PLACE.has(button.name)) return save(button);
  /** @type {HTMLElement | null | undefined} */
  const list = button.closest(".slot")?.querySelector("[data-slot]");
  const isAnswered = await press(button.name, button.value);
  if (isAnswered && button.name !== "look") restoreFocus(button.dataset.button ?? button.name, button.id, list?.dataset.slot);
});
form.addEventListener("change", async ({ target }) => {
  if (!(target instanceof HTMLSelectElement) || !target.matches("[data-sort]")) return;
  if (await press("sort", "1")) restoreFocus("sort", "", target.value);
});
form.addEventListener("newsroom:fill", (event) => {
  event.preventDefault();
  const { entries, waiting } = /** @type {CustomEvent} */ (event).detail;
  waiting.push(refill(entries));
});
/** @type {number | undefined} */
let searchTimer;
form.addEventListener("input", ({ target }) => {
  const { id } = /** @type {Element} */ (target);
  if (id !== "q") {
    isChanged ||= id !== "at";
    return;
  }
  clearTimeout(searchTimer);
  searchTimer = window.setTimeout(() => press("look", "1"), SEARCH_PAUSE);
});
window.addEventListener("beforeunload", (event) => {
  if (isChanged) event.preventDefault();
});
enableDragging(form, press, restoreFocus);
enableKeyboardDragging(form, press, announce);
watchForNewerVersion();
