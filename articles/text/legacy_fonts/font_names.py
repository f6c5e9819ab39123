"""The layout of a font, by its name in style sheets, RTF and Word."""

from __future__ import annotations

import regex

from .chanakya import CHANAKYA
from .keyboard_layout import KeyboardLayout
from .remington import KRUTI_DEV, WALKMAN

# Only letters and digits are compared: "Kruti_Dev 010", "KrutiDev010" and "ABCDEF+Kruti Dev 010" are the same name.
_SUBSET = regex.compile(r"^\s*[A-Z]{6}\+")
_NOT_COMPARED = regex.compile(r"[^a-z0-9]")
_NAMES = (
    (regex.compile(r"walkman|^wc90\d|chanakya90\d"), WALKMAN),
    (regex.compile(r"^chanakya"), CHANAKYA),
    (regex.compile(r"^(?:kruti|devlys)"), KRUTI_DEV),
)
# Fonts of the same families that are in Unicode.
_UNICODE = regex.compile(r"uni")


def legacy_font(names: str) -> KeyboardLayout | None:
    """Return the layout of the first known name in a CSS `font-family` list, or None."""
    for name in names[:1000].split(","):
        plain = _NOT_COMPARED.sub("", _SUBSET.sub("", name.strip(" \"'")).lower())
        for pattern, layout in _NAMES:
            if pattern.search(plain) and not _UNICODE.search(plain):
                return layout
    return None
