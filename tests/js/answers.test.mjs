// What the answers of the desk's server mean.
import assert from "node:assert/strict";
import { test } from "node:test";

import { classify } from "../../static/admin/saving/answers.js";

const json = (status, data) => classify(status, "application/json", JSON.stringify(data));

test("a session that has ended, and one that is asked again who it is", () => {
  assert.deepEqual(json(401, { code: "signed-out", error: "x" }), { kind: "signed-out", isConfirming: false });
  assert.deepEqual(json(401, { code: "confirm", error: "x" }), { kind: "signed-out", isConfirming: true });
});

test("who must set up a second factor first reads it", () => {
  assert.deepEqual(json(403, { code: "second-factor", error: "Set it up." }), { kind: "failed", why: "Set it up." });
});

test("what is saved is no failure", () => {
  assert.equal(json(200, { saved: true }).kind, "saved");
  assert.deepEqual(json(403, { code: "csrf", error: "x" }), { kind: "csrf" });
});
