// Whatever is pasted: each word stands in the story once and in order or is named as left out, with each of its marks.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";

import { cleanHTML } from "../../static/admin/editor/paste/clean.js";
import { sampled } from "./amount.mjs";
import { documentOf, htmlOf } from "./editor.mjs";
import { clear, newEditor, notices, paste } from "./pasting.mjs";

const ways = JSON.parse(readFileSync(new URL("../body/marks.json", import.meta.url), "utf-8"));
const table = JSON.parse(readFileSync(new URL("../../articles/body/data/foreign_html.json", import.meta.url), "utf-8"));
// Parts of tables and forms stand only in these.
const NO_BOXES = ["body", "caption", "hr", "p", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "option", "optgroup", "select"];
const BOXES = [
  ...table.blocks.filter((name) => !NO_BOXES.includes(name)), "aside data-aside=pull-quote", "aside data-aside=fact-box",
  "figure data-image=3", "figure data-table=plain",
];
// A caption below its table goes above it.
const BELOW_A_TABLE = /<\/table>(?=(?:<[^>]*>| )*<figcaption)/g;
const NAMES = { bold: "strong", italic: "em", underline: "u", strike: "s", subscript: "sub", superscript: "sup" };
const MARKS = Object.keys(ways.styles);

const seeds = (count) => sampled(Array.from({ length: count }, (_, at) => at + 1), 4);

