"""Text in legacy Hindi fonts (Kruti Dev, DevLys, Chanakya) converted to Unicode. See docs/decisions/0008.

In such a font Latin characters are drawn as Devanagari: without the font the text is unreadable.
"""

from __future__ import annotations

import codecs
import unicodedata

import regex

from .keyboard_layout import KeyboardLayout
from .layouts import CHANAKYA, KRUTI_DEV, WALKMAN
from .mixed import convert, looks_legacy

# Only letters and digits are compared: "Kruti_Dev 010", "KrutiDev010" and "ABCDEF+Kruti Dev 010" are the same name.
_SUBSET = regex.compile(r"^\s*[A-Z]{6}\+")
_NOT_COMPARED = regex.compile(r"[^a-z0-9]")
_NAMES = (
    (regex.compile(r"walkman|^wc90\d|chanakya90\d"), WALKMAN),
    (regex.compile(r"^chanakya"), CHANAKYA),
    (regex.compile(r"^(?:kruti|devlys)"), KRUTI_DEV),
)

# The fonts use Windows-1252; its five undefined bytes are read as control characters.
_WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x100))
# In RTF and Word, byte b of a symbol font is U+F000 + b.
_SYMBOLS = {0xF000 + byte: character for byte, character in enumerate(_WINDOWS_1252) if byte >= 0x20}


def legacy_text(data: bytes) -> str | None:
    """Return the text of a Windows-1252 file, unconverted, if it looks like a legacy font; otherwise None."""
    text = codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]
    return text if looks_legacy(text) else None


def unicode_of(text: str, font: str = "") -> tuple[str, bool]:
    """Return the text in Unicode, and whether anything was converted.

    `font` is the name of a font or a CSS `font-family`; without a known name the text is recognised by its look.
    Unicode text is returned as it is. Linear time.
    """
    plain = unicodedata.normalize("NFC", text.translate(_SYMBOLS))
    named = legacy_font(font)
    layout = named or looks_legacy(plain)
    if layout is None:
        return text, False
    converted = convert(plain, layout, by_font=named is not None)
    return (converted, True) if converted != plain else (text, False)


def legacy_font(names: str) -> KeyboardLayout | None:
    """Return the layout of the first known name in a CSS `font-family` list, or None."""
    for name in names[:1000].split(","):
        plain = _NOT_COMPARED.sub("", _SUBSET.sub("", name.strip(" \"'")).lower())
        for pattern, layout in _NAMES:
            if pattern.search(plain) and "uni" not in plain:  # Fonts of the same families are in Unicode, too.
                return layout
    return None
