import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { cleanHTML } from "../../static/admin/editor/paste/clean.js";
import { languageFor } from "../../static/admin/editor/paste/marks.js";
import { documentOf, htmlOf } from "./editor.mjs";

const MARKS = { bold: "strong", italic: "em", underline: "u", strike: "s", subscript: "sub", superscript: "sup" };
const ways = JSON.parse(readFileSync(new URL("../body/marks.json", import.meta.url), "utf-8"));
const attribute = (text) => text.replace(/"/g, "&quot;");

/** Each way to say a mark: a style sheet, and the tags around the words. */
function* waysOf(mark) {
  for (const style of ways.styles[mark]) {
    for (const tag of ["span", "font"]) yield ["", `<${tag} style="color:red; ${attribute(style)}">`, `</${tag}>`];
    for (const [tag, selector] of [["span", ".c7"], ["span", "span.c7"], ["font", "p.x, .c7"]]) {
      yield [`<style>\n<!-- /* own */ ${selector} {mso-x:y; ${style};} --></style>`, `<${tag} class=c7>`, `</${tag}>`];
    }
  }
  for (const element of ways.elements[mark]) if (element !== "del") yield ["", `<${element}>`, `</${element}>`];
  yield ["", `<span class="TextRun ${ways.classes[mark]} SCXW12">`, "</span>"];
}

/** The marks of each word of a pasted document, as the editor holds them. */
function marksOf(html) {
  const found = {};
  documentOf(cleanHTML(html).html).descendants((node) => {
    const names = node.marks.map(({ type }) => MARKS[type.name]).filter(Boolean).sort();
    for (const word of node.text?.split(/\s+/).filter(Boolean) ?? []) found[word] = names;
  });
  return found;
}

const stored = (html) => htmlOf(documentOf(cleanHTML(html).html));

describe("A mark is kept however it is said:", () => {
  for (const mark of Object.keys(ways.styles)) {
    test(mark, () => {
      for (const [sheet, opening, closing] of waysOf(mark)) {
        const isBoth = `${sheet}${opening}`.includes("underline line-through");
        const expected = { a: [], b: isBoth ? ["s", "u"] : [mark], c: [] };
        assert.deepEqual(marksOf(`${sheet}<p>a ${opening}b${closing} c</p>`), expected, opening);
      }
    });
  }
  for (const tag of ["p", "div", "li", "td", "blockquote", "center", "tr"]) {
    test(`of a whole ${tag}`, () => {
      for (const mark of ["strong", "em", "u", "s"]) {
        const [style] = ways.styles[mark];
        let html = `<${tag} style="${style}">a<br>b</${tag}>`;
        if (tag === "td") html = `<table><tr>${html}<td>x</table>`;
        if (tag === "tr") html = `<table><tr style="${style}"><td>a<td>b</table>`;
        assert.deepEqual(marksOf(html).b, [mark], html);
      }
    });
  }
  test("within one another", () => {
    assert.deepEqual(marksOf('<p style="font-weight:700"><u>a <i style="text-decoration:line-through">b</i></u> c</p>'), {
      a: ["strong", "u"], b: ["em", "s", "strong", "u"], c: ["strong"],
    });
  });
  test("and taken away where it does not hold", () => {
    assert.deepEqual(marksOf('<b style="font-weight:normal">a <span style="font-weight:700">b</span></b>'), { a: [], b: ["strong"] });
    assert.deepEqual(marksOf('<i>a <span style="font-style:normal">b</span></i>'), { a: ["em"], b: [] });
    assert.deepEqual(marksOf('<table><tr><td style="vertical-align:super">a<td>b</table>'), { a: [], b: [] });
  });
  test("but not of what is bold or underlined anyway", () => {
    assert.deepEqual(marksOf('<h2 style="font-weight:700"><span style="font-weight:700">a</span> <b>b</b></h2>').a, []);
    assert.deepEqual(marksOf('<a href="https://e.example/"><span style="text-decoration:underline">a</span></a>').a, []);
  });
});

describe("Direction and language", () => {
  const cases = [
    ["of a paragraph stay on it", '<p dir="rtl" lang="ur">یہ اردو ہے</p>', '<p dir="rtl" lang="ur">یہ اردو ہے</p>'],
    ["of a box reach its paragraphs", '<div dir="rtl" lang="ur">ایک<p>دو</p></div>', '<p dir="rtl" lang="ur">ایک</p><p dir="rtl" lang="ur">دو</p>'],
    ["of a list reach its entries", '<ul dir="rtl"><li>ایک</li></ul>', '<ul><li><p dir="rtl">ایک</p></li></ul>'],
    ["of a table reach its cells", '<table dir="rtl"><tr><td>ایک<td>دو</table>', '<p dir="rtl">ایک</p></td><td><p dir="rtl">دو</p>'],
    ["may be said by styles", '<p style="direction:rtl">ایک</p>', '<p dir="rtl">ایک</p>'],
    ["of words stay on these", '<p>शब्द <span dir="rtl" lang="ur">اردو</span></p>', '<p>शब्द <span dir="rtl" lang="ur">اردو</span></p>'],
    ["against those of the paragraph stay", '<p dir="rtl" lang="ur">اردو <span dir="ltr" lang="en">X</span></p>',
      '<p dir="rtl" lang="ur">اردو <span dir="ltr" lang="en">X</span></p>'],
    ["and words of the story among others are named", '<p lang="ur">اردو <b>हिंदी</b></p>',
      '<p lang="ur">اردو <span lang="hi"><strong>हिंदी</strong></span></p>'],
    ["left to the browser are those of the first letter", '<p dir="auto">یہ اردو ہے</p><p dir="auto">यह</p>', '<p dir="rtl">یہ اردو ہے</p><p>यह</p>'],
    ["of Word stand in its own style", "<p dir=RTL style='mso-bidi-language:UR'><span lang=AR-SA>اردو</span></p>", '<p dir="rtl" lang="ur">اردو</p>'],
    ["of the story say nothing", '<p dir="ltr" lang="hi-IN">यह</p>', "<p>यह</p>"],
    ["that contradict the script are none", '<p lang="en-US">यह हिंदी है</p>', "<p>यह हिंदी है</p>"],
    ["of bdi are those of its letters", "<p>शब्द <bdi>اردو</bdi></p>", '<p>शब्द <span dir="rtl">اردو</span></p>'],
  ];
  for (const [what, html, expected] of cases) {
    test(what, () => assert.ok(stored(html).includes(expected), stored(html)));
  }
  test("are named where the script fits", () => {
    assert.equal(languageFor(["ar-SA", "ur"], "اردو"), "ar-SA");
    assert.equal(languageFor(["en-US"], "English words"), "en-US");
    assert.equal(languageFor(["EN-GB"], "यह"), "");
    assert.equal(languageFor(["ja"], "日本"), "ja");
    assert.equal(languageFor(["nonsense!"], "यह"), "");
    assert.equal(languageFor(["en"], "2025"), "");
  });
});
