import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { cleanHTML } from "../../static/admin/editor/paste/clean.js";
import { documentOf, htmlOf } from "./editor.mjs";

const clipboard = (name) => readFileSync(new URL(`../browser/pastes/${name}.html`, import.meta.url), "utf8");
/** The story that the editor makes of the cleaned document. */
const story = (html) => htmlOf(documentOf(cleanHTML(html).html));
const omitted = (html) => cleanHTML(html).omitted.map(({ what, words }) => `${what}: ${words}`);

describe("From WhatsApp", () => {
  const html = clipboard("whatsapp");
  test("blank lines end paragraphs, line breaks and bold stay, emoji are characters", () => {
    assert.equal(story(html), "<p>सोनपुर में <strong>भारी बारिश</strong> 🌧️</p><p>स्टेशन रोड बंद है।<br>लोग नाव से निकल रहे हैं।</p>");
  });
  test("nothing is left out", () => assert.deepEqual(omitted(html), []));
});

describe("From Google Docs", () => {
  const html = clipboard("google-docs");
  test("the title is a sub-heading and not bold", () => assert.match(story(html), /^<h2>मेले की तैयारी/));
  test("the wrapper that says it is not bold goes", () => assert.doesNotMatch(story(html), /<b[ >]/));
  test("weight and slant become elements", () => {
    assert.match(story(html), /<strong>मोटा<\/strong>/);
    assert.match(story(html), /<em>तिरछा<\/em>/);
  });
  test("links lose Google's redirect and tracking", () => assert.match(story(html), /href="https:\/\/mela\.example\/soochna\?id=3"/));
  test("a list that stands beside an entry goes into it", () => assert.match(story(html), /<li><p>झूले<\/p><ul>/));
  test("images that stay on Google's servers are listed", () => assert.match(omitted(html).join("\n"), /^a picture: /m));
});

