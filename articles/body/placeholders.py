"""The places in a body where something kept elsewhere is shown: a social post, an image of the library."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape

KINDS = {"data-social-post": "social-post", "data-image": "image"}
_FIGURE = re.compile(r"<figure\b([^>]*)>(.*?)</figure>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
_CAPTION = re.compile(r"<figcaption\b[^>]*>(.*?)</figcaption>", re.DOTALL)


@dataclass(frozen=True)
class Placeholder:
    """`kind` and `id` name what stands here; the rest is what the story itself says of it."""

    kind: str
    id: int
    url: str = ""
    caption: str = ""  # HTML
    layout: str = ""


def placeholders(html: str) -> list[Placeholder]:
    """The placeholders of clean HTML, in order; one that stands twice is listed twice."""
    found: list[Placeholder] = []

    def note(placeholder: Placeholder) -> str:
        found.append(placeholder)
        return ""

    replace(html, note)
    return found


def replace(html: str, with_: Callable[[Placeholder], str]) -> str:
    """Clean HTML with each placeholder replaced by what `with_` makes of it. Linear time."""

    def one(figure: re.Match[str]) -> str:
        placeholder = _read(figure)
        return with_(placeholder) if placeholder else figure.group(0)

    return _FIGURE.sub(one, html)


def social_post(post_id: int, url: str = "") -> str:
    """A social post's placeholder; the link inside keeps the HTML meaningful anywhere it is shown raw."""
    link = f'<a href="{escape(url)}">{escape(url)}</a>' if url else ""
    return f'<figure data-social-post="{int(post_id)}">{link}</figure>'


def image(image_id: int, caption: str = "", layout: str = "") -> str:
    """A library image's placeholder; `caption` is text and overrides the library's."""
    of_layout = f' data-layout="{escape(layout)}"' if layout else ""
    text = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure data-image="{int(image_id)}"{of_layout}>{text}</figure>'


def _read(figure: re.Match[str]) -> Placeholder | None:
    attributes = dict(_ATTRIBUTE.findall(figure.group(1)))
    inside = figure.group(2)
    for name, kind in KINDS.items():
        if attributes.get(name, "").isdecimal():
            link, caption = _HREF.search(inside), _CAPTION.search(inside)
            return Placeholder(
                kind=kind,
                id=int(attributes[name]),
                url=unescape(link.group(1)) if link else "",
                caption=caption.group(1) if caption else "",
                layout=attributes.get("data-layout", ""),
            )
    return None
