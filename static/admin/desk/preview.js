// The story's page beside the form, as wide as a phone or a desktop. It follows what is typed.
import { closest, find, findAll } from "../dom.js";
import { gettext } from "../i18n.js";

const PHONE = 360;

/** The preview panel. It asks the poller for the page only while it is open. */
export class Preview {
  width = PHONE;

  /**
   * @param {HTMLElement} panel
   * @param {HTMLButtonElement} button opens and closes the panel
   * @param {import("./draft-poller.js").DraftPoller} poller
   */
  constructor(panel, button, poller) {
    this.panel = panel;
    this.button = button;
    this.poller = poller;
    this.iframe = find(panel, "iframe", HTMLIFrameElement);
    this.viewport = find(panel, ".preview-viewport");
    this.status = find(panel, ".preview-said");
    button.hidden = false;
    button.addEventListener("click", () => this.toggle());
    find(panel, ".preview-close").addEventListener("click", () => this.toggle());
    panel.addEventListener("keydown", ({ key }) => { if (key === "Escape") this.toggle(); });
    find(panel, ".preview-widths").addEventListener("click", (event) => {
      const chosen = /** @type {HTMLButtonElement | null} */ (closest(event, "button"));
      if (chosen?.value) this.setWidth(Number(chosen.value));
    });
    poller.addEventListener("answer", (event) => {
      const { page } = /** @type {CustomEvent} */ (event).detail;
      if (page) this.show(page);
    });
    poller.addEventListener("failure", (event) => {
      const text = /** @type {CustomEvent} */ (event).detail.isSignedOut
        ? gettext("The preview goes on once you have signed in again.")
        : gettext("The preview cannot be made at the moment.");
      this.status.textContent = this.isOpen ? text : "";
    });
    new ResizeObserver(() => this.fit()).observe(this.viewport);
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  toggle() {
    const opens = !this.isOpen;
    this.panel.hidden = !opens;
    this.poller.wantsPage = opens;
    this.button.setAttribute("aria-expanded", String(opens));
    document.body.classList.toggle("previewing", opens);
    document.body.classList.toggle("previewing-wide", opens && this.width > PHONE);
    if (opens) {
      this.poller.send();
      find(this.panel, ".preview-widths button").focus();
    } else {
      this.button.focus();
    }
  }

  /** @param {number} width in CSS pixels */
  setWidth(width) {
    this.width = width;
    for (const button of findAll(this.panel, ".preview-widths button", HTMLButtonElement)) {
      button.setAttribute("aria-pressed", String(Number(button.value) === width));
    }
    this.panel.classList.toggle("wide", width > PHONE);
    document.body.classList.toggle("previewing-wide", width > PHONE);
    this.fit();
  }

  /** Scale a page down that is wider than the viewport; centre one that is narrower. */
  fit() {
    const { clientWidth, clientHeight } = this.viewport;
    const scale = Math.min(1, clientWidth / this.width);
    Object.assign(this.iframe.style, {
      width: `${this.width}px`,
      height: `${clientHeight / scale}px`,
      left: `${Math.max(0, (clientWidth - this.width * scale) / 2)}px`,
      transform: `scale(${scale})`,
    });
  }

  /**
   * Replace only the page's parts, so that it stays scrolled to where it was.
   *
   * @param {string} html
   */
  show(html) {
    this.status.textContent = "";
    const page = this.iframe.contentDocument;
    if (!page?.querySelector("main .story")) {
      this.iframe.srcdoc = html;
      return;
    }
    const next = new DOMParser().parseFromString(html, "text/html");
    page.documentElement.lang = next.documentElement.lang;
    for (const part of [".masthead", "main"]) find(page, part).replaceWith(find(next, part));
  }
}
