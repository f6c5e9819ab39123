// Loaded before the tests (`node --import`): a document by jsdom, and the modules of the desk under the names they import.
import { createRequire, register } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";

const root = new URL("../../", import.meta.url);
const { JSDOM } = createRequire(new URL(".ci/package.json", root))("jsdom");

/** The editor as pip has installed it. */
function editorURL() {
  const lib = new URL(".venv/lib/", root);
  const [python] = readdirSync(lib).filter((name) => name.startsWith("python3"));
  return new URL(`${python}/site-packages/django_prose_editor/static/django_prose_editor/editor.js`, lib).href;
}

const url = process.env.PROSE_EDITOR ? pathToFileURL(process.env.PROSE_EDITOR).href : editorURL();
register("./hooks.mjs", import.meta.url, { data: { editorURL: url } });

const { window } = new JSDOM("<!doctype html><body>", { url: "https://desk.example/admin/articles/article/7/change/" });
const NAMES = [
  "window", "document", "location", "navigator", "Node", "Element", "HTMLElement", "HTMLDetailsElement", "NodeFilter",
  "DOMParser", "MutationObserver", "getComputedStyle", "Event", "CustomEvent", "EventTarget", "File", "Blob", "FormData",
  "XMLHttpRequest", "Range", "innerHeight", "innerWidth",
];
for (const name of NAMES) {
  Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
}
globalThis.window.requestAnimationFrame = globalThis.requestAnimationFrame = (run) => setTimeout(run);

// What the desk's page hands to the editor.
const read = (path) => JSON.parse(readFileSync(new URL(path, root), "utf-8"));
const { readTable } = await import("../../static/admin/editor/paste/foreign-html.js");
readTable(read("articles/body/data/foreign_html.json"));
const { readPatterns } = await import("../../static/admin/editor/web-links.js");
readPatterns(read("articles/text/data/web_links.json"));
