import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { readableURL, urlFrom } from "../../static/admin/editor/links.js";
import { withoutBlankLines } from "../../static/admin/editor/paste.js";
import { cleanURL } from "../../static/admin/editor/paste/urls.js";
import { webLinksIn } from "../../static/admin/editor/web-links.js";
import { newEditor } from "./pasting.mjs";

// The same as of the server: `tests/text/test_web_links.py`.
const shared = JSON.parse(readFileSync(new URL("../text/web_links.json", import.meta.url), "utf-8"));

test("An address in a text ends where the server ends it", () => {
  for (const { text, links, hrefs = links } of shared) {
    const found = webLinksIn(text);
    assert.deepEqual(found.map(({ from, to }) => text.slice(from, to)), links, text);
    assert.deepEqual(found.map(({ href }) => href), hrefs, text);
  }
});

describe("An address that is typed becomes a link", () => {
  function typed(text, { enter = false } = {}) {
    const editor = newEditor("<p></p>");
    for (const letter of text) editor.view.dispatch(editor.state.tr.insertText(letter));
    if (enter) editor.commands.splitBlock();
    const html = editor.getHTML();
    editor.destroy();
    return html;
  }
  const link = '<a href="https://a.example/b">https://a.example/b</a>';
  test("at the space after it, without the signs of the sentence", () => {
    for (const sign of ["", "।", "॥", ".", "…", "...", ",", "۔", "،", "。", "։", "።", "?!", "”"]) {
      assert.equal(typed(`https://a.example/b${sign} क`), `<p>${link}${sign} क</p>`);
    }
    assert.equal(typed("(https://a.example/b) क"), `<p>(${link}) क</p>`);
  });
  test("at the end of its paragraph", () => assert.equal(typed("https://a.example/b।", { enter: true }), `<p>${link}।</p><p></p>`));
  test("of www too", () => assert.equal(typed("www.a.example क"), '<p><a href="https://www.a.example">www.a.example</a> क</p>'));
  test("but not before it is ended", () => assert.equal(typed("https://a.example/b"), "<p>https://a.example/b</p>"));
  test("and what is written on is none of it", () => assert.equal(typed("https://a.example/b और फिर"), `<p>${link} और फिर</p>`));
});

describe("A pasted URL", () => {
  const cases = [
    ["loses tracking parameters", "https://a.example/b?utm_source=x&id=3&fbclid=y", "https://a.example/b?id=3"],
    ["loses its query if there was nothing else", "https://a.example/b?gclid=1", "https://a.example/b"],
    ["is returned as written if nothing changes", "https://A.example/b?id=3#c", "https://A.example/b?id=3#c"],
    ["loses blank space around it", "  https://a.example/  ", "https://a.example/"],
    ["comes out of Google's redirect", "https://www.google.co.in/url?sa=t&url=https%3A%2F%2Fa.example%2Fb", "https://a.example/b"],
    ["comes out of Google Docs' redirect", "https://www.google.com/url?q=https://a.example/b&sa=D", "https://a.example/b"],
    ["comes out of Facebook's redirect", "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F&h=AT0", "https://a.example/"],
    ["comes out of Instagram's redirect", "https://l.instagram.com/?u=https%3A%2F%2Fa.example%2F&e=AT0", "https://a.example/"],
    ["comes out of Outlook's redirect",
      "https://apc01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2Fb%3Futm_medium%3Demail&data=05",
      "https://a.example/b"],
    ["comes out of YouTube's redirect", "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fa.example%2F", "https://a.example/"],
    ["comes out of a redirect within a redirect",
      "https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Fa.example%252F",
      "https://a.example/"],
    ["stays if the redirect leads to a script", "https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"],
    ["stays on another host with the same path", "https://a.example/url?q=https://b.example/", "https://a.example/url?q=https://b.example/"],
    ["keeps a YouTube video", "https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc"],
    ["may be an e-mail address", "mailto:a@b.example?subject=utm_x", "mailto:a@b.example?subject=utm_x"],
    ["may be a telephone number", "tel:+911234", "tel:+911234"],
    ["is none if it is a script", "javascript:alert(1)", null],
    ["is none if it is a file", "file:///C:/a.doc", null],
    ["is none if it is data", "data:text/html,x", null],
    ["is none if it is a place on the page", "#sdfootnote1sym", null],
    ["is none if it is empty", "", null],
  ];
  for (const [what, given, expected] of cases) test(what, () => assert.equal(cleanURL(given), expected));
});

describe("A typed address", () => {
  const cases = [
    ["stays with a scheme", "http://a.example/", "http://a.example/"],
    ["stays within this site", "/desh/", "/desh/"],
    ["stays on this page", "#a", "#a"],
    ["gets https for a host", " a.example/b ", "https://a.example/b"],
    ["gets https for a host with a port", "a.example:8000", "https://a.example:8000"],
    ["gets https for a Devanagari host", "समाचार.भारत/पुल", "https://समाचार.भारत/पुल"],
    ["gets mailto for an e-mail address", "a.b@c.example", "mailto:a.b@c.example"],
    ["is none without a dot", "पुल", null],
    ["is none with a script", "javascript:alert(1)", null],
    ["is none with spaces", "a. example", null],
    ["is none if empty", " ", null],
  ];
  for (const [what, given, expected] of cases) test(what, () => assert.equal(urlFrom(given), expected));
  test("is shown readable", () => assert.equal(readableURL("https://a.example/%E0%A4%AA"), "https://a.example/प"));
  test("is shown as it is if it cannot be read", () => assert.equal(readableURL("https://a.example/%E0"), "https://a.example/%E0"));
});

describe("Blank lines of a pasted text", () => {
  const cases = [
    ["go at both ends", "\n\n एक\nदो\n \n", " एक\nदो"],
    ["go between paragraphs", "एक\n\n\nदो", "एक\nदो"],
    ["go with spaces in them and with Windows line ends", "एक\r\n \t\r\nदो\r\n", "एक\nदो"],
    ["stay if there is nothing else", "\n\n", "\n\n"],
  ];
  for (const [what, given, expected] of cases) test(what, () => assert.equal(withoutBlankLines(given), expected));
});
