// What stands on the clipboard after copying from each program, pasted alone, with text before it and with text after
// it. A file of `clipboards/` has the HTML, the story that becomes of it, and what the notices say.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, describe, test } from "node:test";

import { sampled } from "./amount.mjs";
import { clear, newEditor, notices, paste } from "./pasting.mjs";

const FOLDER = new URL("clipboards/", import.meta.url);
const names = readdirSync(FOLDER).sort();
const [FIRST, LAST] = ["<p>पहले का पैरा।</p>", "<p>बाद का पैरा।</p>"];
const END_OF_LAST = /(<!--EndFragment-->(?:<\/table>)?|<\/body>|$)/;
const START = /(<!--StartFragment-->|<body[^>]*>|^)/;

function read(name) {
  const [html, rest] = readFileSync(new URL(name, FOLDER), "utf-8").split("\n=== story\n");
  const [story, said = ""] = rest.split("=== notices\n");
  return { html, story: story.trim(), said: said.trim() };
}

/** Put a paragraph before or after what was copied; a table of Excel stands around the fragment. */
const withBefore = (html) => (html.includes("<table border=0><!--Start")
  ? html.replace("<table border=0>", `${FIRST}<table border=0>`) : html.replace(START, `$1${FIRST}`));
const withAfter = (html) => html.replace(END_OF_LAST, (end) => (end.startsWith("<!--") ? `${end}${LAST}` : `${LAST}${end}`));

const editor = newEditor();
after(() => editor.destroy());

async function pasted(html) {
  clear(editor);
  await paste(editor, { html });
  return { story: editor.getHTML().replace(/<p><\/p>$/, ""), said: notices().join("\n") };
}

test("There are clipboards of sixty kinds", () => assert.ok(names.length >= 60, String(names.length)));

describe("A clipboard becomes the same story wherever it stands:", () => {
  for (const name of sampled(names, 6)) {
    test(name, async () => {
      const { html, story, said } = read(name);
      for (const [document, expected] of [
        [html, story], [withBefore(html), FIRST + story], [withAfter(html), story + LAST],
      ]) {
        const made = await pasted(document);
        assert.equal(made.story, expected, name);
        assert.ok(said ? made.said.includes(said) : !made.said, `${name}: ${made.said}`);
      }
    });
  }
});
