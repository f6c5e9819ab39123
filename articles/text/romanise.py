"""A Hindi headline as the words of an address, spelled as a Hindi desk would type it.

Rules for the sound (which inherent vowels are silent is most of it), a table for what no rule knows: names, loan words,
abbreviations. docs/decisions/0003-romaniser.md tells how the rules were found and what they reach.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from .folding import fold
from .spellings import LETTER_NAMES, SPELLINGS

_CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "f", "ब": "b", "भ": "bh", "म": "m", "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v",
    "श": "sh", "ष": "sh", "स": "s", "ह": "h",
    "क़": "q", "ख़": "kh", "ग़": "g", "ज़": "z", "ड़": "d", "ढ़": "dh", "फ़": "f", "य़": "y",
}  # fmt: skip
_VOWELS = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ri", "ए": "e", "ऐ": "ai", "ओ": "o", "औ": "au",
    "ऑ": "o", "ऍ": "e", "ऎ": "e", "ऒ": "o", "ॲ": "a", "ॐ": "om",
}  # fmt: skip
_SIGNS = {
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "ॄ": "ri", "े": "e", "ै": "ai", "ो": "o", "ौ": "au",
    "ॉ": "o", "ॅ": "e", "ॆ": "e", "ॊ": "o",
}  # fmt: skip
_SCHWA = "ə"
_VIRAMA, _ANUSVARA, _CHANDRABINDU, _VISARGA, _NUKTA = "्", "ं", "ँ", "ः", "\u093c"
_TOKEN = re.compile("[\u0900-\u0963\u0970-\u097f]+|[A-Za-z0-9]+")
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff'’‘`]")


def romanise(s: str, overrides: Mapping[str, str] = {}, length: int = 80) -> str:  # noqa: B006 - never written to
    """ASCII words joined by hyphens, at most `length` characters and cut between words; "" where nothing is sayable.

    `overrides` maps words, or several words with spaces, to their spelling; they win over the shipped table.
    """
    s = _DROPPED.sub("", unicodedata.normalize("NFKC", s.encode("utf-8", "ignore").decode("utf-8")))
    words = _TOKEN.findall(_ascii_others(s))
    table = {fold(word): spelling for word, spelling in overrides.items()} if overrides else {}
    slug = ""
    for piece in _pieces(words, table):
        longer = f"{slug}-{piece}" if slug else piece
        if len(longer) > length:
            return slug or piece[:length]
        slug = longer
    return slug


def _ascii_others(s: str) -> str:
    """Accented Latin letters lose the accent, digits of any script become ASCII, other scripts fall to spaces."""
    out = []
    for char in s:
        if "\u0900" <= char <= "\u097f" and not unicodedata.category(char) == "Nd":
            out.append(char if char not in "।॥" else " ")
        elif char.isascii():
            out.append(char)
        elif unicodedata.category(char) == "Nd":
            out.append(str(unicodedata.digit(char)))
        else:
            plain = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
            out.append(plain if plain else ("" if unicodedata.category(char) == "Mn" else " "))
    return "".join(out)


def _pieces(words: list[str], table: Mapping[str, str]) -> list[str]:
    """The words as they go into the address: the longest entry of a table that begins here, or else by rule."""
    longest = max((key.count(" ") + 1 for key in table), default=1)
    folded = [fold(word) for word in words]
    found, at = [], 0
    while at < len(words):
        for span in range(min(max(longest, 3), len(words) - at), 0, -1):
            key = " ".join(folded[at : at + span])
            spelling = table.get(key) or SPELLINGS.get(key)
            if spelling:
                found.append(spelling)
                at += span
                break
        else:
            found.append(romanise_word(words[at]))
            at += 1
    return [piece for piece in found if piece]


@lru_cache(maxsize=20_000)
def romanise_word(word: str) -> str:
    """One word by the rules alone."""
    if word.isascii():
        return word.lower()
    return _letter_names(word) or _spell(_delete_schwas(_phones(word)))


def _letter_names(word: str) -> str:
    """आईपीसी → ipc: whole words of letters' names; three letters or more, or two of which the second begins with a vowel."""
    found: list[str] = []
    at = 0
    while at < len(word):
        for size in range(min(7, len(word) - at), 0, -1):
            name = word[at : at + size]
            if name in LETTER_NAMES and not (at + size < len(word) and word[at + size] in _SIGNS):
                found.append(LETTER_NAMES[name])
                at += size
                break
        else:
            return ""
    vowel_second = len(found) == 2 and found[1] in "aeflmnorsx" and word not in _NO_ABBREVIATIONS
    return "".join(found) if len(found) >= 3 or vowel_second else ""


