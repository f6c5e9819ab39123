"""Words whose spelling in addresses no rule finds. The desk adds its own in the admin; those win over these."""

from __future__ import annotations

from .folding import fold

# Letters' English names in Devanagari: a word made of nothing else is an abbreviation.
LETTER_NAMES = {
    "ए": "a", "बी": "b", "सी": "c", "डी": "d", "ई": "e", "एफ": "f", "जी": "g", "एच": "h", "आई": "i", "आइ": "i", "जे": "j",
    "के": "k", "एल": "l", "एम": "m", "एन": "n", "ओ": "o", "पी": "p", "क्यू": "q", "आर": "r", "एस": "s", "टी": "t",
    "यू": "u", "वी": "v", "डब्ल्यू": "w", "डब्लू": "w", "एक्स": "x", "वाई": "y", "वाय": "y", "जेड": "z",
}  # fmt: skip

_WORDS = """
    में mein; है hai; हैं hain; नहीं nahin; और aur; यह yah; वह vah; ये ye; वे ve; क्या kya; क्यों kyon; पर par; से se; ने ne; को ko;
    का ka; की ki; के ke; हो ho; भी bhi; ही hi; तो to; गया gaya; गई gayi; गए gaye; हुई hui; हुए hue; हुआ hua; सिंह singh; एस s
    भारत bharat; भारतीय bhartiya; कनाडा canada; न्यूयॉर्क new-york; अमेरिका america; अमेरिकी americi; पाकिस्तान pakistan; चीन china
"""
SPELLINGS: dict[str, str] = {}
for _entry in _WORDS.replace("\n", ";").split(";"):
    if _entry.strip():
        _word, _spelling = _entry.strip().rsplit(" ", 1)
        SPELLINGS[fold(_word)] = _spelling
