// The dialog that chooses images of the library. New ones are uploaded here too.
import { getJSON } from "../api.js";
import { create, debounce } from "../dom.js";
import { gettext, ngettext } from "../i18n.js";
import { DESK } from "./cards.js";
import { showDialog } from "./dialog.js";
import { uploadList } from "./uploads.js";

const SEARCH_PAUSE = 250;
const ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/avif";

/**
 * Resolve to the chosen images in the order of choosing; to [] if the dialog is closed.
 *
 * @param {{ several?: boolean }} [options]
 * @returns {Promise<ImageCard[]>}
 */
export async function chooseImages({ several = false } = {}) {
  const title = several ? gettext("Choose pictures") : gettext("Choose a picture");
  /** @type {ImageCard[] | null} */
  const images = await showDialog(title, (done) => [library(several, done)]);
  return images ?? [];
}

/**
 * @param {boolean} several
 * @param {(images: ImageCard[]) => void} done
 */
function library(several, done) {
  const status = create("p", { className: "help", role: "status" });
  const insert = async (/** @type {ImageCard[]} */ images) => {
    if (!images.length) return;
    await uploads.save();
    // Among several may be some that have arrived only now.
    done(several ? grid.chosen : images);
  };
  const insertButton = create("button", { type: "button", className: "library-put" });
  insertButton.addEventListener("click", () => insert(grid.chosen));
  const showCount = () => {
    const count = grid.chosen.length;
    insertButton.disabled = !count;
    insertButton.textContent = count
      ? ngettext("Insert %s picture", "Insert %s pictures", count).replace("%s", String(count))
      : gettext("Choose pictures");
  };
  const grid = new ImageGrid(several, showCount, insert);
  const uploads = uploadList({
    uploaded: (image) => {
      search.add(image);
      if (several) grid.toggle(image);
    },
    described: (image) => {
      search.uploaded.set(image.id, image);
      grid.replace(image);
    },
    insert: several ? null : (image) => insert([image]),
    finish: () => insert(grid.chosen),
  });
  showCount();
  const search = librarySearch(grid, status);
  const { label, setAllowed } = fileButton(uploads.add);
  const element = create("div", { className: "library" }, [
    create("div", { className: "library-bar" }, [search.input, label]),
    uploads.list,
    status,
    grid.list,
    search.moreButton,
    ...(several ? [create("div", { className: "library-foot" }, [insertButton])] : []),
  ]);
  acceptFiles(element, uploads.add);
  search.update().then((answer) => answer && setAllowed(answer.may_add));
  return element;
}

/**
 * The search field, the button for further pages and the count. The latest request wins.
 *
 * @param {ImageGrid} grid
 * @param {HTMLElement} status
 */
function librarySearch(grid, status) {
  const input = create("input", {
    type: "search", autocomplete: "off", autofocus: true, placeholder: gettext("Words, a name, a file"),
    "aria-label": gettext("Search the library"),
  });
  const moreButton = create("button", {
    type: "button", className: "library-more", textContent: gettext("More pictures"), hidden: true,
  });
  // The server leaves them out of its list until a story that names them is saved.
  /** @type {Map<number, ImageCard>} */
  const uploaded = new Map();
  let latest = 0;
  let page = 1;
  const showCount = () => {
    const shown = grid.list.children.length;
    const count = moreButton.hidden ? String(shown) : `${shown}+`;
    status.textContent = shown
      ? ngettext("%s picture", "%s pictures", shown).replace("%s", count)
      : gettext("No picture found.");
  };
  const add = (/** @type {ImageCard} */ image) => {
    uploaded.set(image.id, image);
    grid.prepend(image);
    showCount();
  };
  const update = async (number = 1) => {
    const request = ++latest;
    try {
      const query = input.value.trim();
      const answer = await getJSON(`${DESK.image}library/?q=${encodeURIComponent(query)}&page=${number}`);
      if (request !== latest) return null;
      page = answer.page;
      if (number === 1) grid.clear();
      grid.append(answer.images);
      if (number === 1 && !query) {
        const missing = [...uploaded.values()].filter(({ id }) => !grid.has(id));
        missing.forEach((image) => grid.prepend(image));
      }
      moreButton.hidden = !answer.more;
      showCount();
      return answer;
    } catch (error) {
      if (request === latest) status.textContent = /** @type {Error} */ (error).message;
      return null;
    }
  };
  input.addEventListener("input", debounce(SEARCH_PAUSE, update));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !["ArrowDown", "Enter"].includes(event.key)) return;
    event.preventDefault();
    grid.focusItem(0);
  });
  moreButton.addEventListener("click", async () => {
    const before = grid.list.children.length;
    await update(page + 1);
    grid.focusItem(before);
  });
  return { input, moreButton, update, uploaded, add };
}

