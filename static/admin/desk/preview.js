const { gettext = (text) => text } = window;

// The page of the story beside the form, in the width of a phone or of a desk; it follows what is typed.
class Preview {
  width = 360;

  constructor(panel, button, asking) {
    Object.assign(this, { panel, button, asking });
    this.frame = panel.querySelector("iframe");
    this.room = panel.querySelector(".preview-room");
    this.said = panel.querySelector(".preview-said");
    button.hidden = false;
    button.addEventListener("click", () => this.toggle());
    panel.querySelector(".preview-close").addEventListener("click", () => this.toggle());
    panel.addEventListener("keydown", (event) => { if (event.key === "Escape") this.toggle(); });
    panel.querySelector(".preview-widths").addEventListener("click", ({ target }) => {
      if (target.value) this.turn(Number(target.value));
    });
    asking.addEventListener("answer", ({ detail }) => { if (detail.page) this.show(detail.page); });
    asking.addEventListener("silence", () => { this.said.textContent = this.open ? gettext("The preview cannot be made at the moment.") : ""; });
    new ResizeObserver(() => this.fit()).observe(this.room);
  }

  get open() {
    return !this.panel.hidden;
  }

  toggle() {
    const opens = !this.open;
    this.panel.hidden = !opens;
    this.asking.wantsPage = opens;
    this.button.setAttribute("aria-expanded", String(opens));
    document.body.classList.toggle("previewing", opens);
    document.body.classList.toggle("previewing-wide", opens && this.width > 360);
    if (opens) {
      this.asking.now();
      this.panel.querySelector(".preview-widths button").focus();
    } else {
      this.button.focus();
    }
  }

  turn(width) {
    this.width = width;
    for (const one of this.panel.querySelectorAll(".preview-widths button")) {
      one.setAttribute("aria-pressed", String(Number(one.value) === width));
    }
    this.panel.classList.toggle("wide", width > 360);
    document.body.classList.toggle("previewing-wide", width > 360);
    this.fit();
  }

  // A page that is wider than there is room is made smaller as a whole, and stands in the middle where it is not.
  fit() {
    const { clientWidth, clientHeight } = this.room;
    const scale = Math.min(1, clientWidth / this.width);
    Object.assign(this.frame.style, {
      width: `${this.width}px`,
      height: `${clientHeight / scale}px`,
      left: `${Math.max(0, (clientWidth - this.width * scale) / 2)}px`,
      transform: `scale(${scale})`,
    });
  }

  // Only what stands on the page is put anew, so that it stays where its reader has scrolled to.
  show(html) {
    this.said.textContent = "";
    const shown = this.frame.contentDocument;
    if (!shown?.querySelector("main .story")) {
      this.frame.srcdoc = html;
      return;
    }
    const next = new DOMParser().parseFromString(html, "text/html");
    shown.documentElement.lang = next.documentElement.lang;
    shown.querySelector(".masthead").replaceWith(next.querySelector(".masthead"));
    shown.querySelector("main").replaceWith(next.querySelector("main"));
  }
}

export function preview(panel, button, asking) {
  return new Preview(panel, button, asking);
}
