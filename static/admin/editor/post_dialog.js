// How a quoted post is brought into a story by hand: by its address, typed, chosen from those that are kept, or made of words
// that stand in the text.
import { crel } from "django-prose-editor/editor";
import { DESK } from "./cards.js";
import { Refusal, ask, send } from "./asking.js";
import { dialog, field, form, searchList, tabs } from "./dialog.js";

const { gettext = (text) => text } = window;

async function resolve(item) {
  const [post] = (await send(`${DESK.socialpost}resolve/`, { items: [item] })).posts;
  if (post?.error) throw new Refusal(post.error);
  return post;
}

// Resolves to { id, url } or to null.
export function choosePost() {
  return dialog(gettext("Quoted post"), (done) => {
    const byHand = typedForm(done);
    const kept = keptList(done);
    const all = tabs(gettext("Quoted post"), [
      { label: gettext("By its address"), panel: addressForm(done, (url) => {
        all.show(1);
        byHand.fill(url);
      }) },
      { label: gettext("Write it by hand"), panel: byHand.panel, opened: byHand.opened },
      { label: gettext("Kept already"), panel: kept.panel, opened: kept.opened },
    ]);
    return all.parts;
  });
}

function addressForm(done, writeInstead) {
  const url = crel("input", { type: "url", autofocus: true, autocomplete: "off", inputMode: "url", placeholder: "https://" });
  const instead = crel("button", { type: "button", className: "desk-dialog-link", textContent: gettext("Write it by hand"), hidden: true });
  instead.addEventListener("click", () => writeInstead(url.value.trim()));
  url.addEventListener("input", () => { instead.hidden = true; });
  const help = gettext("X, YouTube, Instagram, Facebook, Threads, Bluesky, Mastodon, Telegram and others. Its words are fetched in the background.");
  return form([field(gettext("Address of the post"), url, help), instead], gettext("Insert"), async () => {
    if (!url.value.trim()) throw new Refusal(gettext("Paste the address of the post."));
    const post = await resolve({ url: url.value.trim() });
    if (post) return done(post);
    instead.hidden = false;
    throw new Refusal(gettext("This is not the address of a post on a network we know. You can write the post by hand and keep this address with it."));
  });
}

function typedForm(done) {
  const network = crel("select");
  const author = crel("input", { type: "text", maxLength: 200, autocomplete: "off" });
  const handle = crel("input", { type: "text", maxLength: 200, autocomplete: "off" });
  const text = crel("textarea", { rows: 5 });
  const day = crel("input", { type: "date" });
  const url = crel("input", { type: "url", autocomplete: "off", inputMode: "url", placeholder: "https://" });
  const fields = [
    field(gettext("Text"), text, gettext("As it stands in the post, line by line.")),
    crel("div", { className: "desk-dialog-pair" }, [field(gettext("Author"), author), field(gettext("Handle"), handle, gettext("Without the @."))]),
    crel("div", { className: "desk-dialog-pair" }, [field(gettext("Network"), network), field(gettext("Day"), day)]),
    field(gettext("Address, if it has one"), url),
  ];
  const panel = form(fields, gettext("Insert"), async () => {
    done(await resolve({
      typed: true, network: network.value, author: author.value, handle: handle.value, text: text.value, date: day.value, url: url.value,
    }));
  });
  const opened = async () => {
    if (network.options.length) return;
    const { networks } = await ask(`${DESK.socialpost}find/?q=`).catch(() => ({ networks: [] }));
    network.replaceChildren(...networks.map(([value, name]) => crel("option", { value, textContent: name })));
  };
  const fill = (address) => {
    url.value = address;
    text.focus();
  };
  return { panel, opened, fill };
}

function keptList(done) {
  const { parts, input, look } = searchList({
    label: gettext("Words, author or address"),
    help: gettext("The posts this newsroom has quoted before."),
    search: async (words) => (await ask(`${DESK.socialpost}find/?q=${encodeURIComponent(words)}`)).posts,
    line: (post) => [
      crel("span", { className: "desk-found-main", textContent: post.text || post.url, lang: post.language }),
      crel("span", { className: "desk-found-about", textContent: post.about }),
    ],
    choose: done,
  });
  return {
    panel: crel("div", {}, parts),
    opened: () => {
      input.focus();
      look();
    },
  };
}

const line = (name, value, lang = "") => (value ? [crel("dt", { textContent: name }), crel("dd", { textContent: value, lang })] : []);

// A post that stands in the text as plain words: shows what was made out, and keeps it only when the person says so.
export async function postOfWords(words) {
  let proposed;
  try {
    proposed = await resolve({ flattened: true, propose: true, text: words });
  } catch (error) {
    proposed = { fault: error.message };
  }
  return dialog(gettext("Make a quoted post of the selection"), (done) => {
    const { found, fault } = proposed;
    if (!found) return [crel("p", { className: "desk-dialog-fault", role: "alert", textContent: fault })];
    const parts = [
      crel("p", { textContent: gettext("This was made out. The selected words give way to a card; one undo brings them back.") }),
      crel("dl", { className: "desk-proposal" }, [
        ...line(gettext("Author"), found.author),
        ...line(gettext("Handle"), found.handle && `@${found.handle}`),
        ...line(gettext("Day"), found.date),
        ...line(gettext("Text"), found.text, found.language),
        ...line(gettext("Address"), found.url),
      ]),
    ];
    const made = form(parts, gettext("Make the card"), async () => done(await resolve({ flattened: true, text: words })));
    made.querySelector("button[type=submit]").setAttribute("autofocus", "");
    return [made];
  });
}
