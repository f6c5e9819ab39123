"""Parse a page strictly: what a browser would silently repair is an error here."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ENDS_A_PARAGRAPH = set(
    "article aside blockquote div dl fieldset figure figcaption footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p "
    "pre section table ul".split()
)
WITHIN = {"li": {"ul", "ol"}, "figcaption": {"figure"}, "title": {"head", "svg"}, "main": {"body"}}
UNSAFE = {"javascript", "vbscript", "data", "blob"}
URLS = {"href", "src", "action", "formaction", "cite", "poster", "data"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.errors: list[str] = []
        self.languages: list[str] = []
        self.in_data, self.data = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.errors.append(f"<{tag}> has an attribute twice: {names}")
        self.check_attributes(tag, attrs)
        if "p" in self.open and tag in ENDS_A_PARAGRAPH:
            self.errors.append(f"<{tag}> in <p>")
        if tag == "a" and "a" in self.open:
            self.errors.append("a link in a link")
        if tag in WITHIN and (not self.open or self.open[-1] not in WITHIN[tag]):
            self.errors.append(f"<{tag}> in {self.open[-1:]}")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def check_attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            text = (value or "").strip().lower()
            if name == "id":
                self.ids.append(value or "")
            if name.startswith("on") or name in ("style", "srcdoc", "background"):
                self.errors.append(f"<{tag} {name}={value!r}>")
            if name in URLS and re.sub(r"[\x00-\x20]", "", text).split(":")[0] in (
                "javascript",
                "vbscript",
                "data",
                "blob",
            ):
                self.errors.append(f"<{tag} {name}={value!r}>")
            if name == "lang" and not re.fullmatch("[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*", value or ""):
                self.errors.append(f"lang={value!r}")
        self.in_data = tag == "script" and attrs == [("type", "application/ld+json")]
        if tag == "script" and not (self.in_data or (dict(attrs).get("src") or "").startswith("/static/")):
            self.errors.append("a script that is not a file of the site")
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.errors.append(f"<{tag}>")
        if tag == "form" and (dict(attrs).get("method"), dict(attrs).get("action")) != ("get", "/search/"):
            self.errors.append("<form>")
        if tag == "img" and "alt" not in dict(attrs):
            self.errors.append("an image without alt")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.errors.append(f"</{tag}> closes {self.open[-1:]}")
        while self.open and self.open.pop() != tag:
            pass
        if tag == "script" and self.in_data:
            self.check_data()

    def check_data(self) -> None:
        """JSON-LD must be valid JSON and must not contain a tag that ends its element."""
        try:
            json.loads(self.data)
        except ValueError:
            self.errors.append("linked data that is not JSON")
        if "<" in self.data:
            self.errors.append("a tag in linked data")
        self.in_data, self.data = False, ""

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"] and self.in_data:
            self.data += data
        elif self.open[-1:] == ["script"] and data.strip():
            self.errors.append("an inline script")


def markup_errors(page: str, *, fragment: bool = False) -> list[str]:
    """Return every error of the page, or of a fragment of one; an empty list if there is none."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    found = list(reader.errors)
    if reader.open:
        found.append(f"left open: {reader.open}")
    found += [f"id twice: {one}" for one in set(reader.ids) if reader.ids.count(one) > 1]
    if fragment:
        return found
    if not page.lstrip().lower().startswith("<!doctype html>"):
        found.append("no doctype")
    if reader.headings.count(1) != 1 or reader.headings[:1] != [1]:
        found.append(f"headings {reader.headings}")
    found += [
        f"heading {here} after {before}"
        for before, here in zip(reader.headings, reader.headings[1:], strict=False)
        if here > before + 1
    ]
    return found
