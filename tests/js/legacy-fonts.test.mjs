import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { legacyRunsIn, looksLegacy, markLegacyFonts } from "../../static/admin/editor/paste/legacy-fonts.js";
import { Styles, extractStyles } from "../../static/admin/editor/paste/styles.js";
import { documentOf } from "./editor.mjs";

const KRUTI = "Hkkjr us eSp thr fy;k vkSj yksx [kq'k gSaA";

describe("A text looks like Hindi in a legacy font", () => {
  test("if many of its words hold signs within", () => assert.ok(looksLegacy(KRUTI)));
  test("if it is typed in Chanakya", () => assert.ok(looksLegacy("ÖæÚUÌ Ùð ×ñ¿ ÁèÌ çÜØæ ¥æñÚU Üæð»")));
  test("not if it is English", () => {
    assert.ok(!looksLegacy("The bridge is open. It's the city's third; more than 5,000 people came."));
  });
  test("not if it is French", () => assert.ok(!looksLegacy("Le pont est ouvert à tous depuis hier, déclare le maire.")));
  test("not if it holds Devanagari", () => assert.ok(!looksLegacy(`${KRUTI} भारत`)));
  test("not if it has only two words", () => assert.ok(!looksLegacy("fy;k vkSj")));
  test("not if its odd words are URLs and addresses", () => {
    assert.ok(!looksLegacy("See https://a.example/aB;cD?x=Y and www.aB.example or aB@cD.example for details"));
  });
  test("not if one of many words is odd, such as a product's name", () => {
    assert.ok(!looksLegacy("The new iPhone costs more than most people in the city earn in a month of work"));
  });
});

describe("Runs of a document that look like it", () => {
  test("are found by paragraph, with their places", () => {
    const doc = documentOf(`<p>भारत</p><p>${KRUTI}</p><p>The bridge is open to all</p>`);
    const runs = legacyRunsIn(doc, 0, doc.content.size);
    assert.deepEqual(runs.map(({ from, to }) => doc.textBetween(from, to)), [KRUTI]);
  });
});

describe("Text with a named legacy font", () => {
  function marked(html, sheet = "") {
    const body = document.createElement("div");
    [body.innerHTML] = extractStyles(html);
    markLegacyFonts(body, new Styles([sheet]));
    return [...body.querySelectorAll("[data-paste-font]")].map((run) => [run.dataset.pasteFont, run.textContent]);
  }
  for (const font of ["Kruti Dev 010", "DevLys 010", "Chanakya", "Walkman-Chanakya-901", "Shusha", "Shree-Dev-0714", "4CGandhi", "APS-C-DV-Prakash", "DVBW-TTYogesh", "Bhaskar", "Naidunia"]) {
    test(`is marked for ${font}`, () => assert.equal(marked(`<p style="font-family: '${font}'">fgUnh</p>`).length, 1));
  }
  for (const font of ["Mangal", "Arial", "Nirmala UI", "Noto Sans Devanagari", "Kokila"]) {
    test(`is not marked for ${font}`, () => assert.deepEqual(marked(`<p style="font-family: ${font}">fgUnh</p>`), []));
  }
  test("inherits it, unless a nearer element has another", () => {
    const html = "<div class=k>एक<p>दो <span style='font-family: Mangal'>तीन</span></p></div>";
    assert.deepEqual(marked(html, ".k { font-family: Chanakya, serif }"), [["chanakya", "एक"], ["chanakya", "दो "]]);
  });
});
