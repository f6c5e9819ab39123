import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { positionOf } from "../../static/admin/desk/checks.js";
import { closeAroundWhole, fitSlice } from "../../static/admin/editor/paste/fit.js";
import { fileFromDataURL } from "../../static/admin/editor/paste/pictures.js";
import { linesIn, postsIn } from "../../static/admin/editor/paste/posts.js";
import { isWorthReading, lengthOf, textOf } from "../../static/admin/editor/paste/proposals.js";
import {
  currentRanges, mayHoldCard, putNode, putNodes, textBetween, track, unchangedRanges, untrack,
} from "../../static/admin/editor/paste/ranges.js";
import { after, documentOf, htmlOf, rangeOf, schema, sliceOf, stateOf, viewOf } from "./editor.mjs";

const POST = "https://x.com/nagar/status/1";
const card = (id = "1") => schema.nodes.socialPost.create({ id });
const TABLE = '<figure data-table="plain"><figcaption>अंक</figcaption><table><tbody><tr><td><p>खाना</p></td></tr></tbody></table></figure>';
const LIST = "<ul><li><p>एक</p></li><li><p>दो</p></li></ul>";

describe("What is pasted fits", () => {
  const fitted = (html, document, words) => htmlOf({ content: fitSlice(sliceOf(html), after(documentOf(document), words)).content });
  test("as it is into a paragraph of the story", () => {
    assert.equal(fitted(`<h2>क</h2>${LIST}`, "<p>यहाँ</p>", "यहाँ"), `<h2>क</h2>${LIST}`);
  });
  test("as one line into a caption", () => {
    assert.equal(fitted("<h2>क</h2><p>ख<br>ग</p>", '<figure data-image="1"><figcaption>चित्र</figcaption></figure>', "चित्र"), "क ख ग");
  });
  test("with its bold words into a caption", () => {
    assert.equal(fitted("<p>क <strong>ख</strong></p>", '<figure data-image="1"><figcaption>चित्र</figcaption></figure>', "चित्र"), "क <strong>ख</strong>");
  });
  test("as paragraphs into a cell", () => assert.equal(fitted(`<h2>क</h2>${LIST}`, TABLE, "खाना"), "<p>क</p><p>एक</p><p>दो</p>"));
  test("as paragraphs into a pull quote", () => {
    assert.equal(fitted("<h2>क</h2><p>ख</p>", '<aside data-aside="pull-quote"><p>यहाँ</p></aside>', "यहाँ"), "<p>क</p><p>ख</p>");
  });
  test("with its lists and headings into a fact box", () => {
    assert.equal(fitted(`<h3>क</h3>${LIST}<blockquote><p>ख</p></blockquote>`, '<aside data-aside="fact-box"><p>यहाँ</p></aside>', "यहाँ"), `<h3>क</h3>${LIST}<p>ख</p>`);
  });
  test("without its cards into a cell", () => {
    assert.equal(fitted('<p>क</p><figure data-social-post="1"></figure>', TABLE, "खाना"), "<p>क</p>");
  });
});

test("Direction and language stand in the document as they are stored", () => {
  const stored = '<h2 dir="rtl" lang="ur">سرخی</h2><p dir="rtl" lang="ur">اردو <span dir="ltr" lang="en">X</span></p>'
    + '<ul><li dir="rtl"><p>ایک</p></li></ul><blockquote dir="rtl" lang="ur"><p>قول</p></blockquote>'
    + '<figure data-image="1"><figcaption dir="rtl" lang="ur">تصویر</figcaption></figure>'
    + '<figure data-gallery="1 2"><figcaption dir="rtl" lang="ur">تصویر</figcaption></figure>'
    + '<figure data-table="plain"><figcaption dir="rtl" lang="ur">نتائج</figcaption>'
    + '<table><tbody><tr><td><p dir="rtl">ایک</p></td></tr></tbody></table></figure>'
    + '<p><span dir="rtl">اردو</span></p>';
  assert.equal(htmlOf(documentOf(stored)), stored);
});

