// A headline is one line, however many it fills: Enter leads on to the next field.
export function keepOneLine(field) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const fields = [...field.form.querySelectorAll("input:not([type=hidden]), textarea, [contenteditable=true]")];
    fields[fields.indexOf(field) + 1]?.focus();
  });
  field.addEventListener("input", () => {
    if (field.value.includes("\n")) field.value = field.value.replace(/\s*\n\s*/g, " ");
  });
}