/**
 * The button that opens the computer's own file dialog; `setAllowed(false)` puts a sentence in its place.
 *
 * @param {(files: Iterable<File>) => void} add
 */
function fileButton(add) {
  const input = create("input", { type: "file", accept: ACCEPTED, multiple: true, className: "visually-hidden" });
  const text = create("span", { textContent: gettext("Upload pictures") });
  const label = create("label", { className: "library-upload" }, [input, text]);
  input.addEventListener("change", () => {
    add([...input.files ?? []]);
    input.value = "";
  });
  const setAllowed = (/** @type {boolean} */ isAllowed) => {
    if (!isAllowed) label.replaceChildren(gettext("You may not add pictures to the library. Ask an editor."));
    label.classList.toggle("forbidden", !isAllowed);
  };
  return { label, setAllowed };
}

/**
 * Files may be dropped anywhere in the dialog, and pasted into it.
 *
 * @param {HTMLElement} element
 * @param {(files: Iterable<File>) => void} add
 */
function acceptFiles(element, add) {
  const hint = create("p", {
    className: "library-drop", textContent: gettext("Let go: the pictures go into the library."), hidden: true,
  });
  // Every child that the pointer enters or leaves sends an event of its own.
  let depth = 0;
  const setDepth = (/** @type {number} */ value) => {
    depth = value;
    hint.hidden = depth <= 0;
  };
  /** @type {(name: string, action: (files: FileList) => void) => void} */
  const listen = (name, action) => element.addEventListener(name, (event) => {
    const data = /** @type {DragEvent} */ (event).dataTransfer ?? /** @type {ClipboardEvent} */ (event).clipboardData;
    if (!data?.types.includes("Files")) return;
    event.preventDefault();
    event.stopPropagation();
    action(data.files);
  });
  listen("dragenter", () => setDepth(depth + 1));
  listen("dragleave", () => setDepth(depth - 1));
  listen("dragover", () => {});
  listen("drop", (files) => {
    setDepth(0);
    add(files);
  });
  listen("paste", add);
  element.append(hint);
}

/** The images as a list of options in rows. Arrows move, Space toggles one of several, Enter or two clicks insert. */
class ImageGrid {
  /** @type {Map<number, { item: HTMLElement, order: HTMLElement }>} */
  #shown = new Map();
  /** @type {Map<number, ImageCard>} */
  #chosen = new Map();