describe("From Word", () => {
  const html = clipboard("word");
  const body = story(html);
  test("paragraphs with numbers become an ordered list", () => assert.match(body, /<ol>(<li><p>.*?गिनती एक.*?<\/p><\/li>)(<li><p>.*?गिनती दो.*?<\/p><\/li>)<\/ol>/));
  test("the markers of lists go", () => assert.doesNotMatch(body, /[·§]/));
  test("a class of the style sheet makes emphasis", () => assert.match(body, /<(strong|em)><(strong|em)>/));
  test("text in Kruti Dev carries its font", () => {
    assert.match(cleanHTML(html).html, /<span data-paste-font="&quot;kruti dev 010&quot;">iqy dk dke/);
  });
  test("a table stands in a figure with an empty caption", () => assert.match(body, /<figure data-table="plain"><figcaption><\/figcaption><table>/));
  test("comments, deleted and hidden words are left out and listed", () => {
    const list = omitted(html).join("\n");
    for (const what of ["deleted words", "a comment", "hidden text"]) assert.match(list, new RegExp(`^${what}: `, "m"), what);
  });
  test("only links, spans of cells and our own marks keep attributes", () => {
    const names = [...cleanHTML(html).html.matchAll(/ ([a-z-]+)="/g)].map(([, name]) => name);
    const known = ["href", "start", "colspan", "rowspan", "data-table", "data-paste", "data-paste-font"];
    assert.deepEqual([...new Set(names)].filter((name) => !known.includes(name)), []);
  });
});

describe("From LibreOffice", () => {
  const body = story(clipboard("libreoffice"));
  const { html } = cleanHTML(clipboard("libreoffice"));
  test("a font tag names a legacy font", () => assert.match(html, /<span data-paste-font="Kruti Dev 010">Hkkjr us/));
  test("a footnote's mark stays without its link", () => assert.match(body, /<sup>(<sup>)?1/));
  test("lists within lists stay", () => assert.match(body, /<li><p>पहला मैच<\/p><ol><li><p>पहली पारी<\/p><\/li><\/ol><\/li>/));
});

describe("From Outlook", () => {
  const body = story(clipboard("outlook"));
  test("a table that only lays out gives way to its content", () => {
    assert.doesNotMatch(body, /<table/);
    assert.match(body, /^<p>.*प्रेस विज्ञप्ति/s);
  });
  test("links lose Outlook's redirect", () => assert.match(body, /href="https:\/\/jal\.example\/dar\?id=9"/));
});

describe("From a news site", () => {
  const html = clipboard("news-site");
  const document = cleanHTML(html);
  test("a rendered post and iframes may be posts: the server decides", () => {
    assert.deepEqual(document.objects.map(({ kind, url }) => [kind, url]), [
      ["post", "https://x.com/i/status/1861454974426722737"],
      ["post", "https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0"],
      ["post", "https://naksha.example/embed?id=4"],
    ]);
  });
  test("its place is a paragraph with the URL", () => {
    assert.match(document.html, /<p data-paste="0"><a href="https:\/\/x\.com\/i\/status\/1861454974426722737">/);
  });
  test("the URL that we write there is not counted among the words", () => assert.doesNotMatch(document.words, /x\.com/));
  test("hidden advertisements and images elsewhere are listed, scripts and styles are not", () => {
    const list = document.omitted.map(({ words }) => words);
    assert.ok(list.includes("विज्ञापन"));
    assert.ok(list.includes("नदी का बढ़ा हुआ पानी"));
    assert.doesNotMatch(list.join(), /window\.ads|color:red/);
  });
  test("a lower heading becomes the lowest we have", () => assert.match(document.html, /<h3>राहत<\/h3>/));
});

describe("A quotation of a post", () => {
  const document = cleanHTML(clipboard("x-rendered-quote"));
  test("keeps its words in the text and says whose they are", () => {
    const [post] = document.objects;
    assert.equal(post.url, "https://twitter.com/cityworks/status/1861454974426722737");
    assert.deepEqual([post.author, post.handle, post.language], ["City Works", "cityworks", "en"]);
    assert.equal(post.text, "The bridge is open.\nThank you all. #Bridge pic.twitter.com/AbCdEf1234");
    assert.match(document.html, /<blockquote data-paste="0">.*The bridge is open\.<br>Thank you all\./s);
  });
});

describe("Blocks", () => {
  const cases = [
    ["text beside blocks becomes a paragraph", "<div>एक<p>दो</p>तीन</div>", "<p>एक</p><p>दो</p><p>तीन</p>"],
    ["a box with text only becomes a paragraph in it", "<div>एक</div><div>दो</div>", "<p>एक</p><p>दो</p>"],
    ["empty paragraphs go", "<p>एक</p><p>&nbsp;</p><p><br></p><p>दो</p>", "<p>एक</p><p>दो</p>"],
    ["a paragraph with a zero-width space only goes", "<p>एक</p><p>\u200b</p>", "<p>एक</p>"],
    ["two line breaks end a paragraph", "<p>एक<br><br>दो<br>तीन</p>", "<p>एक</p><p>दो<br>तीन</p>"],
    ["three line breaks end only one", "<p>एक<br><br><br>दो</p>", "<p>एक</p><p>दो</p>"],
    ["line breaks with spaces between end one too", "<p>एक<br>&nbsp;<br>दो</p>", "<p>एक</p><p>दो</p>"],
    ["two line breaks within bold split it", "<p><b>एक<br><br>दो</b></p>", "<p><strong>एक</strong></p><p><strong>दो</strong></p>"],
    ["line breaks at the ends of a paragraph go", "<p><br>एक<br></p>", "<p>एक</p>"],
    ["also those within bold", "<p><b><br>एक<br></b></p>", "<p><strong>एक</strong></p>"],
    ["a heading with a box in it stays one", "<h2><div>एक</div></h2>", "<h2>एक</h2>"],
    ["lines of verbatim text stay lines", "<pre>एक\nदो</pre>", "<p>एक<br>दो</p>"],
    ["h1 becomes h2 and h4 to h6 become h3", "<h1>१</h1><h2>२</h2><h3>३</h3><h4>४</h4><h6>६</h6>", "<h2>१</h2><h2>२</h2><h3>३</h3><h3>४</h3><h3>६</h3>"],
    ["a line that a page calls a heading is one", '<div role="heading">एक</div>', "<h2>एक</h2>"],
    ["a paragraph with an outline level is a heading", '<p style="mso-outline-level:3">एक</p><p style="mso-outline-level:1">दो</p>', "<h3>एक</h3><h2>दो</h2>"],
    ["Word's heading classes are headings", '<p class="MsoTitle">एक</p><p class="MsoHeading4">दो</p>', "<h2>एक</h2><h3>दो</h3>"],
    ["no-break spaces become spaces", "<p>एक&nbsp;दो</p>", "<p>एक दो</p>"],
    ["a dividing line stays", "<p>एक</p><hr><p>दो</p>", "<p>एक</p><hr><p>दो</p>"],
    ["a link that leads nowhere leaves its words", '<p><a href="javascript:x()">एक</a> <a>दो</a></p>', "<p>एक दो</p>"],
    ["bold that is not bold is none", '<p><b style="font-weight:400">एक</b></p>', "<p>एक</p>"],
    ["italics that are none are none", '<p><em style="font-style:normal">एक</em></p>', "<p>एक</p>"],
    ["bold in a heading is none of its own", '<h2><span style="font-weight:700">एक</span></h2>', "<h2>एक</h2>"],
    ["a weight of 600 is bold", '<p><span style="font-weight:600">एक</span></p>', "<p><strong>एक</strong></p>"],
    ["a weight of 500 is not", '<p><span style="font-weight:500">एक</span></p>', "<p>एक</p>"],
    ["oblique is italic", '<p><span style="font-style:oblique 10deg">एक</span></p>', "<p><em>एक</em></p>"],
  ];
  for (const [what, html, expected] of cases) {
    test(what, () => assert.equal(story(html), expected));
  }
});

describe("Tables", () => {
  test("of one column only lay out", () => {
    assert.equal(story("<table><tr><td>एक</td></tr><tr><td>दो</td></tr></table>"), "<p>एक</p><p>दो</p>");
  });
  test("around a table lay out, the inner one stays", () => {
    const html = story("<table><tr><td><table><tr><td>१</td><td>२</td></tr></table></td><td>दो</td></tr></table>");
    assert.equal(html.match(/<table>/g).length, 1);
    assert.match(html, /<p>दो<\/p>/);
  });
  test("give their caption to the figure", () => {
    assert.match(story("<table><caption>अंक</caption><tr><td>१</td><td>२</td></tr></table>"), /<figcaption>(<p>)?अंक(<\/p>)?<\/figcaption>/);
  });
  test("keep the spans of their cells, and paragraphs only within these", () => {
    const html = story("<table><tr><td colspan=2><h3>एक</h3><ul><li>दो</li></ul></td></tr><tr><td>३</td><td></td></tr></table>");
    assert.match(html, /<td colspan="2"><p>एक<\/p><p>दो<\/p><\/td>/);
    assert.match(html, /<td><p><\/p><\/td>/);
  });
});

describe("Lists of Word", () => {
  const entry = (list, level, marker, text) =>
    `<p style="mso-list:l${list} level${level} lfo1"><span style="mso-list:Ignore">${marker}<span>&nbsp; </span></span>${text}</p>`;
  const cases = [
    ["with bullets are unordered", [entry(0, 1, "·", "एक"), entry(0, 1, "·", "दो")], "<ul><li><p>एक</p></li><li><p>दो</p></li></ul>"],
    ["with numbers are ordered and keep the first number", [entry(0, 1, "3.", "एक"), entry(0, 1, "4.", "दो")], '<ol start="3"><li><p>एक</p></li><li><p>दो</p></li></ol>'],
    ["with Devanagari letters are ordered", [entry(0, 1, "(क)", "एक")], "<ol><li><p>एक</p></li></ol>"],
    ["with an o as the bullet of the second level are unordered", [entry(0, 1, "·", "एक"), entry(0, 2, "o", "दो")], "<ul><li><p>एक</p><ul><li><p>दो</p></li></ul></li></ul>"],
    ["come back from the second level to the first", [entry(0, 1, "·", "एक"), entry(0, 2, "o", "दो"), entry(0, 1, "·", "तीन")], "<ul><li><p>एक</p><ul><li><p>दो</p></li></ul></li><li><p>तीन</p></li></ul>"],
    ["of another number are another list", [entry(0, 1, "·", "एक"), entry(1, 1, "·", "दो")], "<ul><li><p>एक</p></li></ul><ul><li><p>दो</p></li></ul>"],
    ["end at a paragraph", [entry(0, 1, "·", "एक"), "<p>बीच</p>", entry(0, 1, "·", "दो")], "<ul><li><p>एक</p></li></ul><p>बीच</p><ul><li><p>दो</p></li></ul>"],
    ["of Word on the web go by their class", ['<p class="MsoListParagraph">•&nbsp; एक</p>'], "<ul><li><p>एक</p></li></ul>"],
  ];
  for (const [what, paragraphs, expected] of cases) test(what, () => assert.equal(story(paragraphs.join("")), expected));
  test("do not count their markers among the words", () => assert.equal(cleanHTML(entry(0, 1, "12.", "एक")).words.trim(), "एक"));
});

describe("Images", () => {
  const GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
  test("within the document are taken, with their alternative text", () => {
    const { html, objects } = cleanHTML(`<p>एक</p><img src="${GIF}" alt="नाव"><p>दो</p>`);
    assert.deepEqual(objects, [{ kind: "image", source: GIF, alt: "नाव" }]);
    assert.equal(html, '<p>एक</p><p data-paste="0"></p><p>दो</p>');
  });
  test("of one pixel are neither taken nor listed", () => {
    const { objects, omitted: list } = cleanHTML('<img src="https://a.example/t.gif" width=1 height=1>');
    assert.deepEqual([objects, list], [[], []]);
  });
  test("elsewhere without alternative text are listed by their URL", () => {
    assert.deepEqual(omitted('<img src="https://a.example/b.png">'), ["a picture: https://a.example/b.png"]);
  });
  test("whose text begins with an emoji but says more stay pictures", () => {
    assert.equal(story('<p>हाँ <img src="https://a.example/e.png" alt="🎉 a party"></p>'), "<p>हाँ</p>");
  });
  test("that are emoji become characters", () => assert.equal(story('<p>हाँ <img src="https://a.example/e.png" alt="🇮🇳"></p>'), "<p>हाँ 🇮🇳</p>"));
});

describe("What no reader sees", () => {
  test("goes without a word: scripts, comments, form fields", () => {
    const html = "<p>एक<!-- x --><script>y()</script></p><input value=z><select><option>w</option></select>";
    assert.deepEqual([story(html), omitted(html)], ["<p>एक</p>", []]);
  });
  test("is listed if it is hidden by a style, a class or an attribute", () => {
    const html = "<style>.off { display: none }</style><p>एक</p><p class=off>दो</p><p hidden>तीन</p><p style='mso-hide: all'>चार</p>";
    assert.deepEqual(omitted(html), ["hidden text: दो", "hidden text: तीन", "hidden text: चार"]);
  });
  test("is listed once if it lies within other hidden text", () => {
    assert.deepEqual(omitted("<div hidden>एक <b hidden>दो</b></div>"), ["hidden text: एक दो"]);
  });
  test("is listed with its URL if it is played", () => {
    assert.deepEqual(omitted('<video src="https://a.example/v.mp4">पुल</video>'), ["what cannot stand in a story: पुल · https://a.example/v.mp4"]);
  });
});
