// Bringing a quoted post into a story by hand: by its URL, typed, chosen from those the desk has, or made of selected
// text.
import { ApiError, getJSON, postJSON } from "../api.js";
import { create } from "../dom.js";
import { gettext } from "../i18n.js";
import { DESK } from "./cards.js";
import { dialogForm, field, searchList, showDialog, tabs } from "./dialog.js";

/**
 * @typedef {{ id: number, url: string }} ResolvedPost
 * @typedef {ResolvedPost & { text: string, language: string, about: string }} KnownPost
 * @typedef {(post: ResolvedPost) => void} Done
 */

/**
 * Have the server resolve one item: a URL, typed fields or a text. Raise ApiError if it refuses.
 *
 * @param {Record<string, unknown>} item
 * @returns {Promise<any>}
 */
async function resolve(item) {
  const [post] = (await postJSON(`${DESK.socialpost}resolve/`, { items: [item] })).posts;
  if (post?.error) throw new ApiError(post.error);
  return post;
}

/**
 * Let the person choose a post. Resolve to null if the dialog is closed.
 *
 * @returns {Promise<ResolvedPost | null>}
 */
export function choosePost() {
  return showDialog(gettext("Quoted post"), (/** @type {Done} */ done) => {
    const typed = typedForm(done);
    const known = knownPosts(done);
    const pages = tabs(gettext("Quoted post"), [
      { label: gettext("By its address"), panel: urlForm(done, (url) => {
        pages.show(1);
        typed.fill(url);
      }) },
      { label: gettext("Write it by hand"), panel: typed.panel, opened: typed.opened },
      { label: gettext("Kept already"), panel: known.panel, opened: known.opened },
    ]);
    return pages.parts;
  });
}

/**
 * @param {Done} done
 * @param {(url: string) => void} typeInstead
 */
function urlForm(done, typeInstead) {
  const url = create("input", {
    type: "url", autofocus: true, autocomplete: "off", inputMode: "url", placeholder: "https://",
  });
  const insteadButton = create("button", {
    type: "button", className: "desk-dialog-link", textContent: gettext("Write it by hand"), hidden: true,
  });
  insteadButton.addEventListener("click", () => typeInstead(url.value.trim()));
  url.addEventListener("input", () => { insteadButton.hidden = true; });
  const help = gettext("X, YouTube, Instagram, Facebook, Threads, Bluesky, Mastodon, Telegram and others. Its words are fetched in the background.");
  return dialogForm([field(gettext("Address of the post"), url, help), insteadButton], gettext("Insert"), async () => {
    if (!url.value.trim()) throw new ApiError(gettext("Paste the address of the post."));
    const post = await resolve({ url: url.value.trim() });
    if (post) return done(post);
    insteadButton.hidden = false;
    throw new ApiError(gettext("This is not the address of a post on a network we know. You can write the post by hand and keep this address with it."));
  });
}

/** @param {Done} done */
function typedForm(done) {
  const network = create("select");
  const author = create("input", { type: "text", maxLength: 200, autocomplete: "off" });
  const handle = create("input", { type: "text", maxLength: 200, autocomplete: "off" });
  const text = create("textarea", { rows: 5 });
  const day = create("input", { type: "date" });
  const url = create("input", { type: "url", autocomplete: "off", inputMode: "url", placeholder: "https://" });
  const pair = (/** @type {HTMLElement[]} */ fields) => create("div", { className: "desk-dialog-pair" }, fields);
  const panel = dialogForm([
    field(gettext("Text"), text, gettext("As it stands in the post, line by line.")),
    pair([field(gettext("Author"), author), field(gettext("Handle"), handle, gettext("Without the @."))]),
    pair([field(gettext("Network"), network), field(gettext("Day"), day)]),
    field(gettext("Address, if it has one"), url),
  ], gettext("Insert"), async () => {
    done(await resolve({
      typed: true, network: network.value, author: author.value, handle: handle.value, text: text.value,
      date: day.value, url: url.value,
    }));
  });
  const opened = async () => {
    if (network.options.length) return;
    /** @type {{ networks: [string, string][] }} */
    const { networks } = await getJSON(`${DESK.socialpost}find/?q=`).catch(() => ({ networks: [] }));
    network.replaceChildren(...networks.map(([value, textContent]) => create("option", { value, textContent })));
  };
  const fill = (/** @type {string} */ address) => {
    url.value = address;
    text.focus();
  };
  return { panel, opened, fill };
}

/** @param {Done} done */
function knownPosts(done) {
  const { parts, input, update } = searchList({
    label: gettext("Words, author or address"),
    help: gettext("The posts this newsroom has quoted before."),
    search: async (/** @type {string} */ text) => /** @type {KnownPost[]} */ ((await getJSON(`${DESK.socialpost}find/?q=${encodeURIComponent(text)}`)).posts),
    render: (post) => [
      create("span", { className: "desk-found-main", textContent: post.text || post.url, lang: post.language }),
      create("span", { className: "desk-found-about", textContent: post.about }),
    ],
    choose: done,
  });
  const opened = () => {
    input.focus();
    update();
  };
  return { panel: create("div", {}, parts), opened };
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} [lang]
 */
const definition = (name, value, lang = "") =>
  (value ? [create("dt", { textContent: name }), create("dd", { textContent: value, lang })] : []);

/**
 * Show what the server reads in a text that may be a quoted post, and store the post once the person agrees.
 *
 * @param {string} text
 * @returns {Promise<ResolvedPost | null>}
 */
export async function postFromText(text) {
  /** @type {{ found?: Record<string, string>, error?: string }} */
  const proposal = await resolve({ flattened: true, propose: true, text })
    .catch((/** @type {Error} */ failure) => ({ error: failure.message }));
  return showDialog(gettext("Make a quoted post of the selection"), (/** @type {Done} */ done) => {
    const { found, error } = proposal;
    if (!found) return [create("p", { className: "desk-dialog-fault", role: "alert", textContent: error })];
    const store = async () => done(await resolve({ flattened: true, text }));
    const form = dialogForm([
      create("p", {
        textContent: gettext("This was made out. The selected words give way to a card; one undo brings them back."),
      }),
      create("dl", { className: "desk-proposal" }, [
        ...definition(gettext("Author"), found.author),
        ...definition(gettext("Handle"), found.handle && `@${found.handle}`),
        ...definition(gettext("Day"), found.date),
        ...definition(gettext("Text"), found.text, found.language),
        ...definition(gettext("Address"), found.url),
      ]),
    ], gettext("Make the card"), store);
    form.querySelector("button[type=submit]")?.setAttribute("autofocus", "");
    return [form];
  });
}
