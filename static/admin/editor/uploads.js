// Files on their way into the image library, and the alternative text of those that have arrived.
import { csrfToken, postJSON } from "../api.js";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { DESK, forgetCard } from "./cards.js";

const LONGEST_ALT = 300;

/** @typedef {{ name: string, error: string }} RefusedFile */

/**
 * Upload one file. Resolve to the image as the library has it, or to its name and the reason why it was refused.
 *
 * @param {File} file
 * @param {(share: number) => void} [onProgress] with the share that is sent, from 0 to 1
 * @returns {Promise<ImageCard | RefusedFile>}
 */
export function uploadFile(file, onProgress = () => {}) {
  return new Promise((resolve) => {
    const refuse = (/** @type {string} */ error) => resolve({ name: file.name, error });
    // `fetch` does not report how much is sent.
    const request = new XMLHttpRequest();
    request.open("POST", `${DESK.image}upload/`);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress(loaded / total);
    });
    request.addEventListener("error", () =>
      refuse(gettext("The desk does not answer. Check the connection and try again.")));
    request.addEventListener("load", () => {
      const { images, error } = request.response ?? {};
      if (images) resolve(images[0]);
      else if (request.status === 413) refuse(gettext("The picture is too large for this server."));
      else refuse(error ?? gettext("The desk could not take this picture. Are you still signed in?"));
    });
    const data = new FormData();
    data.append("file", file);
    request.send(data);
  });
}

/**
 * Upload files one after the other: the server has one image in memory at a time.
 *
 * @param {Iterable<File>} files
 */
export async function uploadFiles(files) {
  const results = [];
  for (const file of files) results.push(await uploadFile(file));
  return results;
}

/**
 * The field with an image's alternative text, which is saved as soon as the focus leaves it.
 *
 * @param {ImageCard} image
 * @param {(image: ImageCard) => void} described called when a text was saved
 * @param {() => void} entered what Enter does
 */
function altField(image, described, entered) {
  const id = `library-alt-${image.id}`;
  const input = create("input", {
    type: "text", id, value: image.alt, lang: image.language, maxLength: LONGEST_ALT, autocomplete: "off", spellcheck: true,
    "aria-describedby": `${id}-state`,
  });
  const status = create("span", { className: "library-alt-state", id: `${id}-state`, role: "status" });
  let saved = image.alt;
  const show = (/** @type {string} */ text, /** @type {boolean} */ isMissing) => {
    status.textContent = text;
    status.classList.toggle("missing", isMissing);
  };
  const showSaved = () => show(
    saved ? gettext("Saved") : gettext("Missing: say what the picture shows, for those who cannot see it"), !saved,
  );
  const save = async () => {
    const alt = input.value.trim();
    if (alt === saved) return;
    try {
      Object.assign(image, await postJSON(`${DESK.image}${image.id}/words/`, { alt }));
      saved = image.alt;
      forgetCard("image", image.id);
      showSaved();
      described(image);
    } catch (error) {
      show(/** @type {Error} */ (error).message, true);
    }
  };
  input.addEventListener("change", save);
  input.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    await save();
    entered();
  });
  showSaved();
  const label = create("label", { htmlFor: id, textContent: `${gettext("Alternative text")}: ${image.name}` });
  return { parts: [label, input, status], input, save };
}

/**
 * The list of files that are being uploaded.
 *
 * @param {object} callbacks
 * @param {(image: ImageCard) => void} callbacks.uploaded
 * @param {(image: ImageCard) => void} callbacks.described called when an alternative text was saved
 * @param {((image: ImageCard) => void) | null} callbacks.insert offered beside each image, if given
 * @param {() => void} callbacks.finish what Enter does otherwise, after the last image without a text
 */
export function uploadList({ uploaded, described, insert, finish }) {
  const list = create("ul", { className: "library-uploads", "aria-label": gettext("New pictures") });
  /** @type {ReturnType<typeof altField>[]} */
  const fields = [];
  /** @type {Promise<unknown>} */
  let queue = Promise.resolve();

  const goOn = () => {
    const current = fields.findIndex(({ input }) => input === document.activeElement);
    const next = fields.slice(current + 1).find(({ input }) => !input.value.trim());
    if (next) next.input.focus(); else finish();
  };
  const showImage = (/** @type {HTMLElement} */ item, /** @type {ImageCard} */ image) => {
    const insertThis = insert && (() => insert(image));
    const field = altField(image, described, insertThis ?? goOn);
    fields.push(field);
    const content = create("div", {}, field.parts);
    if (insertThis) {
      const button = create("button", { type: "button", className: "library-insert", textContent: gettext("Insert") });
      button.addEventListener("click", async () => {
        await field.save();
        insertThis();
      });
      content.append(button);
    }
    item.replaceChildren(create("img", { src: image.thumbnail, alt: "" }), content);
    uploaded(image);
    return field.input;
  };
  const upload = (/** @type {File} */ file) => {
    const progress = create("progress", { max: 1, "aria-label": file.name });
    const item = create("li", {}, [create("strong", { textContent: file.name }), progress]);
    list.append(item);
    const uploading = queue.then(async () => {
      const result = await uploadFile(file, (share) => {
        // All is sent, the answer is not there yet: an indeterminate bar.
        if (share < 1) progress.value = share; else progress.removeAttribute("value");
      });
      if (!("error" in result)) return showImage(item, result);
      item.className = "refused";
      item.setAttribute("role", "alert");
      item.replaceChildren(
        create("strong", { textContent: result.name }), create("span", { textContent: result.error }),
      );
      return null;
    });
    queue = uploading;
    return uploading;
  };
  // Focuses the alternative text of the first image that has none.
  const add = async (/** @type {Iterable<File>} */ files) => {
    const inputs = await Promise.all([...files].map(upload));
    inputs.find((input) => input && !input.value)?.focus();
  };
  const save = async () => {
    await queue;
    await Promise.all(fields.map((field) => field.save()));
  };
  return { list, add, save };
}
