// Small helps on the story's form; without them everything can still be typed.
(() => {
  "use strict";
  const { gettext = (text) => text } = window;

  function make(name, properties, ...inside) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  }

  // Suggestions for the last of several tags in one field.
  function suggestTags(field) {
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

  // Buttons that move a byline up or down. What counts is the number in the row: they write it.
  function orderBylines(group) {
    const rows = () => [...group.querySelectorAll("tr.form-row:not(.empty-form)")];
    const filled = (row) => [...row.querySelectorAll("select, input[type=text]")].some((field) => field.value);
    const number = () => {
      let next = 0;
      for (const row of rows()) row.querySelector("input[name$=-order]").value = filled(row) ? ++next : "";
    };
    const move = (button, up) => {
      const row = button.closest("tr");
      const all = rows();
      const other = all[all.indexOf(row) + (up ? -1 : 1)];
      if (!other) return;
      if (up) other.before(row); else other.after(row);
      number();
      button.focus();
    };
    const equip = (row) => {
      const order = row.querySelector("input[name$=-order]");
      if (!order || row.querySelector(".move-byline")) return;
      const buttons = [["↑", gettext("Move up"), true], ["↓", gettext("Move down"), false]].map(([sign, title, up]) => {
        const button = make("button", { type: "button", className: "move-byline", textContent: sign, title });
        button.setAttribute("aria-label", title);
        button.addEventListener("click", () => move(button, up));
        return button;
      });
      order.after(...buttons);
    };
    rows().forEach(equip);
    document.addEventListener("formset:added", (event) => {
      if (event.target instanceof Element && group.contains(event.target)) equip(event.target);
    });
  }

  // The chosen lead image, to be seen.
  function showLeadImage(field) {
    const shown = make("img", { className: "thumbnail", alt: "", hidden: true });
    field.closest(".form-row").append(shown);
    const look = async () => {
      shown.hidden = true;
      if (!field.value) return;
      const answer = await fetch(`/admin/articles/image/${encodeURIComponent(field.value)}/card/`, { credentials: "same-origin" })
        .catch(() => null);
      if (!answer?.ok) return;
      const image = await answer.json();
      Object.assign(shown, { src: image.url, alt: image.alt, hidden: false });
    };
    window.django.jQuery(field).on("change", look);
    look();
  }

  // The editable itself has no name: the label belongs to the field behind it.
  function nameEditor(textarea) {
    const editable = textarea.closest(".prose-editor, .form-row")?.querySelector("[contenteditable]");
    if (!editable) return;
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    const language = document.getElementById("id_language");
    const speak = () => { editable.lang = language?.value || ""; };
    editable.setAttribute("aria-multiline", "true");
    editable.setAttribute("aria-label", label ? label.textContent.replace(":", "").trim() : "");
    language?.addEventListener("change", speak);
    speak();
  }

  document.addEventListener("prose-editor:ready", (event) => nameEditor(event.target));
  document.querySelectorAll("input[data-tags]").forEach(suggestTags);
  document.querySelectorAll("#bylines-group").forEach(orderBylines);
  document.querySelectorAll("select#id_lead_image").forEach(showLeadImage);
})();
