// Helps on the desk's forms. Without them everything can still be typed and saved.
import { measureBars } from "./bars.js";
import { nameChoosers } from "./choosers.js";
import { orderBylines } from "./desk/bylines.js";
import { openCheckedPlaces, showChecks } from "./desk/checks.js";
import { countLetters, countWords } from "./desk/counters.js";
import { DraftPoller } from "./desk/draft-poller.js";
import { closeMenus, focusField, keepOneLine, labelBody, setStoryLanguage } from "./desk/form.js";
import { LeadImage } from "./desk/lead-image.js";
import { mainButtonByKeyboard } from "./desk/main-button.js";
import { Preview } from "./desk/preview.js";
import { followTime } from "./desk/publish-time.js";
import { answerQuestions, focusQuestion, openCorrection } from "./desk/questions.js";
import { suggestTags } from "./desk/tags.js";
import { closest, find, findAll } from "./dom.js";

document.documentElement.classList.add("js-ready");
measureBars();
nameChoosers();
document.addEventListener("prose-editor:ready", (event) => {
  const { detail, target } = /** @type {EditorReadyEvent} */ (event);
  labelBody(target);
  if (target.id === "id_body") countWords(target, detail.editor);
});
findAll(document, "input[data-tags]", HTMLInputElement).forEach(suggestTags);
findAll(document, "#bylines-group").forEach(orderBylines);
findAll(document, "select#id_lead_image", HTMLSelectElement).forEach((field) => new LeadImage(field));
findAll(document, "[data-advice]", HTMLInputElement).forEach(countLetters);
findAll(document, "textarea#id_headline", HTMLTextAreaElement).forEach(keepOneLine);
findAll(document, "#article_form select#id_language", HTMLSelectElement).forEach(setStoryLanguage);
findAll(document, "#article_form", HTMLFormElement).forEach((form) => {
  closeMenus(form);
  mainButtonByKeyboard(form);
  followTime(form);
  openCorrection(form);
});
answerQuestions();
focusQuestion();
// Again when all is loaded: Django's script for new objects puts the focus into the first field.
addEventListener("load", () => setTimeout(focusQuestion));
document.addEventListener("click", (event) => {
  const link = /** @type {HTMLAnchorElement | null} */ (closest(event, ".faults a"));
  if (link && focusField(link.hash.slice(1))) event.preventDefault();
});
findAll(document, "#checks").forEach((section) => {
  const form = /** @type {HTMLFormElement} */ (section.closest("form"));
  const poller = new DraftPoller(form, section.dataset.address ?? "", section.dataset.story ?? "");
  openCheckedPlaces(section);
  poller.addEventListener("answer", (event) => {
    showChecks(section, /** @type {CustomEvent} */ (event).detail.checks);
  });
  new Preview(find(document, "#preview"), find(document, "#show-preview", HTMLButtonElement), poller);
  if ("typed" in section.dataset) poller.send();
});