  /**
   * @param {boolean} several
   * @param {() => void} changed called when other images are chosen
   * @param {(images: ImageCard[]) => void} insert
   */
  constructor(several, changed, insert) {
    this.several = several;
    this.changed = changed;
    this.insert = insert;
    this.list = create("ul", {
      className: "library-grid", role: "listbox", "aria-label": gettext("Pictures"), "aria-multiselectable": String(several),
    });
    this.list.addEventListener("keydown", (event) => this.#move(event));
  }

  get chosen() {
    return [...this.#chosen.values()];
  }

  /** @param {number} id */
  has(id) {
    return this.#shown.has(id);
  }

  clear() {
    this.#shown.clear();
    this.list.replaceChildren();
  }

  /** @param {ImageCard[]} images those that are shown already are left out */
  append(images) {
    this.list.append(...images.filter(({ id }) => !this.#shown.has(id)).map((image) => this.#item(image)));
    this.#update();
  }

  /** @param {ImageCard} image */
  prepend(image) {
    this.list.prepend(this.#item(image));
    this.#update();
  }

  /** @param {ImageCard} image whose data has changed */
  replace(image) {
    this.#shown.get(image.id)?.item.replaceWith(this.#item(image));
    this.#update();
  }

  /** @param {ImageCard} image */
  toggle(image) {
    if (!this.#chosen.delete(image.id)) this.#chosen.set(image.id, image);
    this.#update();
  }

  /** @param {number} index */
  focusItem(index) {
    const item = /** @type {HTMLElement | undefined} */ (this.list.children[index]);
    if (item) this.#focus(item);
  }

  // One item is a stop for Tab; the chosen ones show their place in the order of choosing.
  #update() {
    const first = /** @type {HTMLElement | null} */ (this.list.firstElementChild);
    if (first && !this.list.querySelector("[tabindex='0']")) first.tabIndex = 0;
    const ids = [...this.#chosen.keys()];
    for (const [id, { item, order }] of this.#shown) {
      const index = ids.indexOf(id);
      item.setAttribute("aria-selected", String(index >= 0));
      order.textContent = index >= 0 ? String(index + 1) : "";
    }
    this.changed();
  }

  /** @param {ImageCard} image */
  #item(image) {
    const order = create("span", { className: "library-number", "aria-hidden": "true" });
    const kind = image.origin === "photo" ? [] : [create("span", { className: "library-kind", textContent: image.origin_name })];
    const item = create("li", { role: "option", tabIndex: -1, "aria-selected": "false", "data-image": image.id }, [
      create("img", { src: image.thumbnail, alt: "", loading: "lazy", draggable: false }),
      create("span", {
        className: "library-name", lang: image.language, textContent: image.alt || image.caption || image.name,
      }),
      ...kind,
      ...image.warnings.map((textContent) => create("span", { className: "library-note", textContent })),
      order,
    ]);
    item.addEventListener("click", () => {
      this.#focus(item);
      if (this.several) this.toggle(image);
      else this.insert([image]);
    });
    const insertChosen = () => {
      if (!this.#chosen.size) this.toggle(image);
      this.insert(this.chosen);
    };
    item.addEventListener("dblclick", () => {
      if (!this.several) return;
      // The second click has taken back what the first one chose.
      if (!this.#chosen.has(image.id)) this.toggle(image);
      this.insert(this.chosen);
    });
    item.addEventListener("keydown", (event) => {
      if (event.key !== " " && event.key !== "Enter") return;
      event.preventDefault();
      if (!this.several) this.insert([image]);
      else if (event.key === " ") this.toggle(image);
      else insertChosen();
    });
    this.#shown.set(image.id, { item, order });
    return item;
  }

  /** @param {HTMLElement} item */
  #focus(item) {
    this.list.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    item.tabIndex = 0;
    item.focus();
  }

  /** @param {HTMLElement[]} items */
  #columns(items) {
    const next = items.findIndex((item) => item.offsetTop > items[0].offsetTop);
    return next < 0 ? items.length : next;
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const items = /** @type {HTMLElement[]} */ ([...this.list.children]);
    const index = items.indexOf(/** @type {HTMLElement} */ (event.target));
    const columns = this.#columns(items);
    /** @type {Record<string, number>} */
    const steps = {
      ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns, Home: -index, End: items.length - 1 - index,
    };
    if (index < 0 || !(event.key in steps)) return;
    event.preventDefault();
    this.#focus(items[Math.min(Math.max(index + steps[event.key], 0), items.length - 1)]);
  }
}