test("A slice is closed where it begins or ends with a card", () => {
  const slice = sliceOf(`<p>क</p>${TABLE}`);
  const isCard = (node) => node.type.spec.group === "placed";
  assert.equal(closeAroundWhole(slice, isCard).openStart, slice.openStart);
  assert.equal(closeAroundWhole(slice, isCard).openEnd, 0);
});

describe("A card takes the place of a line", () => {
  function put(html, words) {
    const { tr } = stateOf(html);
    const { from, to } = rangeOf(tr.doc, words);
    putNode(tr, from, to, card());
    return htmlOf(tr.doc).replace(/<figure.*?<\/figure>/, "[card]");
  }
  test("that is a paragraph: no empty one is left", () => assert.equal(put(`<p>क</p><p>${POST}</p><p>ख</p>`, POST), "<p>क</p>[card]<p>ख</p>"));
  test("that is the first: no line break is left", () => assert.equal(put(`<p>${POST}<br>ख</p>`, POST), "[card]<p>ख</p>"));
  test("that is the last", () => assert.equal(put(`<p>क<br>${POST}</p>`, POST), "<p>क</p>[card]"));
  test("in the middle: the paragraph is split", () => assert.equal(put(`<p>क<br>${POST}<br>ख</p>`, POST), "<p>क</p>[card]<p>ख</p>"));
  test("with spaces around it", () => assert.equal(put(`<p>क<br> ${POST} </p>`, POST).replace(/ /g, ""), "<p>क<br></p>[card]".replace("<br>", "")));
});

describe("A card may stand", () => {
  const may = (html, words) => {
    const doc = documentOf(html);
    const { from, to } = rangeOf(doc, words);
    return mayHoldCard(doc, from, to);
  };
  test("in the place of a paragraph and of a heading", () => {
    assert.ok(may("<p>क</p>", "क"));
    assert.ok(may("<h2>क</h2>", "क"));
  });
  for (const [where, html, words] of [
    ["a list", LIST, "एक"], ["a quotation", "<blockquote><p>क</p></blockquote>", "क"], ["a cell", TABLE, "खाना"],
    ["a fact box", '<aside data-aside="fact-box"><p>क</p></aside>', "क"],
  ]) test(`not in ${where}`, () => assert.ok(!may(html, words)));
});

describe("A tracked range", () => {
  const start = () => {
    const view = viewOf("<p>क ख ग</p><p>घ</p>");
    const { tr } = view.state;
    const keys = track(tr, [{ ...rangeOf(tr.doc, "ख"), kind: "test", text: "of the caller" }]);
    view.dispatch(tr);
    return { view, keys };
  };
  test("moves along with what is typed before it", () => {
    const { view, keys } = start();
    view.dispatch(view.state.tr.insertText("पहले ", 1));
    const [{ from, to }] = unchangedRanges(view.state, keys);
    assert.equal(view.state.doc.textBetween(from, to), "ख");
  });
  test("does not grow by what is typed at its ends", () => {
    const { view, keys } = start();
    const [{ from, to }] = currentRanges(view.state, keys);
    view.dispatch(view.state.tr.insertText("x", to).insertText("y", from));
    assert.equal(unchangedRanges(view.state, keys).length, 1);
  });
  test("is no longer unchanged once something is typed within it", () => {
    const { view, keys } = start();
    const [{ from, to }] = currentRanges(view.state, keys);
    view.dispatch(view.state.tr.insertText("नया", from, to));
    assert.deepEqual(unchangedRanges(view.state, keys), []);
  });
  test("is gone once its text is deleted", () => {
    const { view, keys } = start();
    const [{ from, to }] = currentRanges(view.state, keys);
    view.dispatch(view.state.tr.delete(from - 1, to + 1));
    assert.deepEqual(currentRanges(view.state, keys), []);
  });
  test("is gone once it is untracked", () => {
    const { view, keys } = start();
    view.dispatch(untrack(view.state.tr, keys));
    assert.deepEqual(currentRanges(view.state, keys), []);
  });
  test("keeps what its owner knows of it", () => {
    const { view, keys } = start();
    assert.equal(currentRanges(view.state, keys)[0].text, "of the caller");
  });
  test("is replaced by its card, and others in the same step", () => {
    const view = viewOf("<p>एक</p><p>दो</p><p>तीन</p>");
    const { tr } = view.state;
    const keys = track(tr, ["एक", "तीन"].map((words) => ({ ...rangeOf(tr.doc, words), kind: "test" })));
    view.dispatch(tr);
    putNodes(view, new Map([[keys[0], card("1")], [keys[1], card("2")]]));
    assert.match(htmlOf(view.state.doc), /^<figure data-social-post="1"><\/figure><p>दो<\/p><figure data-social-post="2">/);
    assert.deepEqual(currentRanges(view.state, keys), []);
  });
  test("that was changed meanwhile is not replaced", () => {
    const { view, keys } = start();
    const [{ from, to }] = currentRanges(view.state, keys);
    view.dispatch(view.state.tr.insertText("नया", from, to));
    putNodes(view, new Map([[keys[0], card()]]));
    assert.equal(htmlOf(view.state.doc), "<p>क नया ग</p><p>घ</p>");
  });
});

