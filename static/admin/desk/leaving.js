// Asks before a page is left on which something was typed that is not saved. The comparison begins when the body editor
// is ready: it may bring the text into its own form first.
export function guardLeaving(form) {
  const standing = () => JSON.stringify([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken")
    .map(([name, value]) => [name, typeof value === "string" ? value : value.name]));
  let saved = standing();
  let sent = false;
  document.addEventListener("prose-editor:ready", () => setTimeout(() => { saved = standing(); }));
  form.addEventListener("submit", () => { sent = true; });
  addEventListener("pageshow", () => { sent = false; });
  addEventListener("beforeunload", (event) => {
    if (!sent && standing() !== saved) event.preventDefault();
  });
}
