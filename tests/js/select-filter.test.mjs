// The boxes of groups and permissions find each spelling of a word.
import assert from "node:assert/strict";
import test from "node:test";

const cache = { box: [{ text: "प्रधान संपादक", displayed: 1 }, { text: "रिपोर्टर", displayed: 1 }] };
const box = { cache, filter: (/** @type {string} */ _id, /** @type {string} */ _text) => {}, redisplay: () => {} };
/** @type {any} */ (globalThis).window.SelectBox = box;
await import("../../static/admin/select-filter.js");

test("a name is found by its other spellings, and by all its words", () => {
  for (const typed of ["सम्पादक", "संपादक", "सम्\u200dपादक प्रधान", ""]) {
    box.filter("box", typed);
    assert.equal(cache.box[0].displayed, 1, typed);
  }
  box.filter("box", "सम्पादक");
  assert.equal(cache.box[1].displayed, 0);
});