describe("Lines", () => {
  test("are those of paragraphs, split at line breaks, with their places", () => {
    const doc = documentOf(`<p>क<br>ख</p>${LIST}`);
    const lines = linesIn(doc, 0, doc.content.size);
    assert.deepEqual(lines.map(({ text }) => text), ["क", "ख", "एक", "दो"]);
    for (const { text, from, to } of lines) assert.equal(doc.textBetween(from, to), text);
    assert.equal(lines[0].block, lines[1].block);
  });
  test("as text have blank lines between paragraphs", () => {
    const doc = documentOf("<p>क<br>ख</p><p>ग</p>");
    assert.equal(textBetween(doc, 0, doc.content.size), "क\nख\n\nग");
  });
});

describe("A post may be", () => {
  const posts = (html) => {
    const doc = documentOf(html);
    return postsIn(doc, 0, doc.content.size).map(({ kind, url, from, to }) => [kind, url, doc.textBetween(from, to)]);
  };
  test("a URL alone in its paragraph or line", () => {
    assert.deepEqual(posts(`<p>${POST}</p><p>क<br> ${POST} </p>`).map(([kind, url]) => [kind, url]), [["url", POST], ["url", POST]]);
  });
  test("not a URL in a sentence", () => assert.deepEqual(posts(`<p>देखें ${POST}</p>`), []));
  test("not a URL in a list or a table", () => assert.deepEqual(posts(`<ul><li><p>${POST}</p></li></ul>`), []));
  test("not two URLs in a line", () => assert.deepEqual(posts(`<p>${POST} ${POST}</p>`), []));
  test("an embed code over several paragraphs", () => {
    const code = ["&lt;blockquote class=\"twitter-tweet\"&gt;&lt;p&gt;क&lt;/p&gt;", `&lt;a href="${POST}"&gt;x&lt;/a&gt;&lt;/blockquote&gt;`];
    assert.deepEqual(posts(`<p>पहले</p><p>${code[0]}</p><p>${code[1]}</p><p>बाद</p>`).map(([kind, url]) => [kind, url]), [["code", POST]]);
  });
});

describe("A pasted text is worth reading", () => {
  const worth = (text) => isWorthReading(text, text.split("\n").map((line) => ({ text: line })));
  const LONG = "यह एक लंबा वाक्य है जो किसी उपशीर्षक से कहीं लंबा है और इसलिए अनुच्छेद माना जाता है। ".repeat(3);
  test("if it names an account", () => assert.ok(worth(`${LONG}\n— City Works (@cityworks) September 29, 2025`)));
  test("if an account is written with a full-width sign or spaces", () => assert.ok(worth(`${LONG} ( ＠nagar.nigam )`)));
  test("if an account has a line of its own, as on a page of X", () => {
    for (const account of ["@nagar", " \u2066@nagar\u2069 ", "@nagar · 2h"]) assert.ok(worth(`${LONG}\n${account}\n${LONG}`));
    assert.ok(!worth(`${LONG}\n${LONG} @nagar\n${LONG}`));
  });
  test("if a short line stands among long ones", () => assert.ok(worth([LONG, "रात में बंद", LONG].join("\n"))));
  test("if its first line may be a headline", () => assert.ok(worth(["पुल खुला", LONG, LONG].join("\n"))));
  test("not if all lines are long", () => assert.ok(!worth([LONG, LONG, LONG].join("\n"))));
  test("not if it has two lines", () => assert.ok(!worth(["पुल खुला", LONG].join("\n"))));
  test("not for an e-mail address", () => assert.ok(!worth(`${LONG} (a@b.example)`)));
  test("not if it is longer than the server reads", () => assert.ok(!worth("(@nagar) ".repeat(40_000))));
});

