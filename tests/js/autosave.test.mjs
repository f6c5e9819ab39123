import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { fill } from "../../static/admin/autosave/fill.js";
import {
  changedNames, entriesOf, isSame, newestFirst, titleOf, versionOf,
} from "../../static/admin/autosave/form-data.js";

for (const name of ["HTMLInputElement", "HTMLSelectElement", "HTMLTextAreaElement", "HTMLTableRowElement", "Option"]) {
  globalThis[name] = window[name];
}

/** A form with these fields. */
function formWith(html) {
  document.body.innerHTML = `<form>${html}</form>`;
  return document.querySelector("form");
}

describe("What is kept of a form", () => {
  test("is each value by its name, in the order of the form", () => {
    const form = formWith('<input name="a" value="1"><textarea name="b">2</textarea><input type="checkbox" name="c" checked>');
    assert.deepEqual(entriesOf(form), [["a", "1"], ["b", "2"], ["c", "on"]]);
  });
  test("has the text of what was chosen among many", () => {
    const form = formWith('<select class="admin-autocomplete" name="a"><option value=""></option><option value="5" selected>मीरा</option></select>');
    assert.deepEqual(entriesOf(form), [["a", "5", "मीरा"]]);
  });
  test("has no password, no tokens, no row that stands for a new one, no search words", () => {
    const form = formWith(`<input type="password" name="p" value="x"><input name="csrfmiddlewaretoken" value="x">
      <input name="form_token" value="x"><input name="bylines-__prefix__-name" value="x"><input name="q" value="x">`);
    assert.deepEqual(entriesOf(form), []);
  });
});

describe("Two states of a form", () => {
  test("are the same in whatever order and with empty fields", () => {
    assert.ok(isSame([["a", "1"], ["b", ""]], [["a", "1"]]));
  });
  test("are the same with other line ends, another normal form and white space at the ends", () => {
    assert.ok(isSame([["a", "क\r\nख "]], [["a", "क\nख"]]));
    assert.ok(isSame([["a", "\u0958"]], [["a", "\u0915\u093c"]]));
  });
  test("differ by a checkbox", () => assert.deepEqual(changedNames([["a", "on"]], []), ["a"]));
  test("differ by the second of two values", () => {
    assert.deepEqual(changedNames([["a", "1"], ["a", "2"]], [["a", "1"], ["a", "3"]]), ["a"]);
  });
  test("differ by the row of a column", () => {
    assert.deepEqual(changedNames([["a", "1"], ["a", ""]], [["a", ""], ["a", "1"]]), ["a"]);
  });
  test("differ by a file that was chosen", () => assert.deepEqual(changedNames([["a", "", "b.jpg"]], []), ["a"]));
  test("do not differ by an empty body, the number of rows or the version", () => {
    assert.ok(isSame([["body", "<p></p>"], ["bylines-TOTAL_FORMS", "2"], ["began_from", "1"]], [["began_from", "2"]]));
  });
  test("have the version they began from", () => {
    assert.equal(versionOf([["began_from", "3"]]), 3);
    assert.equal(versionOf([["began_from", ""]]), null);
    assert.equal(versionOf([]), null);
  });
  test("are called by their first name of a thing", () => {
    assert.equal(titleOf([["slug", "x"], ["headline", ""], ["title", "पृष्ठ"]]), "पृष्ठ");
    assert.equal(titleOf([]), "");
  });
});

describe("The kept copies", () => {
  const copy = (at, text, more = {}) => ({ key: "k", url: "", version: null, at, data: [["a", text]], ...more });
  test("stand newest first", () => {
    const server = { at: "1970-01-01T00:00:00.002Z", data: [["a", "server"]], version: 1 };
    const found = newestFirst([copy(1, "old"), copy(3, "new"), undefined], server);
    assert.deepEqual(found.map(({ data, isHere }) => [data[0][1], isHere]), [["new", true], ["server", false], ["old", true]]);
  });
  test("are one where the server has what the browser has sent", () => {
    const at = "1970-01-01T00:00:09.000Z";
    const found = newestFirst([copy(1, "typed further", { sent: at })], { at, data: [["a", "typed"]], version: null });
    assert.deepEqual(found.map(({ data }) => data[0][1]), ["typed further"]);
  });
  test("are from this device where the server has the same text from a later time", () => {
    const server = { at: "1970-01-01T00:00:02.000Z", data: [["a", "typed"]], version: null };
    assert.deepEqual(newestFirst([copy(1, "typed")], server).map(({ isHere }) => isHere), [true]);
  });
  test("are one where they are equal", () => assert.equal(newestFirst([copy(1, "x"), copy(2, "x")], null).length, 1));
});

describe("Filling a form", () => {
  test("sets each kind of field and tells the page's scripts", async () => {
    const form = formWith(`<input name="a" value="old"><textarea name="b"></textarea><input type="checkbox" name="c">
      <input type="checkbox" name="d" checked><input type="radio" name="e" value="1" checked>
      <input type="radio" name="e" value="2"><select name="f"><option value="1">1</option><option value="2">2</option></select>
      <input type="hidden" name="began_from" value="9"><input type="hidden" name="rows-0-id" value="7">`);
    const announced = new Set();
    form.addEventListener("change", ({ target }) => announced.add(target.name));
    const entries = [["a", "new"], ["b", "text"], ["c", "on"], ["e", "2"], ["f", "2"], ["began_from", "3"], ["rows-0-id", "1"]];
    await fill(form, entries);
    const filled = entriesOf(form);
    assert.deepEqual(filled, [...entries.slice(0, 6), ["rows-0-id", "7"]]);
    assert.deepEqual([...announced].sort(), ["a", "b", "began_from", "c", "d", "e", "f"]);
  });
  test("adds a choice that the page does not have, with its text", async () => {
    const form = formWith('<select name="a"><option value=""></option></select>');
    await fill(form, [["a", "5", "मीरा"]]);
    assert.equal(form.querySelector("select").selectedOptions[0].text, "मीरा");
  });
  test("names the files that have to be chosen again", async () => {
    assert.deepEqual(await fill(formWith('<input type="file" name="a">'), [["a", "", "b.jpg"]]), ["b.jpg"]);
  });
  test("carries the words of a quoted post that has no fields here", async () => {
    const form = formWith("");
    await fill(form, [["quote-5-text", "शब्द"], ["gone", "x"]]);
    assert.deepEqual(entriesOf(form), [["quote-5-text", "शब्द"]]);
  });
});
