// ESLint for the scripts of the desk, of the readers' pages and of their unit tests: `make lint`.
import js from "@eslint/js";
import globals from "globals";

// Properties of `window` whose names are also good names for a variable: read by mistake, they hide a missing declaration.
const AMBIGUOUS = ["event", "name", "status", "length", "top", "parent", "self", "find", "open", "close", "stop", "print"];

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: "latest", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "array-callback-return": "error",
      curly: ["error", "multi-line"],
      "default-case-last": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
      "max-len": ["error", {
        code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreRegExpLiterals: true,
      }],
      "no-alert": "error",
      "no-console": "error",
      "no-else-return": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-loop-func": "error",
      "no-new-func": "error",
      "no-restricted-globals": ["error", ...AMBIGUOUS],
      "no-restricted-syntax": ["error", {
        selector: "AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]",
        message: "Build elements with the functions of dom.js: text is never read as HTML.",
      }],
      "no-script-url": "error",
      "no-self-compare": "error",
      "no-shadow": ["error", { builtinGlobals: false }],
      "no-throw-literal": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "all", varsIgnorePattern: "^_" }],
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
    },
  },
  { files: ["static/js/**", "static/admin/focal-point.js"], languageOptions: { sourceType: "script" } },
  {
    files: ["tests/js/**"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: { "max-len": "off", "no-restricted-syntax": "off", "no-script-url": "off" },
  },
];
