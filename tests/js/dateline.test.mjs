// What may be a dateline is asked about; what is accepted goes only into empty fields.
import assert from "node:assert/strict";
import test from "node:test";
import { fillEmpty, mayBeginWithDateline } from "../../static/admin/editor/paste/dateline.js";

test("the server is asked only about a short beginning with a sign after it", () => {
  for (const text of ["भोपाल, 29 नवंबर (भाषा)। पुल", "NEW DELHI, Nov 29 (PTI): A", "मुंबई: पुल", "एजेंसी, लखनऊ। पुल", "नई दिल्ली (भाषा) पुल"]) {
    assert.ok(mayBeginWithDateline(text), text);
  }
  for (const text of ["", "शहर का नया पुल सोमवार को आम लोगों के लिए खुल गया", "पुल"]) assert.ok(!mayBeginWithDateline(text), text);
});

test("what stands in a field already is kept", () => {
  const [place, agency] = ["", "रॉयटर्स"].map((value) => Object.assign(document.createElement("input"), { value }));
  fillEmpty([place, agency], ["भोपाल", "भाषा"]);
  assert.deepEqual([place.value, agency.value], ["भोपाल", "रॉयटर्स"]);
});
