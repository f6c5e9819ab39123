// Translations from Django's JavaScript catalogue. A page without the catalogue shows the English texts.

export const {
  gettext = (text) => text,
  ngettext = (one, many, count) => (count === 1 ? one : many),
  interpolate = (format, values) => values.reduce(
    (/** @type {string} */ text, value) => text.replace("%s", String(value)), format,
  ),
} = window;
