// Whatever is pasted: each word stands in the story once and in order or is named as left out, with each of its marks.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";

import { cleanHTML } from "../../static/admin/editor/paste/clean.js";
import { documentOf, htmlOf } from "./editor.mjs";
import { clear, newEditor, notices, paste } from "./pasting.mjs";

const ways = JSON.parse(readFileSync(new URL("../body/marks.json", import.meta.url), "utf-8"));
const table = JSON.parse(readFileSync(new URL("../../articles/body/data/foreign_html.json", import.meta.url), "utf-8"));
const NO_BOXES = ["body", "caption", "hr", "p", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "option", "optgroup", "select"];
const BOXES = table.blocks.filter((name) => !NO_BOXES.includes(name));
const NAMES = { bold: "strong", italic: "em", underline: "u", strike: "s", subscript: "sub", superscript: "sup" };
const MARKS = Object.keys(ways.styles);

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
  const row = (columns) => `<tr>${Array.from({ length: columns }, () => `<td>${line()}</td>`).join("")}</tr>`;
  const rows = (columns) => Array.from({ length: 1 + pick(2) }, () => row(columns));
  const block = (depth) => {
    const kind = pick(depth > 3 ? 3 : 6);
    if (kind === 0) return line();
    if (kind === 1) return `<p>${line()}</p>`;
    if (kind === 2) return one([() => "<hr>", line, () => `<table>${rows(2).join("")}</table>`])();
    const name = one(BOXES);
    return `<${name}>${Array.from({ length: 1 + pick(3) }, () => block(depth + 1)).join("")}</${name}>`;
  };
  return { html: Array.from({ length: 1 + pick(4) }, () => block(0)).join(""), words };
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
  for (let seed = 1; seed <= 80; seed++) {
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
  for (let seed = 1000; seed < 1015; seed++) {
    const { html, words } = generate(seed);
    clear(editor, "<p>आगे पीछे</p>");
    editor.commands.setTextSelection([1, 4, editor.state.doc.content.size - 1][seed % 3]);
    await paste(editor, { html });
    assert.deepEqual(wordsOf(editor.state.doc).map(([name]) => name), Object.keys(words), `${seed}: ${html}\n${htmlOf(editor.state.doc)}`);
    assert.deepEqual(notices(), [], `${seed}: ${html}`);
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
