// The editable has neither a name nor what the form says of its field: the label belongs to the hidden field behind it.
export function nameBody(textarea) {
  const editable = textarea.closest(".prose-editor")?.querySelector("[contenteditable]");
  if (!editable) return;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  editable.setAttribute("role", "textbox");
  editable.setAttribute("aria-multiline", "true");
  editable.setAttribute("aria-label", label ? label.textContent.replace(":", "").trim() : "");
  editable.setAttribute("spellcheck", "true");
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) editable.setAttribute(name, textarea.getAttribute(name));
  }
}
