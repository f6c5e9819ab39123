import { make } from "./making.js";

const { gettext = (text) => text } = window;

// The chosen lead image, to be seen: with its words, and with what it still needs.
class LeadImage {
  #asked = 0;

  constructor(field) {
    this.field = field;
    this.shown = make("div", { className: "lead-picture", hidden: true });
    this.choose = make("button", { type: "button" });
    this.remove = make("button", { type: "button", textContent: gettext("Remove the image") });
    const row = field.closest(".related-widget-wrapper") ?? field;
    row.before(this.shown, make("div", { className: "lead-buttons" }, this.choose, this.remove));
    row.classList.add("lead-by-words");
    this.choose.addEventListener("click", () => this.pick());
    this.remove.addEventListener("click", () => { this.take(null); this.choose.focus(); });
    window.django.jQuery(field).on("change", () => this.look());
    this.look();
  }

  async pick() {
    // Not before it is wanted: the library's dialog needs the import map, which comes after this script.
    const { chooseImages } = await import("../editor/library.js");
    const [image] = await chooseImages({ several: false }) ?? [];
    if (image) this.take(image);
  }

  take(image) {
    if (image && ![...this.field.options].some((one) => one.value === String(image.id))) {
      this.field.append(new Option(image.alt || `# ${image.id}`, image.id));
    }
    this.field.value = image ? String(image.id) : "";
    window.django.jQuery(this.field).trigger("change");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async look() {
    const mine = ++this.#asked;
    const { value } = this.field;
    this.remove.hidden = !value;
    this.choose.textContent = value ? gettext("Another image") : gettext("Choose an image");
    if (!value) this.shown.hidden = true;
    const image = value && await this.card(value);
    if (image && mine === this.#asked) this.show(image);
  }

  async card(id) {
    const answer = await fetch(`/admin/articles/image/${encodeURIComponent(id)}/card/`, { credentials: "same-origin" })
      .catch(() => null);
    return answer?.ok ? answer.json() : null;
  }

  show(image) {
    const words = [image.alt, image.credit].filter(Boolean).join(" · ");
    const wanting = [!image.alt && gettext("No alternative text yet"), image.credit === "" && gettext("No credit yet")].filter(Boolean);
    this.shown.replaceChildren(
      make("img", { src: image.url, alt: image.alt ?? "" }),
      ...(words ? [make("p", { textContent: words })] : []),
      ...wanting.map((textContent) => make("p", { className: "wanting", textContent })),
    );
    this.shown.hidden = false;
  }
}

export function showLeadImage(field) {
  return new LeadImage(field);
}
