import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { readableURL, urlFrom } from "../../static/admin/editor/links.js";
import { urlsIn, withoutBlankLines } from "../../static/admin/editor/paste.js";
import { cleanURL } from "../../static/admin/editor/paste/urls.js";

describe("A URL in running text", () => {
  const hrefs = (text) => urlsIn(text).map(({ href }) => href);
  const URL = "https://a.example/b";
  for (const end of [".", ",", ":", ";", "!", "?", "।", ")", "]", "}", "”", "’", '"', "'", "…"].filter((sign) => sign !== "…")) {
    test(`ends before ${end}`, () => assert.deepEqual(hrefs(`देखें ${URL}${end}`), [URL]));
  }
  test("ends before several signs in a row", () => assert.deepEqual(hrefs(`(देखें ${URL}).”`), [URL]));
  test("ends before a tag", () => assert.deepEqual(hrefs(`<${URL}>`), [URL]));
  test("keeps signs within it", () => {
    const url = "https://a.example/b?c=1&d=(2)x#e.f";
    assert.deepEqual(hrefs(`${url} और`), [url]);
  });
  test("keeps a slash at its end", () => assert.deepEqual(hrefs("https://a.example/."), ["https://a.example/"]));
  test("keeps Devanagari letters", () => {
    assert.deepEqual(hrefs("https://a.example/खबर/पुल।"), ["https://a.example/खबर/पुल"]);
  });
  test("is found several times with its place", () => {
    assert.deepEqual(urlsIn("a https://b.example c HTTP://d.example"), [
      { index: 2, href: "https://b.example" }, { index: 22, href: "HTTP://d.example" },
    ]);
  });
  test("needs a scheme", () => assert.deepEqual(hrefs("www.a.example a.example"), []));
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
