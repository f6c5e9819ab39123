import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { findInDocument, findMatches } from "../../static/admin/editor/text-matching.js";
import { documentOf } from "./editor.mjs";

/** The matches, as they stand in the text. */
const found = (text, query, options) => findMatches(text, query, options).map(([from, to]) => text.slice(from, to));

describe("Find", () => {
  test("finds every place, one after the other", () => {
    assert.deepEqual(findMatches("पुल, नया पुल", "पुल"), [[0, 3], [9, 12]]);
  });
  test("finds nothing for an empty query", () => assert.deepEqual(findMatches("पुल", ""), []));
  test("finds nothing for a query of invisible characters", () => assert.deepEqual(findMatches("पुल", "\u200b"), []));
  test("does not let matches overlap", () => assert.deepEqual(findMatches("aaaa", "aa"), [[0, 2], [2, 4]]));
  test("ignores upper and lower case", () => assert.deepEqual(found("Bridge BRIDGE", "bridge"), ["Bridge", "BRIDGE"]));
  test("finds a letter with a nukta by the letter without one", () => {
    assert.deepEqual(found("क़ानून", "कानून"), ["क़ानून"]);
  });
  test("finds both encodings of a nukta by either", () => {
    const text = "\u0958ानून \u0915\u093cानून";
    assert.deepEqual(found(text, "\u0915\u093cानून"), text.split(" "));
    assert.deepEqual(found(text, "\u0958ानून"), text.split(" "));
  });
  test("finds a chandrabindu by an anusvara and the other way round", () => {
    assert.deepEqual(found("हँसी हंसी", "हंसी"), ["हँसी", "हंसी"]);
    assert.deepEqual(found("हँसी हंसी", "हँसी"), ["हँसी", "हंसी"]);
  });
  test("finds a nasal before its own row by an anusvara", () => {
    assert.deepEqual(found("हिन्दी हिंदी", "हिंदी"), ["हिन्दी", "हिंदी"]);
    assert.deepEqual(found("चम्बल चंबल", "चम्बल"), ["चम्बल", "चंबल"]);
  });
  test("keeps a nasal before another row apart", () => assert.deepEqual(found("जन्म", "जंम"), []));
  test("finds Devanagari digits by ASCII digits", () => assert.deepEqual(found("सन् २०२६", "2026"), ["२०२६"]));
  test("passes over joiners and soft hyphens in the text", () => {
    assert.deepEqual(found("हिन्\u200dदी so\u00adft", "soft"), ["so\u00adft"]);
  });
  test("finds typographic quotation marks by straight ones", () => {
    assert.deepEqual(found("“हम” ‘तुम’", "\"हम\""), ["“हम”"]);
    assert.deepEqual(found("Editor’s", "editor's"), ["Editor’s"]);
  });
  test("finds a no-break space by a space", () => assert.deepEqual(found("10\u00a0km", "10 km"), ["10\u00a0km"]));
  test("finds Latin letters with accents with and without them apart", () => {
    assert.deepEqual(found("café", "cafe\u0301"), ["café"]);
  });
  test("gives places in UTF-16 units after an emoji", () => assert.deepEqual(findMatches("👩🏽‍🚀 पुल", "पुल"), [[8, 11]]));
});

describe("Find, exactly as spelled", () => {
  test("does not end a match between a letter and its nukta", () => {
    assert.deepEqual(found("सड\u093cक सड", "सड", { exact: true }), ["सड"]);
  });
  test("distinguishes case, nukta and nasals", () => {
    assert.deepEqual(found("पुल Pul pul", "pul", { exact: true }), ["pul"]);
    assert.deepEqual(found("हँसी हंसी", "हंसी", { exact: true }), ["हंसी"]);
    assert.deepEqual(found("कानून क\u093cानून", "कानून", { exact: true }), ["कानून"]);
  });
});

describe("Find, whole words", () => {
  const whole = { whole: true };
  test("leaves out a match within a word", () => assert.deepEqual(findMatches("पुलिस पुल", "पुल", whole), [[6, 9]]));
  test("leaves out one before a vowel sign", () => assert.deepEqual(findMatches("राम रामा", "राम", whole), [[0, 3]]));
  test("leaves out one after a letter", () => assert.deepEqual(findMatches("उपराम", "राम", whole), []));
  test("takes a danda for the end of a word", () => assert.deepEqual(findMatches("राम।", "राम", whole), [[0, 3]]));
  test("takes several words for one", () => assert.deepEqual(found("नया पुल है", "नया पुल", whole), ["नया पुल"]));
});

describe("Find in a document", () => {
  test("gives positions that hold exactly the match", () => {
    const doc = documentOf("<p>पहला पुल</p><ul><li><p>दूसरा <strong>पु</strong>ल</p></li></ul>");
    const matches = findInDocument(doc, "पुल");
    assert.deepEqual(matches.map(({ from, to }) => doc.textBetween(from, to)), ["पुल", "पुल"]);
  });
  test("does not match across paragraphs or line breaks", () => {
    assert.deepEqual(findInDocument(documentOf("<p>नया</p><p>पुल</p>"), "नयापुल"), []);
    assert.deepEqual(findInDocument(documentOf("<p>नया<br>पुल</p>"), "नयापुल"), []);
  });
});
