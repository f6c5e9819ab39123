import { whenQuiet } from "./making.js";

// What the server makes of the form as it stands: what is missing, and the page where somebody looks at it.
export class Asking extends EventTarget {
  wantsPage = false;
  #asked = 0;

  constructor(form, { address, story }) {
    super();
    Object.assign(this, { form, address, story });
    this.soon = whenQuiet(700, () => this.now());
    form.addEventListener("input", this.soon);
    form.addEventListener("change", this.soon);
    // select2 and the admin's pop-ups tell jQuery only.
    window.django?.jQuery(form).on("change", "select", this.soon);
  }

  async now() {
    const mine = ++this.#asked;
    const body = new FormData(this.form);
    body.set("story", this.story);
    if (this.wantsPage) body.set("page", "1");
    try {
      const answer = await fetch(this.address, { method: "POST", body, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const detail = await answer.json();
      // Of several on their way only the last counts.
      if (mine === this.#asked) this.dispatchEvent(new CustomEvent("answer", { detail }));
    } catch {
      if (mine === this.#asked) this.dispatchEvent(new Event("silence"));
    }
  }
}
