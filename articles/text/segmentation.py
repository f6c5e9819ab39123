"""Text in units: words counted, grapheme clusters never cut in two, sentences, a summary of whole sentences."""

from __future__ import annotations

import math

import regex

# A word is letters with their marks and joiners; numbers count, as they are read.
_WORD = regex.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}\u200c\u200d]*(?:['’.,\\-][\\p{L}\\p{M}\\p{N}\u200c\u200d]+)*")
# Between 184, the mean of 17 languages read aloud (IReST), and 200; for Hindi nobody has published a figure.
WORDS_A_MINUTE = 190
_CLUSTER = regex.compile(r"\X")
_ELLIPSIS = "…"
_DOTTED = (
    "डॉ|प्रो|मो|श्री|सुश्री|कु|पं|स्व|ई|सन्|रु|रू|कि.मी|कि|मी|से.मी|नं|सं|पृ|बी|सी|डी|जी|एच|आई|जे|के|एल|एम|एन|पी|क्यू|आर|एस|टी|यू|वी|डब्ल्यू|"
    "एक्स|वाई|जेड|ए|एफ|ओ|Dr|Mr|Mrs|Ms|Prof|Sr|Jr|St|No|vs|etc|Rs|Lt|Col|Gen|Capt|Smt|Shri|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|"
    "U.S|U.K|i.e|e.g|a.m|p.m"
)
# को, से, है, की and their like are one syllable too: so a list, and not "anything short".
_ENDS_A_SENTENCE = {"के", "की", "है", "थे", "थी", "था", "दी", "ली", "गए", "ए", "ई", "से"}
_ABBREVIATION = regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{_DOTTED}|\p{{Lu}})\Z")
_END = regex.compile(r"[।॥?!…]+[\"'”’)\]]*|\.+[\"'”’)\]]*(?=\s|\Z)|\n\s*\n")


def word_count(s: str) -> int:
    """Words in any script."""
    return sum(1 for _ in _WORD.finditer(s))


def reading_minutes(s: str) -> int:
    """Whole minutes at 190 words a minute, rounded up or down, at least 1; 0 for a text without words."""
    words = word_count(s)
    return max(1, math.floor(words / WORDS_A_MINUTE + 0.5)) if words else 0


def clusters(s: str) -> list[str]:
    """The text as readers see letters: grapheme clusters, conjuncts, emoji and flags whole."""
    return _CLUSTER.findall(s)


def cut(s: str, graphemes: int) -> str:
    """The text in at most so many grapheme clusters, an ellipsis included where something was cut off."""
    if graphemes <= 0:
        return ""
    found = []
    for match in _CLUSTER.finditer(s):
        found.append(match.group())
        if len(found) > graphemes:
            break
    if len(found) <= graphemes:
        return s
    kept = found[: graphemes - 1]
    # Back to a space, if one is near: a word is not cut while little is lost by leaving it out.
    for back in range(len(kept), max(0, len(kept) - max(12, len(kept) // 4)), -1):
        if found[back].isspace():
            kept = found[:back]
            break
    return "".join(kept).rstrip(" \t\n,;:–—-।") + _ELLIPSIS


def sentences(s: str) -> list[str]:
    """The sentences, without the white space around them. A full stop ends one too, as many Hindi desks write."""
    found, start = [], 0
    for end in _END.finditer(s):
        if end.group().startswith(".") and _is_abbreviated(s, start, end.start()):
            continue
        if piece := s[start : end.end()].strip():
            found.append(piece)
        start = end.end()
    if rest := s[start:].strip():
        found.append(rest)
    return found


def _is_abbreviated(s: str, start: int, stop: int) -> bool:
    before = s[max(start, stop - 20) : stop]
    match = _ABBREVIATION.search(before)
    if not match:
        return False
    word = match.group()
    if word not in _ENDS_A_SENTENCE:
        return True
    # के. is the letter K before a name, and the end of a sentence elsewhere: a name's letter stands first or after one.
    return not before[: match.start()].strip() or bool(regex.search(r"\.\s*\Z", before[: match.start()]))


def summary(s: str, graphemes: int = 280) -> str:
    """The first whole sentences that fit; where not even the first does, that one cut."""
    text = regex.sub(r"\s+", " ", s[: graphemes * 40]).strip()
    kept = ""
    for sentence in sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(clusters(longer)) > graphemes:
            break
        kept = longer
    return kept or cut(text, graphemes)
