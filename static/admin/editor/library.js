// Choosing pictures of the library, which shows them; new ones come in here too.
import { crel } from "django-prose-editor/editor";
import { ask } from "./asking.js";
import { DESK } from "./cards.js";
import { dialog } from "./dialog.js";
import { uploadList } from "./uploads.js";

export { uploadFiles } from "./uploads.js";

const { gettext = (text) => text, ngettext = (one, many, count) => (count === 1 ? one : many) } = window;
const PAUSE = 250;
const ACCEPTED = "image/jpeg,image/png,image/webp,image/gif,image/avif";

// Resolves to the chosen pictures in order; to none where the person thought better of it.
export async function chooseImages({ several = false } = {}) {
  const title = several ? gettext("Choose pictures") : gettext("Choose a picture");
  return (await dialog(title, (done) => [library(several, done)])) ?? [];
}

function library(several, done) {
  const chosen = new Map();
  const said = crel("p", { className: "help", role: "status" });
  const finish = async () => {
    if (!chosen.size) return;
    await uploads.save();
    done([...chosen.values()]);
  };
  const insert = async (image) => {
    await uploads.save();
    done([image]);
  };
  const pictures = grid({ several, chosen, changed: () => count(), choose: several ? finish : insert });
  const uploads = uploadList({
    arrived: (image) => {
      pictures.add(image);
      search.tell();
      if (several) pictures.toggle(image);
    },
    described: pictures.renew,
    insert: several ? null : insert,
  });
  const put = crel("button", { type: "button", className: "library-put" });
  put.addEventListener("click", finish);
  const count = () => {
    put.disabled = !chosen.size;
    put.textContent = ngettext("Insert %s picture", "Insert %s pictures", chosen.size).replace("%s", chosen.size);
  };
  count();
  const search = searching(pictures, said);
  const { label, allow } = choosingFiles(uploads.add);
  const made = crel("div", { className: "library" }, [
    crel("div", { className: "library-bar" }, [search.field, label]),
    uploads.list,
    said,
    pictures.list,
    search.more,
    ...(several ? [crel("div", { className: "library-foot" }, [put])] : []),
  ]);
  dropping(made, uploads.add);
  search.look().then((answer) => answer && allow(answer.may_add));
  return made;
}

// The field, the list's further pages, and what is said of them. A later question overtakes an earlier one.
function searching(pictures, said) {
  const input = crel("input", { type: "search", autocomplete: "off", autofocus: true, placeholder: gettext("Words, a name, a file") });
  input.setAttribute("aria-label", gettext("Search the library"));
  const more = crel("button", { type: "button", className: "library-more", textContent: gettext("More pictures"), hidden: true });
  let asked = 0;
  let page = 1;
  let timer = 0;
  const tell = () => {
    const shown = pictures.list.children.length;
    const count = more.hidden ? shown : `${shown}+`;
    said.textContent = shown ? ngettext("%s picture", "%s pictures", shown).replace("%s", count) : gettext("No picture found.");
  };
  const look = async (number = 1) => {
    const mine = ++asked;
    try {
      const answer = await ask(`${DESK.image}library/?q=${encodeURIComponent(input.value.trim())}&page=${number}`);
      if (mine !== asked) return null;
      page = answer.page;
      if (number === 1) pictures.show(answer.images);
      else pictures.extend(answer.images);
      more.hidden = !answer.more;
      tell();
      return answer;
    } catch (error) {
      if (mine === asked) said.textContent = error.message;
      return null;
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !["ArrowDown", "Enter"].includes(event.key)) return;
    event.preventDefault();
    pictures.enter();
  });
  more.addEventListener("click", async () => {
    const before = pictures.list.children.length;
    await look(page + 1);
    pictures.enter(before);
  });
  return { field: input, more, look, tell };
}

// The button that opens the computer's own dialog; `allow(false)` puts a sentence in its place.
function choosingFiles(add) {
  const input = crel("input", { type: "file", accept: ACCEPTED, multiple: true, className: "visually-hidden" });
  const label = crel("label", { className: "library-upload" }, [input, crel("span", { textContent: gettext("Upload pictures") })]);
  input.addEventListener("change", () => {
    add([...input.files]);
    input.value = "";
  });
  const allow = (may) => {
    if (!may) label.replaceChildren(gettext("You may not add pictures to the library. Ask an editor."));
    label.classList.toggle("forbidden", !may);
  };
  return { label, allow };
}

