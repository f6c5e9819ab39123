"""Words whose spelling in addresses no rule finds. Spellings that editors add in the admin win over these."""

from __future__ import annotations

from . import data
from .normalisation import fold

# English names of letters in Devanagari: a word of letter names alone is an abbreviation.
LETTER_NAMES = {
    "ए": "a", "बी": "b", "सी": "c", "डी": "d", "ई": "e", "एफ": "f", "जी": "g", "एच": "h", "आई": "i", "आइ": "i",
    "जे": "j", "के": "k", "एल": "l", "एम": "m", "एन": "n", "ओ": "o", "पी": "p", "क्यू": "q", "आर": "r", "एस": "s",
    "टी": "t", "यू": "u", "वी": "v", "डब्ल्यू": "w", "डब्लू": "w", "एक्स": "x", "वाई": "y", "वाय": "y", "जेड": "z",
}  # fmt: skip


def _read(words: str) -> dict[str, str]:
    """Return the spellings by folded word; of two words that fold alike the first counts."""
    found: dict[str, str] = {}
    for entry in words.replace("\n", ";").split(";"):
        word, _space, spelling = entry.strip().rpartition(" ")
        if word and spelling.isascii():
            found.setdefault(fold(word), spelling)
    return found


SPELLINGS: dict[str, str] = _read(data.read("spellings")["words"])
