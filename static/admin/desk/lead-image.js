// The field of the lead image: shows the chosen image with its text and with what it still needs.
import { getJSON } from "../api.js";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";

/** Adds the image and two buttons above a select field. */
export class LeadImage {
  #latest = 0;

  /** @param {HTMLSelectElement} field */
  constructor(field) {
    this.field = field;
    this.preview = create("div", { className: "lead-picture", hidden: true });
    this.chooseButton = create("button", { type: "button" });
    this.removeButton = create("button", { type: "button", textContent: gettext("Remove the image") });
    const row = field.closest(".related-widget-wrapper") ?? field;
    row.before(this.preview, create("div", { className: "lead-buttons" }, [this.chooseButton, this.removeButton]));
    row.classList.add("lead-by-words");
    this.chooseButton.addEventListener("click", () => this.choose());
    this.removeButton.addEventListener("click", () => {
      this.set(null);
      this.chooseButton.focus();
    });
    window.django?.jQuery?.(field).on("change", () => this.update());
    this.update();
  }

  async choose() {
    // Imported on demand: the library's dialog needs the import map, which comes after this script.
    const { chooseImages } = await import("../editor/library.js");
    const [image] = await chooseImages({ several: false });
    if (image) this.set(image);
  }

  /** @param {ImageCard | null} image */
  set(image) {
    if (image && ![...this.field.options].some((option) => option.value === String(image.id))) {
      this.field.append(new Option(image.alt || `# ${image.id}`, String(image.id)));
    }
    this.field.value = image ? String(image.id) : "";
    window.django?.jQuery?.(this.field).trigger("change");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async update() {
    const number = ++this.#latest;
    const { value } = this.field;
    this.removeButton.hidden = !value;
    this.chooseButton.textContent = value ? gettext("Another image") : gettext("Choose an image");
    if (!value) this.preview.hidden = true;
    if (!value) return;
    /** @type {ImageCard | null} */
    const image = await getJSON(`/admin/articles/image/${encodeURIComponent(value)}/card/`).catch(() => null);
    if (image && number === this.#latest) this.show(image);
  }

  /** @param {ImageCard} image */
  show(image) {
    const text = [image.alt, image.credit].filter(Boolean).join(" · ");
    const needs = [];
    if (!image.alt) needs.push(gettext("No alternative text yet"));
    if (image.credit === "") needs.push(gettext("No credit yet"));
    this.preview.replaceChildren(
      create("img", { src: image.url, alt: image.alt ?? "" }),
      ...(text ? [create("p", { textContent: text })] : []),
      ...needs.map((textContent) => create("p", { className: "wanting", textContent })),
    );
    this.preview.hidden = false;
  }
}