/** Numbers that are the same in each run (mulberry32). */
function random(seed) {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** A document of boxes in boxes, and the marks that each of its words has. */
function generate(seed) {
  const pick = random(seed);
  const one = (list) => list[pick(list.length)];
  const words = {};
  const word = () => {
    const name = `w${Object.keys(words).length}`;
    const marks = MARKS.filter(() => !pick(4));
    words[name] = marks.sort();
    return marks.reduce((html, mark) => {
      const style = one(ways.styles[mark].filter((value) => !value.includes("underline line")));
      const element = one(ways.elements[mark]);
      return pick(2) ? `<span style="${style.replace(/"/g, "&quot;")}">${html}</span>` : `<${element}>${html}</${element}>`;
    }, `${name} `);
  };
  const line = () => Array.from({ length: 1 + pick(3) }, () => word() + one(["", "", "<br>"])).join("");
  const cell = (depth) => `<td>${pick(3) ? line() : block(depth + 1)}</td>`;
  const row = (columns, depth) => `<tr>${Array.from({ length: columns }, () => cell(depth)).join("")}</tr>`;
  const rows = (depth) => Array.from({ length: 1 + pick(2) }, () => row(2, depth)).join("");
  const figure = (depth) => `<figure>${block(depth + 1)}<figcaption>${line()}</figcaption><table>${rows(depth)}</table></figure>`;
  const block = (depth) => {
    const kind = pick(depth > 2 ? 2 : 7);
    if (kind === 0) return line();
    if (kind === 1) return `<p>${line()}</p>`;
    if (kind === 2) return one([() => "<hr>", figure, () => `<table>${rows(depth)}</table>`])(depth);
    const name = one(BOXES);
    return `<${name}>${Array.from({ length: 1 + pick(3) }, () => block(depth + 1)).join("")}</${name.split(" ")[0]}>`;
  };
  const html = Array.from({ length: 1 + pick(4) }, () => block(0)).join("");
  return { html: html.replace(BELOW_A_TABLE, "</table>और"), words };
}

/** The words of a document of the editor with their marks, in order. */
function wordsOf(doc) {
  const found = [];
  doc.descendants((node) => {
    const marks = node.marks.map(({ type }) => NAMES[type.name]).filter(Boolean).sort();
    for (const [name] of node.text?.matchAll(/w\d+/g) ?? []) found.push([name, marks]);
  });
  return found;
}

// A heading is bold anyway: what styles say of that is not kept.
const withoutBold = (words) => words.map(([name, marks]) => [name, marks.filter((mark) => mark !== "strong")]);
const hasHeading = (html) => /<(h[1-6]|summary)/.test(html);

test("A generated document keeps every word once and in order, with its marks", () => {
  for (const seed of seeds(60)) {
    const { html, words } = generate(seed);
    const made = wordsOf(documentOf(cleanHTML(html).html));
    const expected = Object.entries(words);
    if (hasHeading(html)) assert.deepEqual(withoutBold(made), withoutBold(expected), `${seed}: ${html}`);
    else assert.deepEqual(made, expected, `${seed}: ${html}`);
  }
});

const editor = newEditor();
after(() => editor.destroy());

test("So it does when it is pasted before, after and between words, and nothing is said to be lost", async () => {
  for (const seed of seeds(15)) {
    const { html, words } = generate(seed);
    clear(editor, "<p>आगे पीछे</p>");
    editor.commands.setTextSelection([1, 4, editor.state.doc.content.size - 1][seed % 3]);
    await paste(editor, { html });
    assert.deepEqual(wordsOf(editor.state.doc).map(([name]) => name), Object.keys(words), `${seed}: ${html}\n${htmlOf(editor.state.doc)}`);
    assert.deepEqual(notices(), [], `${seed}: ${html}`);
  }
});

const INTO = {
  quote: '<aside data-aside="pull-quote"><p>यहाँ</p></aside>', facts: '<aside data-aside="fact-box"><p>यहाँ</p></aside>',
  caption: '<figure data-image="3"><figcaption>यहाँ</figcaption></figure>', entry: "<ul><li><p>यहाँ</p></li></ul>",
  cell: `<figure data-table="plain"><figcaption></figcaption><table><tbody><tr><td><p>यहाँ</p></td></tr></tbody></table></figure>`,
};

test("And in a box, a caption, an entry and a cell", async () => {
  for (const [seed, [name, into]] of Object.entries({ ...Object.entries(INTO) })) {
    const { html, words } = generate(2000 + Number(seed));
    clear(editor, `${into}<p>बाद</p>`);
    let at = 0;
    editor.state.doc.descendants((node, position) => { if (node.text === "यहाँ") at = position + 4; });
    editor.commands.setTextSelection(at);
    await paste(editor, { html });
    assert.deepEqual(wordsOf(editor.state.doc).map(([word]) => word), Object.keys(words), `${name}: ${html}`);
    assert.deepEqual(notices(), [], name);
    assert.ok(name === "entry" || !/<p><\/p>./.test(editor.getHTML()), editor.getHTML());
  }
});

test("A cell keeps the words of every kind of block, and the table its other cells", async () => {
  for (const name of [...BOXES, "hr", "ul", "h5"].filter((box) => !/option|select|optgroup/.test(box))) {
    clear(editor);
    const block = name === "hr" ? "<hr>2<hr>" : `<${name}>2</${name.split(" ")[0]}>`;
    await paste(editor, { html: `<table><tr><td>1${block}3</td><td>4</td></tr></table>` });
    const cells = "<tr><td><p>1</p><p>2</p><p>3</p></td><td><p>4</p></td></tr>";
    assert.ok(editor.getHTML().includes(`<tbody>${cells}</tbody>`), `${name}: ${editor.getHTML()}`);
  }
});

test("A figure's caption is that of its table, above it or below", async () => {
  const cells = "<table><tr><td>1</td><td>2</td></tr></table>";
  const caption = "<figcaption class=x><b>क</b><p lang=ur>ایک</p></figcaption>";
  for (const figure of [caption + cells, cells + caption, `<div>${cells}</div> <div>${caption}</div>`]) {
    clear(editor);
    await paste(editor, { html: `<figure>${figure}</figure>` });
    assert.match(editor.getHTML(), /<figcaption><strong>क<\/strong><br><span lang="ur">ایک<\/span><\/figcaption><table>/);
    assert.deepEqual(notices(), []);
  }
  clear(editor);
  await paste(editor, { html: `<figure>${cells}<p>और</p>${caption}</figure>` });
  assert.match(editor.getHTML(), /<figcaption><\/figcaption><table>.*<p>और<\/p><p><strong>क/);
});

test("A picture or a post that is pasted where none may stand is named", async () => {
  const own = (html) => html.replace("<figure", '<figure data-pm-slice="0 0 []"');
  for (const [card, named] of [
    ['<figure data-image="3"><figcaption>नाव</figcaption></figure>', "Picture"],
    ['<figure data-social-post="7"><a href="https://x.com/a/status/1">x</a></figure>', "https://x.com/a/status/1"],
    ['<figure data-story="7"><a href="/desh/x-7/">पुल खुला</a></figure>', "पुल खुला"],
  ]) {
    for (const into of [INTO.quote, INTO.cell, INTO.caption]) {
      clear(editor, into);
      editor.state.doc.descendants((node, position) => { if (node.text) editor.commands.setTextSelection(position + 2); });
      await paste(editor, { html: own(card) });
      assert.ok(notices().join(" ").includes(named), `${into} ${card}: ${notices()}`);
    }
  }
});

test("What cannot stand in a story is named", async () => {
  for (const [html, words] of [
    ["<p>क</p><video src='https://e.example/a.mp4'>चलचित्र</video>", "चलचित्र"], ["<p>क <span hidden>छिपा</span></p>", "छिपा"],
    ["<p>क <del datetime='2026-01-01'>हटाया</del></p>", "हटाया"], ["<p>क</p><img src='https://e.example/a.jpg' alt='नाव'>", "नाव"],
    ["<p>क</p><svg><text>रेखाचित्र</text></svg>", "रेखाचित्र"],
  ]) {
    clear(editor);
    await paste(editor, { html });
    assert.ok(notices().join(" ").includes(words), html);
  }
});
