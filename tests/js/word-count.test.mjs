import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { countGraphemes, readingMinutes, wordCount } from "../../static/admin/desk/counters.js";

// The server counts the same texts: tests/text/test_words.py.
const CASES = JSON.parse(readFileSync(new URL("../text/word_counts.json", import.meta.url), "utf8"));

describe("The word count of the desk", () => {
  for (const { text, words, why } of CASES) {
    test(`is ${words} for ${JSON.stringify(text)}: ${why}`, () => assert.equal(wordCount(text), words));
  }
});

describe("The reading time", () => {
  for (const [words, minutes] of [[0, 0], [1, 1], [190, 1], [284, 1], [285, 2], [380, 2], [3000, 16]]) {
    test(`of ${words} words is ${minutes} minutes`, () => assert.equal(readingMinutes(words), minutes));
  }
});

describe("The letters of a headline", () => {
  test("are what a reader sees: a syllable with its signs is one", () => assert.equal(countGraphemes("कि"), 1));
  test("count an emoji of several characters once", () => assert.equal(countGraphemes("👩🏽‍🚀"), 1));
});
