import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Styles, extractStyles } from "../../static/admin/editor/paste/styles.js";

function element(html) {
  const body = document.createElement("div");
  body.innerHTML = extractStyles(html)[0];
  return body.firstElementChild;
}

describe("Styles of a pasted document", () => {
  test("are taken out of it before it is parsed", () => {
    const [html, sheets] = extractStyles('<style type="text/css">p { color: red }</style><p style="x: y" class=style>style = 1</p>');
    assert.equal(html, '<p data-style="x: y" class=style>style = 1</p>');
    assert.deepEqual(sheets, ["p { color: red }"]);
  });
  const sheet = `<!-- /* p.a { x: 9 } */
    p { x: 1; font-family: Arial }  .b, li { x: 2 }  p.b { x: 3 }  p > .c { x: 4 }  @page { x: 5 } -->`;
  const styles = new Styles([sheet]);
  const cases = [
    ["of a tag", "<p>", "1"],
    ["of a class are stronger", "<div class=b>", "2"],
    ["of tag and class are stronger still", "<p class=b>", "3"],
    ["of its own are strongest", '<p class=b style="x: 4">', "4"],
    ["of several selectors", "<li>", "2"],
    ["of other selectors say nothing", "<div class=c>", ""],
    ["within comments say nothing", "<p class=a>", "1"],
    ["are in lower case", "<p style='x: BOLD'>", "bold"],
  ];
  for (const [what, html, value] of cases) test(what, () => assert.equal((styles.declared(element(html)).get("x") ?? ""), value));
  test("of another property with the same ending say nothing", () => {
    assert.equal((styles.declared(element("<div style='mso-x: 7'>")).get("x") ?? ""), "");
  });
  test("the last of several declarations counts", () => assert.equal((styles.declared(element("<div style='x: 1; x: 2'>")).get("x") ?? ""), "2"));
  test("a font may stand in an attribute of its own", () => assert.equal(styles.font(element("<font face='Kruti Dev 010'>")), "Kruti Dev 010"));
  test("a font of the styles is stronger than that", () => assert.equal(styles.font(element("<p face=Kruti>")), "arial"));
});
