import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { lostText } from "../../static/admin/editor/paste/lost-text.js";

describe("Of a pasted text nothing is lost", () => {
  const cases = [
    ["if it is the same", "पुल खुल गया।", "पुल खुल गया।"],
    ["if only spaces and signs differ", "पुल  खुल\ngया — “हाँ”".replace("g", "ग"), "पुल\n\nखुल गया \"हाँ\""],
    ["if a nukta is written otherwise", "\u0958ानून", "\u0915\u093cानून"],
    ["if words were added", "पुल कल शाम खुल गया। लोग ख़ुश हैं।", "नोट पुल कल शाम खुल गया। [1] लोग ख़ुश हैं।"],
    ["if it is empty", "", "कुछ"],
  ];
  for (const [what, given, kept] of cases) test(what, () => assert.deepEqual(lostText(given, kept), []));
});

describe("Of a pasted text it names", () => {
  const given = "पहला वाक्य यहाँ पूरा हुआ। दूसरा वाक्य भी यहाँ है। तीसरा वाक्य अंत में आता है।";
  const cases = [
    ["a passage in the middle", given.replace(" दूसरा वाक्य भी यहाँ है।", ""), /दूसरा वाक्य भी यहाँ है/],
    ["the beginning", given.replace("पहला वाक्य यहाँ पूरा हुआ।", ""), /पहला वाक्य यहाँ पूरा हुआ/],
    ["the end", given.replace(" तीसरा वाक्य अंत में आता है।", ""), /तीसरा वाक्य अंत में आता है/],
    ["all if nothing is there", "", /^पहला.*है।$/],
    ["what comes in another order", "दूसरा वाक्य भी यहाँ है। पहला वाक्य यहाँ पूरा हुआ।", /./],
  ];
  for (const [what, kept, expected] of cases) test(what, () => assert.match(lostText(given, kept).join(" … "), expected));
  test("two passages apart", () => {
    const text = "एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह सोलह";
    assert.deepEqual(lostText(text, text.replace("दो तीन ", "").replace("तेरह ", "")), ["दो तीन", "तेरह"]);
  });
  test("numbers", () => assert.deepEqual(lostText("वर्ष 2026 में", "वर्ष में"), ["2026"]));
  test("a long text without loss quickly", () => {
    const text = "पुल खुल गया। ".repeat(20_000);
    const start = performance.now();
    assert.deepEqual(lostText(text, text.replaceAll(" ", "\n")), []);
    assert.ok(performance.now() - start < 5_000);
  });
});
