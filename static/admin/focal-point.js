// The focal point of an image, set by a click on it. The two number fields stay: they are what is stored, and what a
// keyboard uses.
(() => {
  "use strict";
  const { gettext = (text) => text } = window;
  const MOST_BYTES_SHOWN = 12_000_000;

  /** @param {string} id */
  const input = (id) => /** @type {HTMLInputElement | null} */ (document.getElementById(id));

  function start() {
    const x = input("id_focal_x");
    const y = input("id_focal_y");
    const file = input("id_file");
    if (!x || !y) return;

    // A picture that is chosen but not uploaded is shown too, below the field it was chosen in.
    /** @type {HTMLElement} */
    const frame = document.querySelector(".focal-picture") ?? document.createElement("span");
    const picture = frame.querySelector("img") ?? frame.appendChild(document.createElement("img"));
    frame.className = "focal-picture live";
    if (!frame.isConnected) {
      frame.hidden = true;
      file?.closest(".form-row")?.append(frame);
    }
    const mark = frame.appendChild(document.createElement("span"));
    mark.className = "focal-mark";
    picture.title = gettext("Click on what must stay in sight when the picture is cropped");

    const update = () => {
      mark.style.left = `${x.value || 50}%`;
      mark.style.top = `${y.value || 50}%`;
    };
    /** @type {(at: number, start: number, length: number) => string} */
    const percentage = (at, begin, length) => String(Math.round(Math.min(Math.max((at - begin) / length, 0), 1) * 100));
    picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      x.value = percentage(event.clientX, box.left, box.width);
      y.value = percentage(event.clientY, box.top, box.height);
      for (const field of [x, y]) field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    for (const field of [x, y]) field.addEventListener("input", update);

    file?.addEventListener("change", () => {
      const [chosen] = file.files ?? [];
      const isShown = chosen?.type.startsWith("image/") && !chosen.type.includes("svg") && chosen.size <= MOST_BYTES_SHOWN;
      if (!isShown) return;
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        picture.removeAttribute("width");
        picture.removeAttribute("height");
        picture.alt = "";
        picture.src = String(reader.result);
        frame.hidden = false;
        x.value = y.value = "50";
        update();
      });
      reader.readAsDataURL(chosen);
    });
    update();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
