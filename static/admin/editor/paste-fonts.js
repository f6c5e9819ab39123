// Hindi in fonts from before Unicode: seen here by the font's name or by its look, converted by the desk's server.
import { Plugin, pm } from "django-prose-editor/editor";

import { send } from "./asking.js";
import { dispatchStep, find, mark, unmark } from "./paste-places.js";

const { Decoration, DecorationSet } = pm.view;
const { PluginKey } = pm.state;
const { gettext = (text) => text } = window;

const ADDRESS = "/admin/articles/article/unicode/";
const NAMES = /kruti|dev\s*lys|chanakya|walkman|shusha|susha\b|shree-?\s*(dev|lipi)|4c\s*gandhi|aps-?(c-)?d|dv-?(b)?w?tt|bhaskar|agra\b|richa\b|naidunia|webdunia|yogesh/i;
const AT_MOST = 500;

// Notes the font of runs that have such a one, before the styles are dropped.
export function fontsOf(body, styles) {
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const fonts = new Map();
  const fontOf = (element) => {
    if (!fonts.has(element)) {
      fonts.set(element, styles.font(element) || (element === body ? "" : fontOf(element.parentElement)));
    }
    return fonts.get(element);
  };
  const runs = [];
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.data.trim() && NAMES.test(fontOf(text.parentElement))) runs.push(text);
  }
  for (const text of runs) {
    const run = document.createElement("span");
    [run.dataset.pasteFont] = fontOf(text.parentElement).split(",");
    text.before(run);
    run.append(text);
  }
}

// Words with signs in their midst, or with Latin-1's upper half: no language is written like this.
const ODD = /[A-Za-z][;=^~|{}+&[\]\\<>@%¼½¾]+[A-Za-z;'`]|[a-z][A-Z]|[\u00a1-\u00ff\u0152-\u0192\u02c6\u02dc\u2018-\u2122]{2}/;

export function looksLegacy(text) {
  if (/[\u0900-\u097f]/.test(text)) return false;
  const words = text.split(/\s+/).filter((word) => /[A-Za-z\u00a1-\u00ff]/.test(word) && !/^https?:|@|^www\./.test(word));
  return words.length > 2 && words.filter((word) => ODD.test(word)).length / words.length > 0.12;
}

// Paragraphs of the stretch that look like it, where their font is not known.
export function legacyRuns(doc, from, to) {
  const runs = [];
  doc.nodesBetween(from, to, (node, at) => {
    if (!node.isTextblock) return true;
    if (looksLegacy(node.textContent)) {
      node.forEach((child, offset) => {
        if (child.isText) runs.push({ from: at + 1 + offset, to: at + 1 + offset + child.nodeSize, font: "" });
      });
    }
    return false;
  });
  return runs.filter((run) => run.from >= from && run.to <= to);
}

const converted = new PluginKey("convertedWords");

// Shows what was converted until somebody has read it. It is a sign on the screen, nothing of it is stored.
export const convertedPlugin = () => new Plugin({
  key: converted,
  state: {
    init: () => DecorationSet.empty,
    apply(tr, shown) {
      const { add, clear } = tr.getMeta(converted) ?? {};
      const kept = clear ? DecorationSet.empty : shown.map(tr.mapping, tr.doc);
      if (!add) return kept;
      const title = gettext("Converted from an old font: please read it");
      return kept.add(tr.doc, add.map(({ from, to }) => Decoration.inline(from, to, { class: "converted-words", title })));
    },
  },
  props: { decorations: (state) => converted.getState(state) },
});

export const haveRead = (view) => view.dispatch(view.state.tr.setMeta(converted, { clear: true }));

// Marks runs in the transaction that brings them in.
export const markRuns = (tr, runs) => mark(tr, runs.map((run) => ({ ...run, kind: "font" })));

// Has the marked runs converted, as one step of undo of its own. Answers how many were.
export async function convert(view, keys) {
  const asked = find(view.state, keys);
  const answers = new Map();
  for (let at = 0; at < asked.length; at += AT_MOST) {
    const some = asked.slice(at, at + AT_MOST);
    const { runs } = await send(ADDRESS, { runs: some.map(({ words, font }) => ({ text: words, font })) });
    some.forEach((place, number) => answers.set(place.key, runs[number]));
  }
  const places = find(view.state, keys).filter((place) => answers.get(place.key)?.converted);
  const { tr, schema } = view.state;
  const add = [];
  for (const place of places) {
    const from = tr.mapping.map(place.from, 1);
    const { text } = answers.get(place.key);
    const marks = tr.doc.nodeAt(from)?.marks ?? [];
    tr.replaceWith(from, tr.mapping.map(place.to, -1), schema.text(text, marks));
    add.push({ from, to: from + text.length });
  }
  unmark(tr, keys);
  dispatchStep(view, tr.setMeta(converted, { add }));
  return places.length;
}