// Files may be dropped anywhere in the dialog, and pasted into it.
function dropping(box, add) {
  const carries = (data) => data?.types.includes("Files");
  const hint = crel("p", { className: "library-drop", textContent: gettext("Let go: the pictures go into the library."), hidden: true });
  let depth = 0;
  const over = (step) => {
    depth = step ? depth + step : 0;
    hint.hidden = depth <= 0;
  };
  const listen = (name, act) => box.addEventListener(name, (event) => {
    if (!carries(event.dataTransfer ?? event.clipboardData)) return;
    event.preventDefault();
    event.stopPropagation();
    act(event);
  });
  listen("dragenter", () => over(1));
  listen("dragleave", () => over(-1));
  listen("dragover", () => {});
  listen("drop", (event) => {
    over(0);
    add(event.dataTransfer.files);
  });
  listen("paste", (event) => add(event.clipboardData.files));
  box.append(hint);
}

// The pictures themselves: a list of options in rows. Arrows walk, Space marks one of several, Enter takes.
function grid({ several, chosen, changed, choose }) {
  const list = crel("ul", { className: "library-grid", role: "listbox", "aria-label": gettext("Pictures"), "aria-multiselectable": String(several) });
  const shown = new Map();

  const draw = () => {
    const order = [...chosen.keys()];
    for (const [id, { item, number }] of shown) {
      const at = order.indexOf(id);
      item.setAttribute("aria-selected", String(at >= 0));
      number.textContent = at >= 0 ? at + 1 : "";
    }
    changed();
  };
  const toggle = (image) => {
    if (!chosen.delete(image.id)) chosen.set(image.id, image);
    draw();
  };
  const take = (image) => (several ? toggle(image) : choose(image));
  const make = (image) => {
    const number = crel("span", { className: "library-number", "aria-hidden": "true" });
    const notes = image.warnings.map((text) => crel("span", { className: "library-note", textContent: text }));
    const item = crel("li", { role: "option", tabIndex: -1, "aria-selected": "false", "data-image": image.id }, [
      crel("img", { src: image.thumbnail, alt: "", loading: "lazy", draggable: false }),
      crel("span", { className: "library-name", lang: image.language, textContent: image.alt || image.caption || image.name }),
      ...(image.origin === "photo" ? [] : [crel("span", { className: "library-kind", textContent: image.origin_name })]),
      ...notes,
      number,
    ]);
    item.addEventListener("click", () => {
      focus(item);
      take(image);
    });
    item.addEventListener("keydown", (event) => {
      if (event.key === " " && several) toggle(image);
      else if (event.key === "Enter" && several) {
        if (!chosen.size) toggle(image);
        choose();
      } else if (event.key === "Enter" || event.key === " ") take(image);
      else return;
      event.preventDefault();
    });
    shown.set(image.id, { item, number });
    return item;
  };
  const focus = (item) => {
    list.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    item.tabIndex = 0;
    item.focus();
  };
  const columns = () => {
    const items = [...list.children];
    const next = items.findIndex((item) => item.offsetTop > items[0].offsetTop);
    return next < 0 ? items.length : next;
  };
  list.addEventListener("keydown", (event) => {
    const items = [...list.children];
    const at = items.indexOf(event.target);
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(), ArrowUp: -columns(), Home: -at, End: items.length - 1 - at };
    if (at < 0 || !(event.key in steps)) return;
    event.preventDefault();
    const next = items[Math.min(Math.max(at + steps[event.key], 0), items.length - 1)];
    focus(next);
  });
  const reach = () => {
    if (list.firstElementChild && !list.querySelector("[tabindex='0']")) list.firstElementChild.tabIndex = 0;
  };
  const extend = (images) => {
    list.append(...images.filter((image) => !shown.has(image.id)).map(make));
    reach();
    draw();
  };
  const show = (images) => {
    shown.clear();
    list.replaceChildren();
    extend(images);
  };
  const add = (image) => {
    list.prepend(make(image));
    reach();
    draw();
  };
  const renew = (image) => {
    shown.get(image.id)?.item.replaceWith(make(image));
    reach();
    draw();
  };
  const enter = (index = 0) => list.children[index] && focus(list.children[index]);
  return { list, show, extend, add, renew, toggle, enter };
}
