"""The places in a body where something kept elsewhere is shown, and what stands apart in it: one pass finds both."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape, unescape

KINDS = {"data-social-post": "social-post", "data-image": "image", "data-gallery": "gallery", "data-story": "story"}
INSETS = frozenset({"pull-quote", "fact-box", "table"})
_BLOCK = re.compile(r"<(figure|aside)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
_CAPTION = re.compile(r"<figcaption\b([^>]*)>(.*?)</figcaption>", re.DOTALL)


@dataclass(frozen=True)
class Placeholder:
    """`kind` and `ids` name what stands here, several for a gallery; the rest is what the story itself says of it."""

    kind: str
    ids: tuple[int, ...]
    url: str = ""
    caption: str = ""  # HTML
    caption_language: str = ""
    layout: str = ""

    @property
    def id(self) -> int:
        return self.ids[0]


@dataclass(frozen=True)
class Inset:
    """A pull quote, a fact box or a table: the story's own words, set apart. `html` is what it holds.

    `look` says of a table what it is of; `number` counts the insets of a body from 1; `below_heading` is False before
    the body's first heading.
    """

    kind: str
    html: str
    look: str
    number: int
    below_heading: bool


def placeholders(html: str) -> list[Placeholder]:
    """The placeholders of clean HTML, in order; one that stands twice is listed twice."""
    found: list[Placeholder] = []

    def note(placeholder: Placeholder) -> str:
        found.append(placeholder)
        return ""

    replace(html, note)
    return found


def numbers(html: str, *kinds: str) -> list[int]:
    """The numbers of all that placeholders of these kinds show, in the order in which they first stand, each once."""
    shown = (number for place in placeholders(html) if place.kind in kinds for number in place.ids)
    return list(dict.fromkeys(shown))


def replace(html: str, with_: Callable[[Placeholder], str], inset: Callable[[Inset], str] | None = None) -> str:
    """Clean HTML with each placeholder replaced by what `with_` makes of it, and each inset by `inset`. Linear time."""
    heading = html.find("<h2")
    insets = 0

    def one(block: re.Match[str]) -> str:
        nonlocal insets
        attributes = dict(_ATTRIBUTE.findall(block.group(2)))
        if placeholder := _read(attributes, block.group(3)):
            return with_(placeholder)
        kind = "table" if "data-table" in attributes else attributes.get("data-aside", "")
        if inset is None or not kind:
            return block.group()
        insets += 1
        look = attributes.get("data-table", "")
        return inset(Inset(kind, block.group(3), look, insets, below_heading=0 <= heading < block.start()))

    return _BLOCK.sub(one, html)


def social_post(post_id: int, url: str = "") -> str:
    """A social post's placeholder; the link inside keeps the HTML meaningful anywhere it is shown raw."""
    return _linking("data-social-post", post_id, url, url)


def story(story_id: int, url: str = "", headline: str = "") -> str:
    """A related story's placeholder; the link inside is for anywhere it is shown raw, and never shown here."""
    return _linking("data-story", story_id, url, headline or url)


def image(image_id: int, caption: str = "", layout: str = "") -> str:
    """A library image's placeholder; `caption` is text and overrides the library's."""
    of_layout = f' data-layout="{escape(layout)}"' if layout else ""
    return f'<figure data-image="{int(image_id)}"{of_layout}>{_captioned(caption)}</figure>'


def gallery(image_ids: Iterable[int], caption: str = "") -> str:
    """A gallery's placeholder; `caption` is text, of the gallery as a whole."""
    return f'<figure data-gallery="{" ".join(str(int(one)) for one in image_ids)}">{_captioned(caption)}</figure>'


def _linking(name: str, number: int, url: str, words: str) -> str:
    link = f'<a href="{escape(url)}">{escape(words)}</a>' if url else ""
    return f'<figure {name}="{int(number)}">{link}</figure>'


def _captioned(caption: str) -> str:
    return f"<figcaption>{escape(caption)}</figcaption>" if caption else ""


def _read(attributes: dict[str, str], inside: str) -> Placeholder | None:
    for name, kind in KINDS.items():
        numbers = attributes.get(name, "").split()
        if numbers and all(number.isdecimal() for number in numbers):
            link, caption = _HREF.search(inside), _CAPTION.search(inside)
            return Placeholder(
                kind=kind,
                ids=tuple(map(int, numbers)),
                url=unescape(link.group(1)) if link else "",
                caption=caption.group(2) if caption else "",
                caption_language=dict(_ATTRIBUTE.findall(caption.group(1))).get("lang", "") if caption else "",
                layout=attributes.get("data-layout", ""),
            )
    return None
