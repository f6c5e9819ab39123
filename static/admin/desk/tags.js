// Suggestions for the field with a story's tags.
import { getJSON } from "../api.js";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";

const SEPARATORS = /[,،]/;

/**
 * Suggest names of tags for the last of several in one field, as a combobox. `data-tags` is the URL to ask.
 *
 * @param {HTMLInputElement} field
 */
export function suggestTags(field) {
  const list = create("ul", {
    className: "tag-suggestions", id: `${field.id}_suggestions`, hidden: true, role: "listbox",
    "aria-label": gettext("Tags that are there already"),
  });
  const status = create("span", { className: "visually-hidden", role: "status" });
  field.after(list, status);
  const attributes = {
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  };
  for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);

  let active = -1;
  let latest = 0;
  const names = () => field.value.split(SEPARATORS).map((name) => name.trim());
  const show = (/** @type {string[]} */ suggestions) => {
    active = -1;
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...suggestions.map((name, index) => {
      const item = create("li", { id: `${list.id}_${index}`, textContent: name, role: "option" });
      // Not "click": the field would lose the focus first.
      item.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        accept(name);
      });
      return item;
    }));
    list.hidden = suggestions.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  };
  const accept = (/** @type {string} */ name) => {
    field.value = [...names().slice(0, -1), name, ""].join(", ");
    status.textContent = name;
    show([]);
  };
  const move = (/** @type {number} */ step) => {
    const items = [...list.children];
    active = (active + step + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    field.setAttribute("aria-activedescendant", items[active].id);
  };
  field.addEventListener("input", async () => {
    const typed = names().at(-1) ?? "";
    const number = ++latest;
    if (!typed) return show([]);
    const answer = await getJSON(`${field.dataset.tags}?q=${encodeURIComponent(typed)}`).catch(() => ({ names: [] }));
    if (number === latest) show(answer.names);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(active < 0 ? 0 : -1);
    else if (event.key === "Enter" && active >= 0) accept(list.children[active].textContent ?? "");
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => {
    latest += 1;
    show([]);
  });
}
