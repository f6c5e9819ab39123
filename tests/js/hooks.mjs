// Module hooks: the desk's scripts are ES modules without a build step, and import the editor by a name that an import map
// resolves in the browser.
const EDITOR = "django-prose-editor/editor";
let editorURL = "";

export function initialize(data) {
  ({ editorURL } = data);
}

export function resolve(specifier, context, next) {
  if (specifier === EDITOR) return { url: editorURL, format: "module", shortCircuit: true };
  return next(specifier, context);
}

export async function load(url, context, next) {
  const isScript = url === editorURL || /\/static\/.*\.js$/.test(url);
  return next(url, isScript ? { ...context, format: "module" } : context);
}
