import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { replacementFor } from "../../static/admin/editor/typography.js";

/** The text after a sign was typed at its end. */
function typed(before, sign, language = "hi") {
  const [back, text] = replacementFor(before, sign, language) ?? [0, sign];
  return before.slice(0, before.length - back) + text;
}

/** The text after all its characters were typed. */
const typedAll = (text, language) => [...text].reduce((before, sign) => typed(before, sign, language), "");

describe("Quotation marks", () => {
  test("open at the beginning of a paragraph and close after a word", () => {
    assert.equal(typedAll('"हम आएँगे", कहा'), "“हम आएँगे”, कहा");
  });
  test("open after a space, a bracket and a dash", () => {
    assert.equal(typedAll('कहा "हाँ" ("नहीं") —"शायद"'), "कहा “हाँ” (“नहीं”) —“शायद”");
  });
  test("open within other quotation marks", () => assert.equal(typedAll(`"'हाँ' कहा"`), "“‘हाँ’ कहा”"));
  test("open after a card or a line break", () => assert.equal(typed("पहला\ufffc", '"'), "पहला\ufffc“"));
  test("become an apostrophe within a word", () => assert.equal(typedAll("editor's", "en"), "editor’s"));
  test("stay straight for inches after a number", () => assert.equal(typedAll('a 6" pipe', "en"), 'a 6" pipe'));
  test("close after a number within a quotation", () => assert.equal(typedAll('"in 2026"', "en"), "“in 2026”"));
  test("stay straight after a Devanagari number too", () => assert.equal(typedAll('६"'), '६"'));
});

describe("Hyphens", () => {
  test("become an en dash when there are two", () => assert.equal(typedAll("दिल्ली--मुंबई"), "दिल्ली–मुंबई"));
  test("become an em dash when there are three", () => assert.equal(typedAll("a---b", "en"), "a—b"));
  test("stay at the beginning of a paragraph: three make a dividing line", () => assert.equal(typedAll("---"), "---"));
  test("stay when there is one", () => assert.equal(typedAll("उत्तर-पूर्व"), "उत्तर-पूर्व"));
});

describe("Full stops", () => {
  test("become an ellipsis when there are three", () => assert.equal(typedAll("अच्छा..."), "अच्छा…"));
  test("become one at the beginning too", () => assert.equal(typedAll("..."), "…"));
  test("stay when there are two", () => assert.equal(typedAll("अच्छा.."), "अच्छा.."));
});

describe("The vertical bar", () => {
  test("becomes a danda after Devanagari", () => assert.equal(typedAll("आया|"), "आया।"));
  test("becomes one after a space too", () => assert.equal(typedAll("आया |"), "आया ।"));
  test("becomes a double danda after a danda", () => assert.equal(typedAll("आया||"), "आया॥"));
  test("becomes a danda in Marathi and Nepali", () => {
    assert.equal(typed("आला", "|", "mr"), "आला।");
    assert.equal(typed("आयो", "|", "ne"), "आयो।");
  });
  test("stays in an English text", () => assert.equal(typed("आया", "|", "en"), "आया|"));
  test("stays after Latin letters and digits", () => {
    assert.equal(typedAll("a|"), "a|");
    assert.equal(typedAll("५|"), "५|");
  });
});

describe("Within a URL or a handle", () => {
  for (const text of ["https://a.example/it's--so...", "www.a.example/it's", "a@b--c", "news.example/x--y"]) {
    test(`nothing changes: ${text}`, () => assert.equal(typedAll(text, "en"), text));
  }
  test("a double quotation mark ends it", () => {
    assert.equal(typedAll('"https://a.example/"', "en"), "“https://a.example/”");
  });
  test("signs change again after the next space", () => {
    assert.equal(typedAll("@nagar it's", "en"), "@nagar it’s");
  });
});

test("Other signs stay", () => {
  for (const sign of ["a", "क", ",", "!", "…", "“"]) assert.equal(replacementFor("पुल", sign, "hi"), null);
});
