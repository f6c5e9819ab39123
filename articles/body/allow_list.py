"""The allow-list of a story's HTML. The editor, the sanitiser and the importers all read it here."""

from __future__ import annotations

import re

from articles.text import WEB_LINK_PATTERNS

from .foreign_html import TABLE

TAGS = frozenset(
    """
    p h2 h3 ul ol li blockquote strong em u s sub sup a br hr span figure figcaption aside table tbody tr th td
    """.split()
)  # fmt: skip

# Allowed attributes by element; attribute_value() decides about their values.
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "dir", "lang"},
    "ol": {"start"},
    "figure": set("data-social-post data-image data-layout data-gallery data-story data-file data-table".split()),
    "aside": {"data-aside"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    **{tag: {"dir", "lang"} for tag in ("p", "h2", "h3", "li", "blockquote", "span", "figcaption")},
}

SCHEMES = frozenset({"http", "https", "mailto", "tel"})

# Editor extensions of our own: `static/admin/editor/` exports each under this name.
OWN_EXTENSIONS = (
    "SocialPost", "LibraryImage", "Gallery", "PullQuote", "FactBox", "RelatedStory", "MediaFile", "TableFigure",
    "OtherLanguage", "Paste", "Writing",
)  # fmt: skip
# The editor's features; `tests/body` asserts that they allow no tag beyond TAGS.
EXTENSIONS: dict[str, object] = {
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"autolink": False, "enableTarget": False, "protocols": sorted(SCHEMES)},
    "NoSpellCheck": False,
    "Fullscreen": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    **dict.fromkeys(OWN_EXTENSIONS, True),
    "Paste": {"foreignHTML": TABLE, "webLinks": WEB_LINK_PATTERNS},
}

_ID = re.compile(r"[1-9][0-9]{0,17}")
_DIRECTION = re.compile(r"rtl|ltr")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_LAYOUT = re.compile(r"wide|normal|left|right")
_START = re.compile(r"[0-9]{1,6}")
_IDS = re.compile(rf"{_ID.pattern}(?: {_ID.pattern})*")
_SPAN = re.compile(r"[2-9]|[1-4][0-9]|50")
_PATTERNS = {
    "data-social-post": _ID,
    "data-image": _ID,
    "data-layout": _LAYOUT,
    "data-gallery": _IDS,
    "data-story": _ID,
    "data-file": _ID,
    "data-aside": re.compile(r"pull-quote|fact-box"),
    "data-table": re.compile(r"results|plain"),
    "colspan": _SPAN,
    "rowspan": _SPAN,
    "dir": _DIRECTION,
    "lang": _LANGUAGE,
    "start": _START,
}


def attribute_value(tag: str, attribute: str, value: str) -> str | None:
    """Return the value to store, or None if the attribute is not allowed with it.

    Angle brackets in an address are percent-encoded: so every "<" in clean HTML begins a tag, which `placeholders` and
    the tokenizer rely on.
    """
    if attribute == "href":
        return value.strip().replace("<", "%3C").replace(">", "%3E") or None
    if attribute == "data-gallery":
        value = " ".join(value.split())
    if attribute == "dir":
        value = value.strip().lower()
    pattern = _PATTERNS.get(attribute)
    return value if pattern and pattern.fullmatch(value) else None
