// The focal point of a picture, set by a click on it. The two numbers stay: they are what counts, and what a keyboard uses.
(() => {
  "use strict";
  const { gettext = (text) => text } = window;
  const SHOWN_AT_MOST = 12_000_000;

  function begin() {
    const across = document.getElementById("id_focal_x");
    const down = document.getElementById("id_focal_y");
    const file = document.getElementById("id_file");
    if (!across || !down) return;

    // A picture that is only chosen is shown too, above the field it was chosen in.
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

    const show = () => {
      mark.style.left = `${across.value || 50}%`;
      mark.style.top = `${down.value || 50}%`;
    };
    const share = (at, from, length) => Math.round(Math.min(Math.max((at - from) / length, 0), 1) * 100);
    picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      across.value = share(event.clientX, box.left, box.width);
      down.value = share(event.clientY, box.top, box.height);
      for (const field of [across, down]) field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    for (const field of [across, down]) field.addEventListener("input", show);

    file?.addEventListener("change", () => {
      const [chosen] = file.files;
      if (!chosen || chosen.size > SHOWN_AT_MOST || !chosen.type.startsWith("image/") || chosen.type.includes("svg")) return;
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        picture.removeAttribute("width");
        picture.removeAttribute("height");
        picture.alt = "";
        picture.src = reader.result;
        frame.hidden = false;
        across.value = down.value = 50;
        show();
      });
      reader.readAsDataURL(chosen);
    });
    show();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
