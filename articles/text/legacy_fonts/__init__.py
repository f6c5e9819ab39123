"""Hindi that is Hindi in its font alone, Kruti Dev, DevLys, Chanakya, to Unicode. See docs/decisions/0008."""

from __future__ import annotations

import codecs
import unicodedata

from .chanakya import CHANAKYA
from .font_names import legacy_font
from .keyboard_layout import KeyboardLayout
from .mixed import convert, looks_legacy
from .remington import KRUTI_DEV, WALKMAN

__all__ = [
    "CHANAKYA",
    "KRUTI_DEV",
    "WALKMAN",
    "KeyboardLayout",
    "convert",
    "legacy_font",
    "legacy_text",
    "looks_legacy",
    "unicode_of",
]

# Windows-1252, in which the fonts are made; where it has nothing, the control character of that number.
_WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x100))
# A symbol font's characters: in RTF and Word, byte b of the font is U+F000 + b.
_SYMBOLS = {0xF000 + byte: character for byte, character in enumerate(_WINDOWS_1252) if byte >= 0x20}


def legacy_text(data: bytes) -> str | None:
    """The text of a file in Windows-1252, if by its look it is in a legacy font; not yet converted."""
    text = codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]
    return text if looks_legacy(text) else None


def unicode_of(text: str, font: str = "") -> tuple[str, bool]:
    """The text in Unicode, and whether anything had to be converted for that.

    `font` is a font's name or a CSS `font-family`, as found; a text without one, or in another, is known by its look.
    Text that is in Unicode already comes back as it is. Linear time.
    """
    plain = unicodedata.normalize("NFC", text.translate(_SYMBOLS))
    named = legacy_font(font)
    layout = named or looks_legacy(plain)
    if layout is None:
        return text, False
    converted = convert(plain, layout, by_font=named is not None)
    return (converted, True) if converted != plain else (text, False)
