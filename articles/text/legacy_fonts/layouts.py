"""The known layouts: their tables, and what some characters show in context."""

from __future__ import annotations

from articles.text import data

from .keyboard_layout import KeyboardLayout

_GLYPHS = data.read("legacy_fonts")

# Where a sign stands decides what it is; these are the beginning of a word and its end.
_BEGINNING, _END = r"(?<![^\s(¼½\]ßÞ^*“‘&@])", r"(?![^\s)\]½ßÞ*”’&@A!-])"
# In a number, ASCII signs mean themselves: 10:30, 1,000, 50%, (2).
_NUMBERS = (
    (r"(?<=\d)[:,./](?=\d)", None),
    (r"(?<=\d)%(?=\d)", ":"),
    (r"(?<=\d)%(?![\w\[;])", None),
    (r"(?<=\d)\)", None),
    (r"(?<![^\s])\(", None),
)
# ' and " are the letters श् and ष्, except at the ends of a word. Word processors turn them into curly quotes.
_QUOTES = (
    (rf"{_BEGINNING}['‘’](?=[ko;yz])|(?<!{_BEGINNING})['‘’](?=[\w;\[.<>?{{])", "श्"),
    (rf'{_BEGINNING}["“”](?=k)|(?<!{_BEGINNING})["“”](?=[\w;\[.<>?{{])', "ष्"),
    ("['\"‘’“”]", None),
)
# The visarga is a colon too: अतः, क्रमशः, पुनः, but कहा:, नाम:, बात:
_SIGNS = (
    ("AA", "॥"),
    (rf"(?<!r|iqu|izk;|'k|N|ue)%{_END}|(?<=[cejy]kr|[hqwsSa¡])%{_END}", ":"),
)

_OF_NUMBERS_AND_QUOTES = ":,./%)('\"‘’“”A"

KRUTI_DEV = KeyboardLayout(
    _GLYPHS["remington"] + _GLYPHS["kruti_dev"],
    _OF_NUMBERS_AND_QUOTES + "ßÞ^*åŒ–—",
    (
        *_NUMBERS,
        *_QUOTES,
        *_SIGNS,
        (rf"{_BEGINNING}[ßÞ](?=\S)", "“"),
        (r"[ßÞ]", "”"),
        (rf"{_BEGINNING}[\^*](?=\S)", "‘"),
        (r"[*]", "’"),
        # A ring is a zero beside a digit, elsewhere the sign of an abbreviation.
        (r"(?<=[ƒ„…†‡ˆ‰Š‹][åŒ]{0,9})[åŒ]|[åŒ](?=[ƒ„…†‡ˆ‰Š‹])", "०"),
        (r"(?<!\S)[–—](?!\S)|(?<=\d)[–—](?=\d)", None),
    ),
)
WALKMAN = KeyboardLayout(
    _GLYPHS["remington"] + _GLYPHS["walkman"],
    _OF_NUMBERS_AND_QUOTES + "^*",
    (*_NUMBERS, *_QUOTES, *_SIGNS, (r"[()]", None), (rf"{_BEGINNING}[\^*](?=\S)", "‘"), (r"[*]", "’")),
)
CHANAKYA = KeyboardLayout(
    _GLYPHS["chanakya"],
    "U¤Ñ“”’",
    (
        # The tail of क, फ, ऊ and of र, ट only completes the glyph.
        ("[U¤]", ""),
        # No word begins with च्च or ends with half a ज: there they are quotation marks.
        (r"(?<![^\s(])“", None),
        (r"[”’](?=[\s,.;:!?)Ð]|\Z)", None),
        # The visarga is the colon too: अतः, क्रमशः, पुनः, but कहा:, नाम:, बात:
        (r"(?<!Ì|ÂéÙ|ýæØ|àæ|À|Ù×)Ñ(?=[\s”’Ó]|\Z)|(?<=[ÕÚãÜ]U?æÌ)Ñ(?=\s|\Z)|(?<=[0-9®v-z{|}~])Ñ", ":"),
    ),
)
