// Saves the forms of the desk in the background. Without scripts they are saved as any form of a page.
import { findAll } from "./dom.js";
import { FormSaver } from "./saving/form-saver.js";
import { showKeptMessages } from "./saving/page-parts.js";

showKeptMessages();

for (const field of findAll(document, "form [name=form_token]", HTMLInputElement)) {
  const { form } = field;
  // A pop-up closes once its form is saved.
  if (form && !form.querySelector("[name=_popup]") && form.querySelector(".saving-state")) new FormSaver(form);
}
for (const message of findAll(document, ".errornote")) {
  message.tabIndex = -1;
  message.setAttribute("role", "alert");
  // Django's script for new objects puts the focus into the first field when it has loaded.
  addEventListener("load", () => setTimeout(() => message.focus()));
}
