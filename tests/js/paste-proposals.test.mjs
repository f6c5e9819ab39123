// A flattened post whose words begin somewhere: the paste says so, and takes more paragraphs at a key.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, describe, test } from "node:test";

import { answers, asked, clear, newEditor, notices, paste } from "./pasting.mjs";

const [STORY, ONE, TWO, SIGNED] = ["मेला कल खुलेगा।", "पुल खुल गया।", "सब लोग आ जा सकते हैं।", "— नगर निगम (@nagar) 26 नवंबर 2024"];
const TEXT = [STORY, ONE, TWO, SIGNED, STORY].join("\n\n");
const editor = newEditor();
after(() => editor.destroy());

const post = (certain) => ({
  kind: "post", first: 4, last: 6, before: "", after: "", span: `${TWO}\n\n${SIGNED}`, words: TWO, language: "hi",
  author: "नगर निगम", handle: "nagar", date: "", certain,
});
answers.resolve = ({ text, propose }) => (propose
  ? { id: null, found: { text: text.split("— ")[0].trim() } } : { id: 7, url: "" });
const pause = () => new Promise((resolve) => { setTimeout(resolve, 5); });
const press = async (key) => {
  const target = document.querySelector(".paste-notice button");
  target.dispatchEvent(new window.KeyboardEvent("keydown", { key, altKey: true, bubbles: true }));
  await pause();
};
const quoted = () => document.querySelector(".paste-notice blockquote").textContent;
const begin = async (certain) => {
  clear(editor);
  answers.parts = [post(certain)];
  await paste(editor, { text: TEXT });
  await pause();
};

describe("A flattened post", () => {
  test("that begins somewhere is said to", async () => {
    await begin(false);
    assert.match(notices()[0], /not certain/);
    assert.equal(quoted(), TWO);
  });
  test("takes the paragraph above at a key, as often as there is one", async () => {
    await begin(false);
    await press("ArrowUp");
    assert.equal(quoted(), `${ONE}\n\n${TWO}`);
    await press("ArrowUp");
    assert.equal(quoted(), `${STORY}\n\n${ONE}\n\n${TWO}`);
    await press("ArrowUp");
    assert.equal(quoted(), `${STORY}\n\n${ONE}\n\n${TWO}`);
  });
  test("becomes a card with all of them, and nothing of it is left in the text", async () => {
    await begin(false);
    await press("ArrowUp");
    document.querySelector(".paste-notice-act").click();
    await pause();
    assert.equal(asked.at(-1).body.items[0].text, `${ONE}\n\n${TWO}\n\n${SIGNED}`);
    assert.equal(editor.getHTML(), `<p>${STORY}</p><figure data-social-post="7"></figure><p>${STORY}</p>`);
    editor.commands.undo();
    assert.ok(editor.getHTML().includes(`<p>${ONE}</p>`));
  });
  test("that is certain is offered as it is", async () => {
    await begin(true);
    assert.doesNotMatch(notices()[0], /not certain/);
    assert.equal(document.querySelector(".paste-notice-more"), null);
  });
  test("does not grow once its words were changed", async () => {
    await begin(false);
    editor.view.dispatch(editor.state.tr.insertText("और ", editor.state.doc.content.size - 40));
    const before = quoted();
    await press("ArrowUp");
    assert.equal(quoted(), before);
  });
});

test("The address of a post that was copied from its page goes with its words, and the card takes all of its lines", async () => {
  const copied = readFileSync(new URL("clipboards/x-post-page.clip", import.meta.url), "utf-8").split("\n=== story")[0];
  const address = "https://x.com/rsahu_eg/status/1895800000000000000";
  clear(editor);
  answers.parts = [{
    kind: "post", first: 0, last: 18, before: "", after: "", span: "रमा साहू\n\n@RSahu_eg", words: "आप सबका", language: "hi",
    author: "रमा साहू", handle: "RSahu_eg", date: "1 मार्च 2025", certain: true,
  }];
  await paste(editor, { html: `<p>${STORY}</p>${copied}` });
  await pause();
  const [read] = asked.filter(({ url }) => url.includes("/read/")).slice(-1);
  assert.ok(read.body.text.includes("@rsahu_eg\n\nFollow"), read.body.text);
  document.querySelector(".paste-notice-act").click();
  await pause();
  assert.equal(asked.at(-1).body.items[0].text, `रमा साहू\n\n@RSahu_eg\n${address}`);
});
