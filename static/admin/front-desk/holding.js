// A row is held by its handle and moved with the arrow keys: up and down by one place, left and right by one slot.
export function holding(form, press, say) {
  let home = null; // where the held row came from
  let busy = false;

  const lists = () => [...form.querySelectorAll(".assignments")];
  const place = (row) => ({ slot: row.parentNode.dataset.slot, index: [...row.parentNode.children].indexOf(row) });
  const hold = (handle, held) => {
    handle.setAttribute("aria-pressed", String(held));
    handle.closest(".assignment").classList.toggle("held", held);
  };

  async function move(handle, where) {
    busy = true;
    await press("move", `${handle.closest(".assignment").dataset.row}:${where}`);
    busy = false;
    const row = form.querySelector(`[data-row="${document.getElementById("desk-parts").dataset.moved ?? ""}"]`);
    const again = row?.querySelector(".handle");
    again?.focus();
    return again;
  }

  function aim(handle, key) {
    if (key === "ArrowUp" || key === "ArrowDown") return key === "ArrowUp" ? "up" : "down";
    const all = lists();
    const next = all[all.indexOf(handle.closest(".assignments")) + (key === "ArrowLeft" ? -1 : 1)];
    return next ? `${next.dataset.slot}` : "";
  }

  form.addEventListener("click", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || busy) return;
    const held = handle.getAttribute("aria-pressed") === "true";
    home = held ? null : place(handle.closest(".assignment"));
    hold(handle, !held);
    say(held ? form.dataset.letGo : form.dataset.held);
  });
  form.addEventListener("keydown", async (event) => {
    const handle = event.target.closest?.(".handle");
    if (!handle || !home || handle.getAttribute("aria-pressed") !== "true") return;
    if (event.key === "Escape") {
      event.preventDefault();
      const back = home;
      home = null;
      hold(handle, false);
      await move(handle, `${back.slot}:${back.index}`);
      say(form.dataset.putBack);
    } else if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      const where = busy ? "" : aim(handle, event.key);
      if (!where) return;
      const again = await move(handle, where);
      if (again) hold(again, true);
    }
  });
  form.addEventListener("focusout", ({ target }) => {
    if (busy || !target.matches?.(".handle[aria-pressed='true']")) return;
    home = null;
    hold(target, false);
  });
}
