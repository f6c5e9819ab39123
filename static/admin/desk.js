// Suggestions for the last tag of a comma-separated field, and words for the body editor's screen-reader names.
(() => {
  "use strict";
  const field = document.querySelector("input[data-tags]");
  if (field) {
    const list = document.createElement("ul");
    list.className = "tag-suggestions";
    list.hidden = true;
    field.insertAdjacentElement("afterend", list);
    field.setAttribute("autocomplete", "off");
    const address = field.form.dataset.tagSuggestions || "/admin/articles/tag/suggestions/";
    const parts = () => field.value.split(",");
    const choose = (name) => {
      field.value = [...parts().slice(0, -1).map((part) => part.trim()), name, ""].join(", ");
      list.hidden = true;
      field.focus();
    };
    let asked = 0;
    field.addEventListener("input", async () => {
      const typed = parts().at(-1).trim();
      const mine = ++asked;
      if (!typed) { list.hidden = true; return; }
      const answer = await fetch(`${address}?q=${encodeURIComponent(typed)}`, { credentials: "same-origin" });
      if (!answer.ok || mine !== asked) return;
      const { names } = await answer.json();
      list.replaceChildren(...names.map((name) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = name;
        button.addEventListener("click", () => choose(name));
        const item = document.createElement("li");
        item.append(button);
        return item;
      }));
      list.hidden = names.length === 0;
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && !list.hidden) { event.preventDefault(); list.querySelector("button").focus(); }
      if (event.key === "Escape") list.hidden = true;
    });
    list.addEventListener("keydown", (event) => {
      const item = event.target.closest("li");
      const next = event.key === "ArrowDown" ? item?.nextElementSibling : event.key === "ArrowUp" ? item?.previousElementSibling : null;
      if (next) { event.preventDefault(); next.querySelector("button").focus(); }
      if (event.key === "Escape") { list.hidden = true; field.focus(); }
    });
    document.addEventListener("click", (event) => { if (!list.contains(event.target)) list.hidden = true; });
  }
  document.addEventListener("prose-editor:ready", (event) => {
    const label = document.querySelector(`label[for="${event.target.id}"]`);
    const editable = event.target.closest(".prose-editor, .form-row")?.querySelector("[contenteditable]");
    if (editable) {
      editable.setAttribute("aria-multiline", "true");
      editable.setAttribute("aria-label", label ? label.textContent.replace(":", "").trim() : "");
      editable.lang = document.querySelector("#id_language")?.value || "";
    }
  });
})();
