import { make } from "./making.js";

const { gettext = (text) => text } = window;

// Suggestions for the last of several tags in one field.
export function suggestTags(field) {
  const list = make("ul", { className: "tag-suggestions", id: `${field.id}_suggestions`, hidden: true });
  const said = make("span", { className: "visually-hidden" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", gettext("Tags that are there already"));
  said.setAttribute("role", "status");
  field.after(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) field.setAttribute(name, value);

  let chosen = -1;
  let asked = 0;
  const parts = () => field.value.split(/[,،]/);
  const show = (names) => {
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...names.map((name, index) => {
      const item = make("li", { id: `${list.id}_${index}`, textContent: name });
      item.setAttribute("role", "option");
      // Not click: the field would lose the focus first.
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(name); });
      return item;
    }));
    list.hidden = names.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
  };
  const take = (name) => {
    field.value = [...parts().slice(0, -1).map((part) => part.trim()), name, ""].join(", ");
    said.textContent = name;
    show([]);
  };
  const move = (by) => {
    const items = [...list.children];
    chosen = (chosen + by + items.length) % items.length;
    items.forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    field.setAttribute("aria-activedescendant", items[chosen].id);
  };
  field.addEventListener("input", async () => {
    const typed = parts().at(-1).trim();
    const mine = ++asked;
    if (!typed) return show([]);
    try {
      const answer = await fetch(`${field.dataset.tags}?q=${encodeURIComponent(typed)}`, { credentials: "same-origin" });
      if (answer.ok && mine === asked) show((await answer.json()).names);
    } catch {
      show([]);
    }
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(chosen < 0 ? 0 : -1);
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen].textContent);
    else if (event.key === "Escape") show([]);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => { asked++; show([]); });
}
