"""Hindi headlines in Latin letters for addresses, spelled as a Hindi desk would type them.

Rules follow the sound (mostly: which inherent vowels are silent); a table has what no rule knows: names, loan words,
abbreviations. docs/decisions/0003-romaniser.md says how the rules were found and how well they do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from . import data
from .normalisation import fold
from .spellings import LETTER_NAMES, SPELLINGS

_CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "f", "ब": "b", "भ": "bh", "म": "m", "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v",
    "श": "sh", "ष": "sh", "स": "s", "ह": "h",
}  # fmt: skip
_NUKTAS = {letter + "\u093c": latin for letter, latin in {"क": "q", "ज": "z", "ड": "d", "ढ": "dh", "फ": "f"}.items()}
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
_WORD = re.compile("[\u0900-\u0963\u0970-\u097fA-Za-z0-9]+")
_SCRIPT_RUN = re.compile("[\u0900-\u0963\u0970-\u097f]+|[A-Za-z0-9]+")
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff'’‘`]")


def romanise(s: str, overrides: Mapping[str, str] = {}, length: int = 80) -> str:
    """Return ASCII words joined by hyphens, at most `length` characters, cut between words; "" without words.

    `overrides` maps words, or several words with spaces, to their spelling; they win over the shipped table.
    """
    # This is far more than an address can hold; the rest of a very long text need not be read.
    s = s[: length * 20].encode("utf-8", "ignore").decode("utf-8")
    words = _WORD.findall(_ascii_others(_DROPPED.sub("", unicodedata.normalize("NFKC", s))))
    table = {fold(word): spelling for word, spelling in overrides.items()} if overrides else {}
    slug = ""
    for piece in _pieces(words, table):
        longer = f"{slug}-{piece}" if slug else piece
        if len(longer) > length:
            return slug or piece[:length]
        slug = longer
    return slug


def _ascii_others(s: str) -> str:
    """Return the text with accents removed, digits of any script in ASCII, and spaces for other scripts."""
    out = []
    for char in s:
        if "\u0900" <= char <= "\u097f" and unicodedata.category(char) != "Nd":
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
    """Return the spelling of each word: the longest entry of either table that begins there, otherwise by rule."""
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
            # 80वें is one word of two scripts.
            found.append("".join(romanise_word(run) for run in _SCRIPT_RUN.findall(words[at])))
            at += 1
    return [piece for piece in found if piece]


@lru_cache(maxsize=20_000)
def romanise_word(word: str) -> str:
    """Return one word spelled by the rules alone."""
    if word.isascii():
        return word.lower()
    if parts := _compound(word):
        return "".join(romanise_word(part) for part in parts)
    return _letter_names(word) or _refined(sounds := _sounds(word), _letters(sounds))


# Parts of compounds at whose border no inherent vowel is silent: विधान|सभा, महा|सचिव. Each makes more attested
# spellings right than wrong, except two that headlines needed.
_SECOND_PARTS = tuple("सभा पति कारी वाद नगर करण जनक स्थल मान वान कार रहित वार".split())
_FIRST_PARTS = tuple("महा राज्य लोक विधान जल बहु उप सर्व आत्म नव मत जन देश बर्फ".split())
_CONTINUES_A_LETTER = frozenset("ािीुूृेैोौंँः़्ॉ")


def _compound(word: str) -> tuple[str, str] | None:
    for first in _FIRST_PARTS:
        rest = word.removeprefix(first)
        if rest != word and len(rest) >= 2 and rest[0] not in _CONTINUES_A_LETTER:
            return first, rest
    for second in _SECOND_PARTS:
        rest = word.removesuffix(second)
        if rest != word and len(rest) >= 2 and rest[-1] != _VIRAMA:
            return rest, second
    return None


def _letter_names(word: str) -> str:
    """Return ipc for आईपीसी, a word of letter names alone: three or more, or two if the second begins with a vowel."""
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
    vowel_second = len(found) == 2 and found[1] in "aeflmnorsx"
    return "".join(found) if len(found) >= 3 or vowel_second else ""


# Long vowels are kept apart until they are spelled.
_LONG = {"ा": "A", "आ": "A", "ी": "I", "ई": "I", "ू": "U", "ऊ": "U"}
_SPELLED = {"A": "a", "I": "i", "U": "u"}
_GLIDES_INTO_E = frozenset({_SCHWA, "A", "i", "I", "o"})
_KEEPS_ITS_VOWEL = frozenset("यवरनमल")


def _sounds(word: str) -> list[str]:
    """Return the sounds: a consonant in Devanagari (with nukta), a vowel in Latin or ə, "N" (nasal), "H" (visarga)."""
    word = unicodedata.normalize("NFD", word)
    found: list[str] = []
    at = 0
    while at < len(word):
        char = word[at]
        at += 1
        if char in _CONSONANTS:
            if word[at : at + 1] == _NUKTA:
                char, at = char + _NUKTA, at + 1
            found.append(char)
            follows = word[at : at + 1]
            if follows and follows in _SIGNS:
                found.append(_LONG.get(follows, _SIGNS[follows]))
                at += 1
            elif follows == _VIRAMA:
                at += 1
            else:
                found.append(_SCHWA)
        elif char in _VOWELS:
            found.append(_LONG.get(char, _VOWELS[char]))
        elif char in (_ANUSVARA, _CHANDRABINDU):
            found.append("N")
        elif char == _VISARGA:
            found.append("H")
    return found


def _is_consonant(sound: str) -> bool:
    return sound[:1] in _CONSONANTS


def _is_vowel(sound: str) -> bool:
    return not _is_consonant(sound) and sound not in ("N", "H")


def _silent(sounds: list[str]) -> set[int]:
    """Return the indexes of silent inherent vowels.

    Silent is the last, except after a cluster that needs it; then, from the right, each between vowel + consonant and
    consonant + vowel.
    """
    silent: set[int] = set()
    last = len(sounds) - 1
    if last >= 2 and sounds[last] == _SCHWA:
        cluster = _is_consonant(sounds[last - 1]) and _is_consonant(sounds[last - 2])
        if not cluster or sounds[last - 1] not in _KEEPS_ITS_VOWEL or sounds[last - 1] == sounds[last - 2]:
            silent.add(last)
    for at in range(last - 2, 1, -1):
        if (
            sounds[at] == _SCHWA
            and _is_consonant(sounds[at - 1])
            and (_is_vowel(sounds[at - 2]) or sounds[at - 2] == "N")
            and _is_consonant(sounds[at + 1])
            and _is_vowel(sounds[at + 2])
            and at + 2 not in silent
        ):
            silent.add(at)
    return silent


def _letters(sounds: list[str]) -> list[str]:
    """Return the Latin letters of each sound, "" for a silent one."""
    silent = _silent(sounds)
    out = []
    for at, sound in enumerate(sounds):
        if at in silent:
            out.append("")
        elif sound == "ज" and sounds[at + 1 : at + 2] == ["ञ"]:
            out.append("g")
        elif sound == "ञ" and at and sounds[at - 1] == "ज":
            out.append("y")
        elif sound == "N":
            follows = sounds[at + 1] if at + 1 < len(sounds) else ""
            out.append("m" if follows[:1] in ("प", "ब", "भ", "म", "फ") and follows else "n")
        elif sound == _SCHWA:
            out.append("a")
        elif sound == "H":
            out.append("h")
        elif sound == "e" and at and sounds[at - 1] in _GLIDES_INTO_E:
            # नए, आएगी, लिए: a glide is spoken and written.
            out.append("ye")
        elif _is_consonant(sound):
            out.append(_NUKTAS.get(sound) or _CONSONANTS[sound[0]])
        else:
            out.append(_SPELLED.get(sound, sound))
    return out


def _kind(sound: str) -> str:
    if sound in ("^", "$", _SCHWA):
        return f"*{sound}"
    if _is_consonant(sound):
        return "*C"
    return "*N" if sound in ("N", "H") else "*V"


@dataclass(frozen=True)
class _Refinement:
    left: tuple[str, ...]
    right: tuple[str, ...]
    before: str
    after: str

    def fits(self, edged: list[str], at: int) -> bool:
        """Return whether the contexts match. `edged` has the sounds between ^ and $; `at` is an index into it."""
        start, stop = at - len(self.left), at + 1 + len(self.right)
        if start < 0 or stop > len(edged):
            return False
        found = edged[start:at] + edged[at + 1 : stop]
        return all(want in (sound, _kind(sound)) for want, sound in zip(self.left + self.right, found, strict=True))


def _by_sound(lines: str) -> dict[str, list[_Refinement]]:
    found: dict[str, list[_Refinement]] = {}
    for line in lines.strip().split("\n"):
        left, sound, right, before, after = line.split("|")
        found.setdefault(sound, []).append(_Refinement(tuple(left.split()), tuple(right.split()), before, after))
    return found


_REFINEMENTS = data.read("refinements")
_FIRST, _LAST = _by_sound(_REFINEMENTS["first"]), _by_sound(_REFINEMENTS["last"])
_ENDS = [
    (sounds.split(), letters)
    for sounds, letters in (line.split("|") for line in _REFINEMENTS["ends"].split("\n") if line)
]


def _refined(sounds: list[str], letters: list[str]) -> str:
    _apply(_FIRST, sounds, letters)
    for ending, instead in _ENDS:
        if ending[0] == "^":
            size = len(ending) - 1
            if len(sounds) > size and sounds[:size] == ending[1:]:
                letters[:size] = [instead, *[""] * (size - 1)]
        elif len(sounds) > len(ending) and sounds[-len(ending) :] == ending:
            letters[-len(ending) :] = [instead, *[""] * (len(ending) - 1)]
    _apply(_LAST, sounds, letters)
    return "".join(letters)


def _apply(refinements: dict[str, list[_Refinement]], sounds: list[str], letters: list[str]) -> None:
    edged = ["^", *sounds, "$"]
    for at, sound in enumerate(sounds):
        for refinement in refinements.get(sound, ()):
            if letters[at] == refinement.before and refinement.fits(edged, at + 1):
                letters[at] = refinement.after
