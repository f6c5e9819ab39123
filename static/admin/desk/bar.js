// The list behind "More" closes when one turns away from it; Ctrl or Cmd with S saves.
export function tendBar(form) {
  const more = form.querySelector(".more-acts");
  const close = () => more?.removeAttribute("open");
  document.addEventListener("click", (event) => { if (!more?.contains(event.target)) close(); });
  more?.addEventListener("focusout", (event) => { if (event.relatedTarget && !more.contains(event.relatedTarget)) close(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && more?.open) {
      close();
      more.querySelector("summary").focus();
    }
    if (event.key.toLowerCase() === "s" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      form.querySelector("[name=_continue]")?.click();
    }
  });
}