describe("The text that is read", () => {
  const lines = [{ text: "एक", block: 0 }, { text: "दो", block: 4 }, { text: "तीन", block: 4 }];
  test("is as it was pasted, with its blank lines", () => assert.equal(textOf(lines, "एक\r\n\r\n\r\nदो\r\nतीन"), "एक\n\n\nदो\nतीन"));
  test("is so too if only spaces and encoding differ", () => {
    assert.equal(textOf([{ text: "क\u093cानून है", block: 0 }], "\u0958ानून  है\u200b"), "\u0958ानून  है\u200b");
  });
  test("is as it stands if its lines are others", () => assert.equal(textOf(lines, "एक\nदो"), "एक\n\nदो\nतीन"));
  test("is as it stands if nothing is known", () => assert.equal(textOf(lines, null), "एक\n\nदो\nतीन"));
});

describe("Words at the end of a line reach", () => {
  test("as far as they are long", () => assert.equal(lengthOf("उन्होंने कहा: पुल", "उन्होंने कहा:", false), 13));
  test("over spaces that were not there", () => assert.equal(lengthOf("एक  दो तीन", "एक दो", false), 6));
  test("from the end too", () => assert.equal(lengthOf("पुल ने कहा", "ने कहा", true), 6));
  test("nowhere if there are none", () => assert.equal(lengthOf("पुल", " ", false), 0));
  test("nowhere if the line is shorter", () => assert.equal(lengthOf("पु", "पुल खुला", false), 0));
});

describe("A picture within a document", () => {
  test("becomes a file with its type and name", async () => {
    const file = fileFromDataURL("data:image/png;base64,iVBO\nRw==");
    assert.deepEqual([file.name, file.type, file.size], ["pasted picture.png", "image/png", 4]);
  });
  test("may be written without base64", () => assert.equal(fileFromDataURL("data:image/webp,%41B").size, 2));
  test("gets the extension of its type", () => assert.match(fileFromDataURL("data:image/jpeg;base64,AA==").name, /\.jpg$/));
  test("is none without a type or with broken data", () => {
    assert.equal(fileFromDataURL("data:,abc"), null);
    assert.equal(fileFromDataURL("data:image/png;base64,*"), null);
    assert.equal(fileFromDataURL("https://a.example/b.png"), null);
  });
});

describe("The place of a check", () => {
  const doc = documentOf(
    '<h2>पहला</h2><h2></h2><aside data-aside="fact-box"><h3>डिब्बा</h3></aside><h2>दूसरा</h2>'
    + '<figure data-image="12"></figure><figure data-gallery="3 14"></figure>',
  );
  test("is a heading, without empty ones and those of boxes", () => {
    assert.equal(doc.nodeAt(positionOf(doc, "body", 0)).textContent, "पहला");
    assert.equal(doc.nodeAt(positionOf(doc, "body", 1)).textContent, "दूसरा");
    assert.equal(positionOf(doc, "body", 2), null);
  });
  test("is an image or the gallery that holds it", () => {
    assert.equal(doc.nodeAt(positionOf(doc, "images", 12)).type.name, "libraryImage");
    assert.equal(doc.nodeAt(positionOf(doc, "images", 14)).type.name, "gallery");
    assert.equal(positionOf(doc, "images", 4), null);
  });
});
