// Files on their way into the picture library, and the alternative text of those that have arrived.
import { crel } from "django-prose-editor/editor";
import { send } from "./asking.js";
import { DESK, forget } from "./cards.js";

const { gettext = (text) => text } = window;
const LONGEST = 300;
const silent = () => gettext("The desk does not answer. Check the connection and try again.");

// One file. Resolves to the picture as the library has it, or to { name, error }; `progress` is told the share that is up.
export function upload(file, progress = () => {}) {
  return new Promise((resolve) => {
    const refuse = (error) => resolve({ name: file.name, error });
    const request = new XMLHttpRequest();
    request.open("POST", `${DESK.image}upload/`);
    request.setRequestHeader("X-CSRFToken", document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
    request.addEventListener("error", () => refuse(silent()));
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

// One after the other: the server has one picture in its memory at a time.
export async function uploadFiles(files) {
  const taken = [];
  for (const file of files) taken.push(await upload(file));
  return taken;
}

// The alternative text of a picture, saved as soon as one leaves the field; `described` is told, and `insert` is what Enter
// does, if anything.
function altField(image, described, insert) {
  const id = `library-alt-${image.id}`;
  const input = crel("input", { type: "text", id, value: image.alt, maxLength: LONGEST, autocomplete: "off", spellcheck: true });
  const state = crel("span", { className: "library-alt-state", id: `${id}-state`, role: "status" });
  let saved = image.alt;
  const show = (text, missing) => {
    state.textContent = text;
    state.classList.toggle("missing", missing);
  };
  const standing = () => show(saved ? gettext("Saved") : gettext("Missing: say what the picture shows, for those who cannot see it"), !saved);
  const save = async () => {
    const alt = input.value.trim();
    if (alt === saved) return;
    try {
      Object.assign(image, await send(`${DESK.image}${image.id}/words/`, { alt }));
      saved = image.alt;
      forget("image", image.id);
      standing();
      described(image);
    } catch (error) {
      show(error.message, true);
    }
  };
  input.lang = image.language;
  input.setAttribute("aria-describedby", state.id);
  input.addEventListener("change", save);
  input.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    await save();
    insert?.();
  });
  standing();
  const label = crel("label", { htmlFor: id, textContent: `${gettext("Alternative text")}: ${image.name}` });
  return { parts: [label, input, state], input, save };
}

// The list of what is being taken in. `arrived(image)` is told of each picture, `described(image)` of its
// alternative text, `insert(image)` is offered beside it.
export function uploadList({ arrived, described, insert }) {
  const list = crel("ul", { className: "library-uploads", "aria-label": gettext("New pictures") });
  const fields = [];
  let line = Promise.resolve();

  const settle = (item, image) => {
    const put = insert && (() => insert(image));
    const field = altField(image, described, put);
    fields.push(field);
    const buttons = put ? [crel("button", { type: "button", className: "library-insert", textContent: gettext("Insert") })] : [];
    buttons[0]?.addEventListener("click", async () => {
      await field.save();
      put();
    });
    item.replaceChildren(crel("img", { src: image.thumbnail, alt: "" }), crel("div", {}, [...field.parts, ...buttons]));
    arrived(image);
    return field.input;
  };
  const take = async (file) => {
    const bar = crel("progress", { max: 1, "aria-label": file.name });
    const item = crel("li", {}, [crel("strong", { textContent: file.name }), bar]);
    list.append(item);
    const place = async () => {
      const told = await upload(file, (share) => (share < 1 ? (bar.value = share) : bar.removeAttribute("value")));
      if (!told.error) return settle(item, told);
      item.className = "refused";
      item.setAttribute("role", "alert");
      item.replaceChildren(crel("strong", { textContent: told.name }), crel("span", { textContent: told.error }));
      return null;
    };
    line = line.then(place);
    return line;
  };
  // All of these files; the first that arrives is then asked for its alternative text.
  const add = async (files) => {
    const inputs = (await Promise.all([...files].map(take))).filter(Boolean);
    inputs.find((input) => !input.value)?.focus();
  };
  return { list, add, save: () => Promise.all(fields.map((field) => field.save())) };
}
