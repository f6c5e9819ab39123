// Helps on the desk's forms; without them everything can still be typed and saved.
import { Asking } from "./desk/asking.js";
import { tendBar } from "./desk/bar.js";
import { nameBody } from "./desk/body_name.js";
import { orderBylines } from "./desk/bylines.js";
import { countLetters } from "./desk/counters.js";
import { focusField } from "./desk/focusing.js";
import { followChecks, showChecks } from "./desk/checks.js";
import { showLeadImage } from "./desk/lead_image.js";
import { guardLeaving } from "./desk/leaving.js";
import { keepOneLine } from "./desk/one_line.js";
import { preview } from "./desk/preview.js";
import { speakTheStorysLanguage } from "./desk/story_language.js";
import { suggestTags } from "./desk/tags.js";
import { countWords } from "./desk/words.js";

const each = (selector, act) => document.querySelectorAll(selector).forEach((found) => act(found));

document.documentElement.classList.add("js-ready");
document.addEventListener("prose-editor:ready", ({ target, detail }) => {
  nameBody(target);
  if (target.id === "id_body") countWords(target, detail.editor);
});
each("input[data-tags]", suggestTags);
each("#bylines-group", orderBylines);
each("select#id_lead_image", showLeadImage);
each("[data-advice]", countLetters);
each("textarea#id_headline", keepOneLine);
each("#article_form select#id_language", speakTheStorysLanguage);
each("#article_form", (form) => {
  tendBar(form);
  guardLeaving(form);
});
each(".faults", (list) => {
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && focusField(link.hash.slice(1))) event.preventDefault();
  });
});
each("#checks", (section) => {
  const asking = new Asking(section.closest("form"), section.dataset);
  followChecks(section);
  asking.addEventListener("answer", ({ detail }) => showChecks(section, detail.checks));
  preview(document.getElementById("preview"), document.getElementById("show-preview"), asking);
  if ("typed" in section.dataset) asking.now();
});
