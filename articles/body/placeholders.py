"""Find and replace the placeholders and insets of a body.

A placeholder is a figure that stands for something stored elsewhere; an inset is a table, fact box or pull quote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape, unescape

KINDS = {
    "data-social-post": "social-post", "data-image": "image", "data-gallery": "gallery", "data-story": "story",
    "data-file": "file",
}  # fmt: skip
_BLOCK = re.compile(r"<(figure|aside)\b([^>]*)>(.*?)</\1>", re.DOTALL)
_POST_ID = re.compile(r'(<figure data-social-post=")([0-9]{1,18})"')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_NUMBER = re.compile(r"[0-9]{1,18}")
_HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
_CAPTION = re.compile(r"<figcaption\b([^>]*)>(.*?)</figcaption>", re.DOTALL)


@dataclass(frozen=True)
class Placeholder:
    """`kind` and `ids` say what to show here (a gallery has several ids); the other fields come from the story."""

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
    """A pull quote, a fact box or a table. `html` is its content.

    `look` is the data-table attribute of a table; `number` counts the insets of a body from 1; `below_heading` is False
    before the body's first heading.
    """

    kind: str
    html: str
    look: str
    number: int
    below_heading: bool


def placeholders(html: str) -> list[Placeholder]:
    """Return the placeholders of clean HTML in their order, with repetitions."""
    result: list[Placeholder] = []

    def collect(placeholder: Placeholder) -> str:
        result.append(placeholder)
        return ""

    replace(html, collect)
    return result


def numbers(html: str, *kinds: str) -> list[int]:
    """Return the ids in all placeholders of these kinds, each once, in the order in which they first occur."""
    ids = (id_ for placeholder in placeholders(html) if placeholder.kind in kinds for id_ in placeholder.ids)
    return list(dict.fromkeys(ids))


def replace(html: str, with_: Callable[[Placeholder], str], inset: Callable[[Inset], str] | None = None) -> str:
    """Return clean HTML with each placeholder replaced by the result of `with_`, each inset by that of `inset`.

    Takes linear time.
    """
    heading = html.find("<h2")
    insets = 0

    def replacement(block: re.Match[str]) -> str:
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

    return _BLOCK.sub(replacement, html)


def social_post(post_id: int, url: str = "") -> str:
    """Return a social post's placeholder. The link inside is for where the HTML is shown without rendering."""
    return _with_link("data-social-post", post_id, url, url)


def renumbered_posts(html: str, numbers: Mapping[int, int]) -> str:
    """Return the HTML with other ids in the placeholders of social posts."""

    def renumbered(match: re.Match[str]) -> str:
        return f'{match[1]}{numbers.get(int(match[2]), match[2])}"'

    return _POST_ID.sub(renumbered, html)


def story(story_id: int, url: str = "", headline: str = "") -> str:
    """Return a related story's placeholder. The link inside is for where the HTML is shown without rendering."""
    return _with_link("data-story", story_id, url, headline or url)


def media_file(file_id: int, url: str = "", title: str = "") -> str:
    """Return a file's placeholder. The link inside is for where the HTML is shown without rendering."""
    return _with_link("data-file", file_id, url, title or url)


def image(image_id: int, caption: str = "", layout: str = "") -> str:
    """Return an image's placeholder. `caption` is text and overrides the library's."""
    layout_attribute = f' data-layout="{escape(layout)}"' if layout else ""
    return f'<figure data-image="{int(image_id)}"{layout_attribute}>{_figcaption(caption)}</figure>'


def gallery(image_ids: Iterable[int], caption: str = "") -> str:
    """Return a gallery's placeholder. `caption` is text, of the gallery as a whole."""
    return f'<figure data-gallery="{" ".join(str(int(id_)) for id_ in image_ids)}">{_figcaption(caption)}</figure>'


def _with_link(name: str, number: int, url: str, text: str) -> str:
    link = f'<a href="{escape(url)}">{escape(text)}</a>' if url else ""
    return f'<figure {name}="{int(number)}">{link}</figure>'


def _figcaption(caption: str) -> str:
    return f"<figcaption>{escape(caption)}</figcaption>" if caption else ""


def _read(attributes: dict[str, str], inside: str) -> Placeholder | None:
    for name, kind in KINDS.items():
        numbers = attributes.get(name, "").split()
        if numbers and all(_NUMBER.fullmatch(number) for number in numbers):
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
