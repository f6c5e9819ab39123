import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { StateLine } from "../../static/admin/saving/state-line.js";

function newLine() {
  document.body.innerHTML = "<form><div></div></form>";
  const line = new StateLine(document.querySelector("div"), () => {}, () => {});
  line.show("new");
  line.show("unsaved");
  return line;
}

function keep(line, minute) {
  const at = new Date().setUTCHours(10, minute);
  line.element.parentElement.dispatchEvent(new CustomEvent("newsroom:kept", { detail: { at } }));
  return line;
}

describe("That the browser has kept the text", () => {
  for (const state of ["unsaved", "failed", "signed-out"]) {
    test(`is said beside "${state}", and announced to nobody`, () => {
      const line = newLine();
      line.show(state, "why");
      const { textContent: announced } = line.said;
      keep(keep(line, 32), 33);
      assert.equal(line.kept.textContent, "Kept in this browser at 10:33");
      assert.equal(line.kept.hidden, false);
      assert.equal(line.said.textContent, announced);
    });
  }
  test("stays said when a save fails", () => {
    const line = newLine();
    keep(line, 32);
    line.show("saving");
    assert.ok(line.kept.hidden);
    line.show("failed", "why");
    assert.equal(line.kept.textContent, "Kept in this browser at 10:32");
  });
  test("is not said once everything is saved, nor of what is typed next", () => {
    const line = newLine();
    keep(line, 32);
    line.show("saved", "10:33");
    assert.ok(line.kept.hidden);
    line.show("unsaved");
    assert.ok(line.kept.hidden);
  });
});
