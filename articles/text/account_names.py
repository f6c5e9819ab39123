"""What may be the name of an account, and which names look alike."""

from __future__ import annotations

import re

from .normalisation import fold

# Syllables as Hindi writes them. A vowel sign stands after a consonant only: अा would look like आ.
_SYLLABLE = "[\u0915-\u0939]\u093c?(?:\u094d|[\u093e-\u0945\u0947-\u0949\u094b\u094c])?[\u0901-\u0903]?"
_VOWEL = "[\u0905-\u090b\u090d\u090f-\u0911\u0913\u0914][\u0901-\u0903]?"
_HINDI = re.compile(rf"(?=.*[\u0905-\u0939])(?:{_SYLLABLE}|{_VOWEL}|\u0950|[\u0966-\u096f]|[0-9@.+_-])+")
_LATIN = re.compile("[A-Za-z0-9@.+_-]+")
# Letters of one shape, and letters that read as another one side by side.
_ONE_SHAPE = str.maketrans({"0": "o", "1": "l", "i": "l"})
_SIDE_BY_SIDE = (("rn", "m"), ("vv", "w"))


def is_account_name(name: str) -> bool:
    """Return whether the name is of Latin letters without accents or of Hindi letters, with digits and @ . + - _.

    So it is in NFKC, of one script, and without spaces, controls and invisible characters.
    """
    return bool(_LATIN.fullmatch(name) or _HINDI.fullmatch(name))


def lookalike_key(name: str) -> str:
    """Return the key that names have in common if people may take one for the other: Ravi1 and ravil, चाँद and चांद."""
    key = fold(name).translate(_ONE_SHAPE)
    for two, one in _SIDE_BY_SIDE:
        key = key.replace(two, one)
    return key