_NO_ABBREVIATIONS = frozenset({"केआर", "जीएस"} - {"जीएस"})


def _phones(word: str) -> list[tuple[str, str]]:
    """Consonants ("C") and vowels ("V") in order; the inherent vowel is a schwa, nasals are ("N", …)."""
    word = unicodedata.normalize("NFD", word)
    phones: list[tuple[str, str]] = []
    at = 0
    while at < len(word):
        char = word[at]
        nukta = at + 1 < len(word) and word[at + 1] == _NUKTA
        if char in _CONSONANTS:
            letter = _NUKTAS.get(char, _CONSONANTS[char]) if nukta else _CONSONANTS[char]
            phones.append(("C", letter))
            at += 1 + nukta
            follows = word[at] if at < len(word) else ""
            if follows in _SIGNS and follows:
                phones.append(("V", _LONG.get(follows, _SIGNS[follows])))
                at += 1
            elif follows == _VIRAMA:
                at += 1
            else:
                phones.append(("V", _SCHWA))
            continue
        if char in _VOWELS:
            phones.append(("V", _LONG.get(char, _VOWELS[char])))
        elif char in (_ANUSVARA, _CHANDRABINDU):
            phones.append(("N", "n"))
        elif char == _VISARGA:
            phones.append(("C", "h"))
        at += 1
    return phones


_NUKTAS = {"क": "q", "ख": "kh", "ग": "g", "ज": "z", "ड": "d", "ढ": "dh", "फ": "f", "य": "y", "न": "n", "र": "r", "ळ": "l"}
# Long vowels are told apart while schwas are being deleted, and only then spelled.
_LONG = {"ा": "A", "आ": "A", "ी": "I", "ई": "I", "ू": "U", "ऊ": "U"}


def _delete_schwas(phones: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Silent inherent vowels go: the last one, except after a cluster that needs it; then each between V C and C V."""
    phones = list(phones)
    if len(phones) >= 3 and phones[-1] == ("V", _SCHWA):
        after_cluster = phones[-2][0] == "C" and phones[-3][0] == "C" and phones[-2][1] in ("y", "v", "r", "n", "m", "l")
        if not after_cluster or phones[-3][1] == phones[-2][1]:
            phones.pop()
    at = len(phones) - 3
    while at >= 2:
        if (
            phones[at] == ("V", _SCHWA)
            and phones[at - 1][0] == "C"
            and phones[at - 2][0] in ("V", "N")
            and (phones[at - 2][0] == "V" or True)
            and phones[at + 1][0] == "C"
            and phones[at + 2][0] == "V"
        ):
            del phones[at]
        at -= 1
    return phones


def _spell(phones: list[tuple[str, str]]) -> str:
    out: list[str] = []
    for at, (kind, sound) in enumerate(phones):
        if kind == "N":
            follows = phones[at + 1][1] if at + 1 < len(phones) else ""
            out.append("m" if follows[:1] in ("p", "b", "m") and follows else "n")
        elif sound == _SCHWA:
            out.append("a")
        else:
            out.append({"A": "a", "I": "i", "U": "u"}.get(sound, sound))
    word = "".join(out)
    for old, new in (("jn", "gy"), ("ksh", "ksh"), ("chchh", "chchh")):
        word = word.replace(old, new) if old != "jn" else word
    return word
