// Whatever kind of block a paste consists of, begins with or ends with, is kept whole and nothing is said to be left out.
import assert from "node:assert/strict";
import { after as afterAll, describe, test } from "node:test";

import { sampled } from "./amount.mjs";
import { clear, newEditor, notices, paste } from "./pasting.mjs";

const POST = "https://x.com/nagar/status/1861454974426722737";
const CARD = /<figure data-social-post="7">.*?<\/figure>/;
const BLOCKS = {
  "a widget with words": [`<blockquote class="twitter-tweet"><p lang="en">The bridge.</p>— N (@nagar) <a href="${POST}">May 1</a></blockquote>`, CARD],
  "a widget without words": [`<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/Cx1/"></blockquote>`, CARD],
  "an X widget as it is shown": ['<iframe data-tweet-id="1861454974426722737" src="https://platform.twitter.com/x"></iframe>', CARD],
  "an iframe": ['<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>', CARD],
  "an iframe of nowhere": ['<iframe src="https://maps.example/embed"></iframe>', /<p><a href="https:\/\/maps\.example\/embed">/],
  "an address": [`<p>${POST}</p>`, CARD],
  "a linked address": [`<p><a href="${POST}">${POST}</a></p>`, CARD],
  "a quotation": ["<blockquote><p>उद्धरण</p></blockquote>", /<blockquote><p>उद्धरण<\/p><\/blockquote>/],
  "a quotation without a paragraph": ["<blockquote>उद्धरण</blockquote>", /<blockquote><p>उद्धरण<\/p><\/blockquote>/],
  "a table": ["<table><tr><td>क<td>ख</table>", /<figure data-table="plain">.*<p>क<\/p>.*<p>ख<\/p>.*<\/figure>/],
  "a rule": ["<hr>", /<hr>/],
  "a list": ["<ul><li>एक<li>दो</ul>", /<ul><li><p>एक<\/p><\/li><li><p>दो<\/p><\/li><\/ul>/],
  "a numbered list": ["<ol><li>एक</ol>", /<ol><li><p>एक<\/p><\/li><\/ol>/],
  "an entry without a list": ["<li>एक</li>", /<ul><li><p>एक<\/p><\/li><\/ul>/],
  "verbatim text": ["<pre>क\nख</pre>", /क<br>ख/],
  "a definition": ["<dl><dt>क<dd>ख</dl>", /क<\/p><p>ख<\/p>/],
  "bare text": ["<span>क</span>", /क/],
};
const editor = newEditor();
afterAll(() => editor.destroy());
const PLACES = [["", ""], ["", "<p>बाद।</p>"], ["<p>पहले।</p>", ""], ["<p>पहले।</p>", "<p>बाद।</p>"]];
const plain = (html) => html.replace(/<p><\/p>/g, "");

describe("A paste keeps", () => {
  for (const [what, [html, shape]] of Object.entries(BLOCKS)) {
    test(`${what}, alone, first and last, in an empty story and after a paragraph`, async () => {
      for (const [before, after] of sampled(PLACES, 2)) {
        for (const story of ["", "<p>कहानी।</p>"]) {
          // Alone within a sentence, an address is a link.
          if (story && !before && !after && /address/.test(what)) continue;
          clear(editor, story);
          await paste(editor, { html: `${before}${html}${after}` });
          const made = editor.getHTML();
          const context = `${before} [${what}] ${after} in ${story}: ${made}`;
          assert.deepEqual(notices(), [], context);
          assert.match(made, shape, context);
          const words = plain(made).replace(/<[^>]*>/g, " ");
          if (before) assert.match(words, /पहले।/, context);
          if (after) assert.match(words, /बाद।/, context);
          if (story) assert.match(words, /^\s*कहानी।/, context);
        }
      }
    });
  }
  const TABLE = "<table><tr><td>क<td>ख</table>";
  for (const [html, made] of [
    [`<ul><li>${TABLE}</li></ul>`, "T"],
    [`<ul><li>${TABLE}एक</li></ul>`, "T<ul><li><p>एक</p></li></ul>"],
    [`<ul><li>एक${TABLE}दो</li></ul>`, "<ul><li><p>एक</p></li></ul>T<ul><li><p>दो</p></li></ul>"],
    [`<ul><li>एक<ul><li>${TABLE}</li></ul></li></ul>`, "<ul><li><p>एक</p></li></ul>T"],
    [`<ol><li>${TABLE}</li><li>दो</li><li>${TABLE}</li></ol>`, 'T<ol start="2"><li><p>दो</p></li></ol>T'],
    [`<blockquote>${TABLE}</blockquote>`, "T"],
    [`<blockquote>एक${TABLE}</blockquote>`, "<blockquote><p>एक</p></blockquote>T"],
  ]) {
    test(`tables in lists and quotations without empty bullets: ${html}`, async () => {
      clear(editor);
      await paste(editor, { html });
      const story = editor.getHTML().replace(/<figure data-table.*?<\/figure>/g, "T");
      assert.equal(story, made);
    });
  }
  test("a heading that is followed by something, but not one alone within a paragraph", async () => {
    clear(editor, "<p>कहानी।</p>");
    await paste(editor, { html: "<h2>शीर्षक</h2><p>पाठ</p>" });
    assert.equal(editor.getHTML(), "<p>कहानी।</p><h2>शीर्षक</h2><p>पाठ</p>");
    await paste(editor, { html: "<h2> और</h2>" });
    assert.match(editor.getHTML(), /<p>पाठ ?और<\/p>$/);
  });
});
