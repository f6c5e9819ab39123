import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { classify } from "../../static/admin/saving/answers.js";
import { differingNames, formValues, shapeOf } from "../../static/admin/saving/form-values.js";

describe("What stands in a form", () => {
  test("is the same whatever line ends the browser sends", () => {
    assert.deepEqual(differingNames(formValues([["text", "a\r\nb"]]), formValues([["text", "a\nb"]])), []);
  });
  test("does not count what nobody types", () => {
    const values = formValues([["csrfmiddlewaretoken", "x"], ["form_token", "y"], ["began_from", "3"], ["on_top_of", "4"]]);
    assert.equal(values.size, 0);
  });
  test("knows several values of one name, in their order", () => {
    const [one, other] = [formValues([["groups", "1"], ["groups", "2"]]), formValues([["groups", "2"], ["groups", "1"]])];
    assert.deepEqual(differingNames(one, other), ["groups"]);
  });
  test("differs where a checkbox was cleared", () => {
    assert.deepEqual(differingNames(formValues([["a", "1"], ["b", "on"]]), formValues([["a", "1"]])), ["b"]);
  });
  test("differs where a file was chosen", () => {
    const none = formValues([["logo", new File([], "")]]);
    assert.deepEqual(differingNames(none, formValues([["logo", new File(["x"], "logo.png")]])), ["logo"]);
    assert.deepEqual(differingNames(none, formValues([["logo", new File([], "")]])), []);
  });
});

describe("The shape of a form", () => {
  const form = (html) => {
    document.body.innerHTML = `<form>${html}</form>`;
    return document.querySelector("form");
  };
  test("does not depend on its rows, buttons and quoted posts", () => {
    const one = shapeOf(form("<input name=a><input name=rows-0-name><button name=_save></button>"));
    const other = shapeOf(form("<input name=rows-0-name><input name=rows-7-name><input name=a><input name=quote-3-text>"));
    assert.equal(one, other);
  });
  test("changes with a field", () => {
    assert.notEqual(shapeOf(form("<input name=a>")), shapeOf(form("<input name=a><input name=b>")));
  });
});

describe("An answer", () => {
  for (const [status, type, text, kind] of [
    [200, "application/json", '{"saved": true, "url": "/"}', "saved"],
    [422, "text/html; charset=utf-8", "<form></form>", "refused"],
    [403, "text/html", "<form></form>", "refused"],
    [409, "text/html", "<form></form>", "refused"],
    [401, "application/json", '{"code": "signed-out", "error": "x"}', "signed-out"],
    [403, "application/json", '{"code": "csrf", "error": "x"}', "csrf"],
    [403, "application/json", '{"code": "refused", "error": "x"}', "failed"],
    [500, "text/html", "<h1>500</h1>", "failed"],
    [503, "text/html", "<h1>503</h1>", "failed"],
    [413, "text/html", "", "failed"],
    [404, "text/html", "<h1>404</h1>", "failed"],
  ]) {
    test(`${status} ${type} ${text} is ${kind}`, () => assert.equal(classify(status, type, text).kind, kind));
  }
  test("that tells why is quoted", () => {
    assert.equal(classify(403, "application/json", '{"error": "x"}').why, "x");
  });
});
