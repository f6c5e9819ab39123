// A quoted post of the words that are marked: shown as it was made out, and made a card if a person says so.
import { crel } from "django-prose-editor/editor";

import { say } from "./paste-notice.js";
import { find, mark, putNodes, unmark, wordsBetween } from "./paste-places.js";
import { postNode, resolved } from "./paste-posts.js";

const { gettext = (text) => text } = window;

// Proposes a card for the words from `from` to `to`. Resolves to true where it was made, as one step of undo.
export async function proposePost(editor, from, to) {
  const { view } = editor;
  const { tr } = view.state;
  const [key] = mark(tr, [{ from, to, kind: "post" }]);
  view.dispatch(tr);
  try {
    return await propose(editor, key, wordsBetween(view.state.doc, from, to));
  } catch (error) {
    say(view, error.message);
    return false;
  } finally {
    view.dispatch(unmark(view.state.tr, [key]));
  }
}

async function propose(editor, key, text) {
  const { view, schema } = editor;
  const [{ found, error }] = await resolved([{ text, flattened: true, propose: true }]);
  if (!found) throw new Error(error);
  if (!(await confirmed(view, found))) return false;
  const [post] = await resolved([{ text, flattened: true }]);
  if (!post?.id) throw new Error(post?.error);
  const placed = putNodes(view, new Map([[key, postNode(schema, post)]]));
  if (!placed.length) say(view, gettext("The words have changed meanwhile, or no card can stand there. Mark them again."));
  view.focus();
  return placed.length > 0;
}

// Resolves to whether a person found it right.
function confirmed(view, found) {
  const rows = [
    [gettext("Who"), [found.author, found.handle && `@${found.handle}`].filter(Boolean).join(" · ")],
    [gettext("When"), found.date],
    [gettext("Address"), found.url],
  ].filter(([, said]) => said);
  const words = crel("blockquote", { textContent: found.text, lang: found.language });
  const facts = crel("dl", {}, rows.flatMap(([name, said]) => [crel("dt", { textContent: name }), crel("dd", { textContent: said })]));
  const yes = crel("button", { value: "yes", textContent: gettext("Make it a card") });
  const no = crel("button", { value: "", textContent: gettext("Cancel") });
  const title = crel("h3", { className: "prose-editor-dialog-title", id: "proposed_post", textContent: gettext("A quoted post") });
  const form = crel("form", { method: "dialog" }, [title, words, facts, crel("div", { className: "prose-editor-dialog-buttons" }, [yes, no])]);
  const dialog = crel("dialog", { className: "prose-editor-dialog proposed-post", "aria-labelledby": "proposed_post" }, [form]);
  view.dom.closest(".prose-editor").append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}
