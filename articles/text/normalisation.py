"""Text in one form: as it is stored, and as words are compared for search and for the names of tags.

See docs/decisions/0004-hindi-text.md.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import regex
import snowballstemmer

_LINE_ENDS = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
# What XML 1.0 forbids (other controls, surrogates, noncharacters), and invisible characters that make equal words
# differ or reverse a line: soft hyphen, zero-width space, word joiner and the like, byte order mark,
# bidirectional overrides and isolates, interlinear marks. Kept: ZWJ and ZWNJ, which Hindi needs; variation selectors
# and tag characters, which emoji and flags are made of; LRM and RLM.
_FORBIDDEN = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b\u2060-\u2064\u202a-\u202e\u2066-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_SPACES = re.compile(r"\s+")


def normalise(s: str) -> str:
    """Return the text in NFC with "\\n" as line end, without forbidden and invisible characters.

    NFC decomposes the precomposed nukta letters (U+0958 to U+095F), so both spellings of क़ानून become the same.
    Idempotent, linear time.
    """
    s = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", s))
    return unicodedata.normalize("NFC", s)


def single_line(s: str) -> str:
    """Return the normalised text stripped, with one space for each run of white space."""
    return _SPACES.sub(" ", normalise(s)).strip()


_INVISIBLE = regex.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]")
# The nukta; accents of Latin letters; the marks and the lengthening line of Arabic script, of which آ keeps none.
_MARKS = regex.compile("\u093c|(?<=\\p{Latin})[\u0300-\u036f]+|[\u0640\u064b-\u065f\u0670]")
_SAME_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l", "Ł": "l", "ı": "i", "æ": "ae", "Æ": "ae", "œ": "oe",
        "Œ": "oe", "\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9", "\u0647": "\u06c1", "\u0629": "\u06c1",
    }
)  # fmt: skip
_CHANDRABINDU, _ANUSVARA = "\u0901", "\u0902"
# The anusvara stands for the nasal of the following stop's row: ङ्क, ञ्च, ण्ड, न्द, म्ब.
_HOMORGANIC = regex.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")
_GLIDE = {"यी": "ई", "ये": "ए", "यीं": "ईं", "यें": "एं"}
_VOWEL = "अआइईउऊऋएऐओऔऑािीुूृेैोौॉ"
_GLIDE_AFTER_VOWEL = regex.compile(rf"(?<=[{_VOWEL}])(?:यीं|यें|यी|ये)(?![\p{{L}}\p{{M}}])")
# गयी, नयी, रुपये: the glide after an inherent vowel.
_GLIDE_AFTER_SCHWA = regex.compile(r"(?:(?<=[क-ह])(?:यें|ये)|(?<=(?<![\p{L}\p{M}])[गन])(?:यीं|यी))(?![\p{L}\p{M}])")
_WORD = regex.compile(r"[\p{L}\p{M}\p{Nd}]+(?:['’][\p{L}\p{M}]+)*")
_DEVANAGARI = regex.compile(r"\p{Devanagari}")
_TAG_ENDS = "#.,;:!?।॥\"'“”‘’()[]{} "


def fold(s: str) -> str:
    """Return the text with the alternative spellings of a word made equal, and in lower case.

    हिन्दी and हिंदी, क़ानून and कानून, गयी and गई, चाँद and चांद, २४ and 24, India and india, Beyoncé and Beyonce,
    Urdu words with and without their vowel marks or typed on an Arabic keyboard.
    """
    s = s.encode("utf-8", "ignore").decode("utf-8")
    s = _INVISIBLE.sub("", unicodedata.normalize("NFKC", s))
    s = _MARKS.sub("", unicodedata.normalize("NFD", s)).translate(_SAME_LETTERS)
    s = unicodedata.normalize("NFC", s).replace(_CHANDRABINDU, _ANUSVARA)
    s = _HOMORGANIC.sub(_ANUSVARA, s)
    s = _GLIDE_AFTER_VOWEL.sub(lambda end: _GLIDE[end.group()], s)
    s = _GLIDE_AFTER_SCHWA.sub(lambda end: _GLIDE[end.group()], s)
    return "".join(_digit(char) for char in s).casefold()


def _digit(char: str) -> str:
    return str(unicodedata.digit(char)) if char >= "\u0660" and unicodedata.category(char) == "Nd" else char


_hindi = snowballstemmer.stemmer("hindi")
_english = snowballstemmer.stemmer("english")
# Endings that the Hindi stemmer leaves on.
_LEFT = regex.compile("(?<=[\\p{L}\\p{M}]{3})(?:वालों|वाले|वाली|वाला)$")


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if not _DEVANAGARI.search(word):
        return _english.stemWord(word)
    word = _LEFT.sub("", word)
    return _hindi.stemWord(word) or word


def tokens(s: str) -> list[str]:
    """Return the words of the text in order, folded and stemmed."""
    return [_stem(word.group()) for word in _WORD.finditer(fold(s))]


def analyse(s: str) -> list[tuple[str, str]]:
    """Return each word of the text as (folded word, stem)."""
    return [(found := word.group(), _stem(found)) for word in _WORD.finditer(fold(s))]


def tag_key(s: str) -> str:
    """Return the key by which names mean the same tag: the folded name without #, punctuation and the like at its ends.

    It is not stemmed: राम, रामा and रोम are three tags. Empty for a text without characters.
    """
    key = _SPACES.sub(" ", fold(normalise(s)))
    return key.strip(_TAG_ENDS) or key.strip()


# Typed up to the middle of a conjunct, a nasal is not an anusvara yet: हिन् on the way to हिन्दी.
_HALF_NASAL = regex.compile(r"[ङञणनम]्(?!\S)")
_WITHOUT_GLIDE = regex.compile(r"(?<=[\p{L}\p{M}])[ईए]")
_GLIDES = {"ई": "यी", "ए": "ये"}
_SIGN_BEFORE_WORD = regex.compile(r"(?<!\S)[@#]+")


def list_key(s: str) -> str:
    """Return the text as lists and choosers of the desk keep it: folded, so that the beginning of a word is in it too.

    गई is गयी here, wherever in a word: what is typed so far may end with the य.
    """
    return _WITHOUT_GLIDE.sub(lambda vowel: _GLIDES[vowel[0]], fold(normalise(s)))


def typed_key(s: str) -> str:
    """Return what is typed into the search of a list as `list_key` has it, without @ and # before words."""
    key = list_key(s.replace("\x00", " "))
    return _SPACES.sub(" ", _HALF_NASAL.sub("", _SIGN_BEFORE_WORD.sub("", key))).strip()
