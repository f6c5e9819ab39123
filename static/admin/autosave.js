// Keeps what is typed into the desk's forms until it is saved, and offers it again: docs/decisions/0026-autosave.md.
import { Keeper } from "./autosave/keeper.js";
import { Recovery } from "./autosave/recovery.js";
import { keepUntilSignOut } from "./autosave/sign-out.js";
import { Copies, dropSaved } from "./autosave/store.js";
import { showUnsaved } from "./autosave/unsaved-list.js";
import { findAll } from "./dom.js";

/** @param {HTMLElement} panel */
async function start(panel) {
  const form = /** @type {HTMLFormElement} */ (panel.closest("form"));
  const { key = "", url = "", user = "" } = panel.dataset;
  const copies = new Copies(user);
  const keeper = new Keeper(form, { key, url, copies, isTyped: "typed" in panel.dataset });
  await dropSaved(copies);
  await new Recovery(panel, keeper).offer("take" in panel.dataset);
  const list = document.createElement("div");
  panel.after(list);
  if (key.includes("/add/")) await showUnsaved(list, { url, copies, model: key.split("/")[0], except: key });
}

findAll(document, "#autosave").forEach(start);
findAll(document, "[data-unsaved-of]").forEach(async (list) => {
  const { unsavedOf: model = "", url = "", user = "" } = list.dataset;
  const copies = new Copies(user);
  await dropSaved(copies);
  await showUnsaved(list, { url, copies, model });
});
findAll(document, "#logout-form", HTMLFormElement).forEach(keepUntilSignOut);
