// The words of the main button while a time stands in the story's form.
import assert from "node:assert/strict";
import test from "node:test";
import { askTime, readTime, writeTime } from "../../static/admin/desk/publish-time.js";

test("a time is read as the desk types it, day first or year first", () => {
  for (const day of ["01/12/2026", "1/12/2026", "2026-12-01", "01-12-2026", "1.12.26", " 01/12/2026 "]) {
    for (const time of ["06:00:00", "06:00", "6.00"]) assert.equal(readTime(day, time), "2026-12-01 06:00:00", `${day} ${time}`);
  }
  assert.equal(readTime("01/12/2026", "18:05:09"), "2026-12-01 18:05:09");
});

test("half a time, or none, is no time", () => {
  for (const [day, time] of [["", ""], ["01/12/2026", ""], ["", "06:00"], ["tomorrow", "06:00"], ["01/12/2026", "six"]]) {
    assert.equal(readTime(day, time), "");
  }
});

test("the button names the day, and the year only if it is another", () => {
  const now = "2026-11-30 09:00:00";
  assert.equal(writeTime("2026-12-01 06:00:00", now, "en"), "1 December, 06:00");
  assert.equal(writeTime("2026-12-01 06:00:00", now, "hi"), "1 दिसंबर, 06:00");
  assert.equal(writeTime("2027-01-01 18:30:00", now, "en"), "1 January 2027, 18:30");
  assert.equal(writeTime("2027-01-01 18:30:00", now, "hi"), "1 जनवरी 2027, 18:30");
});

test("what only the server can read is asked once; nothing is asked for half a time", async () => {
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = async (url) => {
    asked.push(String(url));
    return /** @type {any} */ ({ ok: true, status: 200, redirected: false, json: async () => ({ time: "2026-12-01 17:30:00" }) });
  };
  assert.equal(await askTime("/time/", "1 दिसंबर 2026", "शाम साढ़े पाँच बजे"), "2026-12-01 17:30:00");
  assert.equal(await askTime("/time/", "1 दिसंबर 2026", "शाम साढ़े पाँच बजे"), "2026-12-01 17:30:00");
  assert.equal(asked.length, 1);
  for (const [day, time] of [["", ""], ["", "06:00"], ["1", ""]]) assert.equal(await askTime("/time/", day, time), "");
  assert.equal(await askTime("", "1 दिसंबर", "6am"), "");
  assert.equal(asked.length, 1);
});
