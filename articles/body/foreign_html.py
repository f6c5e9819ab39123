"""What HTML from elsewhere says: which elements are blocks, and which marks tags, styles and classes mean.

`data/foreign_html.json` is the one table of it. The editor's paste reads the same, from the options of its extension.

- `blocks`: the elements that end a line.
- `renamed`: the element of the story that another one is.
- `verbatim`, `line_breaks`: the elements, and the values of `white-space`, in which a line's end is one.
- `styles`: the values of CSS properties that say a mark, and those that take it away.
- `classes`: class names that say a mark without a style sheet, in lower case.
- `emoji`: the alternative texts of pictures that stand for emoji: such a picture is its text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import regex

TABLE = json.loads((Path(__file__).parent / "data/foreign_html.json").read_text(encoding="utf-8"))
BLOCKS = frozenset(TABLE["blocks"])
RENAMED: Mapping[str, str] = TABLE["renamed"]
MARKS = ("strong", "em", "u", "s", "sub", "sup")
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 th".split())
_RAISED = frozenset({"sub", "sup"})
# Elements that say nothing by themselves, and attributes that do.
_PLAIN = frozenset("p br a span div ul ol li blockquote hr table tbody tr td figure figcaption".split())
_SPEAKING = frozenset({"class", "style", "dir", "lang"})
_LINE_BREAKS = re.compile(TABLE["line_breaks"])
EMOJI = regex.compile(TABLE["emoji"])
_STYLES = [
    (rule["mark"], rule["properties"], re.compile(rule["on"]), re.compile(rule["off"]) if "off" in rule else None)
    for rule in TABLE["styles"]
]
_SHEET_BEGINS, _SHEET_ENDS = re.compile(r"<style\b[^<>]*>", re.IGNORECASE), re.compile(r"</style\b", re.IGNORECASE)
_COMMENT = re.compile(r"/\*(?:.*?\*/|.*)|<!--|-->", re.DOTALL)
# One tag, one class or both; other selectors (of pages, of lists) say nothing about words.
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.IGNORECASE)


@dataclass(frozen=True)
class Meaning:
    """What an element says of the words in it. `marks` holds True for a mark that begins, False for one that ends."""

    marks: Mapping[str, bool] = field(default_factory=dict)
    dir: str = ""
    lang: str = ""
    keeps_lines: bool | None = None


NOTHING_SAID = Meaning()


class Styles:
    """The style sheets that a document brings along."""

    def __init__(self, html: str = "") -> None:
        self._rules: dict[tuple[str, str], str] = {}
        for sheet in _sheets(html):
            for rule in _COMMENT.sub("", sheet).split("}"):
                selectors, _, declarations = rule.rpartition("{")
                for selector in selectors.split(","):
                    self._add(selector.strip(), declarations)

    def _add(self, selector: str, declarations: str) -> None:
        found = _SELECTOR.fullmatch(selector)
        if found and selector:
            key = ((found[1] or "").lower(), found[2] or "")
            self._rules[key] = f"{self._rules.get(key, '')};{declarations}"

    def declared(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """Return the values of an element's own properties, in lower case."""
        names = attributes.get("class", "").split()
        keys = [(tag, ""), *(("", name) for name in names), *((tag, name) for name in names)]
        texts = [self._rules[key] for key in keys if key in self._rules]
        declarations = (
            ";".join([*texts, unescape(attributes.get("style", ""))]).lower().replace("!important", "").split(";")
        )
        pairs = (declaration.partition(":") for declaration in declarations)
        return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}

    def meaning(self, tag: str, attributes: Mapping[str, str]) -> Meaning:
        """Return what an element's tag, classes, styles and attributes say."""
        if tag in _PLAIN and not self._rules and not _SPEAKING & attributes.keys():
            return NOTHING_SAID
        declared = self.declared(tag, attributes) if self._rules or "style" in attributes else {}
        marks = _marks_by_name(tag, attributes)
        for mark, properties, on, off in _STYLES:
            if mark in _RAISED and tag in BLOCKS:
                continue
            values = [declared[name] for name in properties if name in declared]
            if any(map(on.search, values)):
                marks[mark] = True
            elif off and any(map(off.search, values)):
                marks[mark] = False
        if tag in _HEADINGS:
            # Its words are bold by being a heading.
            marks["strong"] = False
        return Meaning(
            marks,
            dir=attributes.get("dir", "") or _direction(declared),
            lang=attributes.get("lang", ""),
            keeps_lines=_keeps_lines(tag, declared),
        )


def _sheets(html: str) -> Iterator[str]:
    """Yield the style sheets in a document. Takes linear time."""
    at = 0
    while (begin := _SHEET_BEGINS.search(html, at)) and (end := _SHEET_ENDS.search(html, begin.end())):
        yield html[begin.end() : end.start()]
        at = end.end()


def _marks_by_name(tag: str, attributes: Mapping[str, str]) -> dict[str, bool]:
    named = [
        RENAMED.get(tag, tag),
        *(TABLE["classes"].get(name.lower()) for name in attributes.get("class", "").split()),
    ]
    return {name: True for name in named if name in MARKS}


def _direction(declared: Mapping[str, str]) -> str:
    direction = declared.get("direction", "")
    return direction if direction in ("rtl", "ltr") else ""


def _keeps_lines(tag: str, declared: Mapping[str, str]) -> bool | None:
    if tag in TABLE["verbatim"]:
        return True
    return bool(_LINE_BREAKS.match(declared["white-space"])) if "white-space" in declared else None
