// Times on the newsroom's clock, wherever the browser is.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { clockOf, timeOf } from "../../static/admin/newsroom-time.js";

describe("The newsroom's clock", () => {
  beforeEach(() => {
    document.documentElement.lang = "en";
    document.head.innerHTML = '<meta name="time-zone" content="Asia/Kolkata">';
  });
  afterEach(() => { document.head.innerHTML = ""; });

  test("counts, wherever the browser is", () => {
    const at = new Date("2026-11-30T20:00:05Z");
    assert.equal(clockOf(at), "2026-12-01 01:30:05");
    assert.equal(clockOf(at, "UTC"), "2026-11-30 20:00:05");
  });
  test("says the time, and the day if it is another one there", () => {
    const now = new Date("2026-11-30T20:00:00Z");
    assert.equal(timeOf("2026-11-30T18:35:00Z", now), "00:05");
    assert.match(timeOf("2026-11-30T18:25:00Z", now), /November.*30.*23:55|30.*November.*23:55/);
    assert.equal(timeOf(now.getTime(), now), "01:30");
  });
});
