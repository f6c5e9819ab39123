// Numbers and bullets at the beginning of pasted lines.
import assert from "node:assert/strict";
import { test } from "node:test";

import { offerLists, listsIn, markerOf } from "../../static/admin/editor/paste/list-lines.js";
import { linesIn } from "../../static/admin/editor/paste/posts.js";
import { documentOf } from "./editor.mjs";

const runs = (...texts) => {
  const doc = documentOf(texts.map((text) => `<p>${text}</p>`).join(""));
  return listsIn(linesIn(doc, 0, doc.content.size)).map((run) => run.map(({ line }) => line.text));
};

test("numbers in either script and bullets are markers", () => {
  assert.equal(markerOf("1. पहला").number, 1);
  assert.equal(markerOf("१२) बारहवाँ").number, 12);
  assert.equal(markerOf("(3) तीसरा").number, 3);
  assert.equal(markerOf("4.चौथा").number, 4);
  assert.equal(markerOf("• एक").bullet, "•");
  assert.equal(markerOf("- एक").bullet, "-");
});

test("what begins a sentence is no marker", () => {
  for (const text of ["3.5 लाख लोग", "10.30 बजे", "2024 में", "-5 डिग्री", "पहला", "1.", "— उन्होंने कहा", "11.11.2024 को"]) {
    assert.equal(markerOf(text), null, text);
  }
});

test("neighbouring lines that count on are one list", () => {
  assert.deepEqual(runs("भूमिका", "1. एक", "2. दो", "3. तीन", "अंत"), [["1. एक", "2. दो", "3. तीन"]]);
  assert.deepEqual(runs("१. एक", "२. दो"), [["१. एक", "२. दो"]]);
  assert.deepEqual(runs("• एक", "• दो", "बीच में", "- तीन", "- चार"), [["• एक", "• दो"], ["- तीन", "- चार"]]);
});

test("others are none", () => {
  assert.deepEqual(runs("1. एक", "कुछ और", "2. दो"), []);
  assert.deepEqual(runs("1. एक", "3. तीन"), []);
  assert.deepEqual(runs("• एक", "- दो"), []);
});

test("the offer is a function of the view", () => assert.equal(typeof offerLists, "function"));
