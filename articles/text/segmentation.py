"""Text in units: words counted, grapheme clusters never cut in two, sentences, a summary of whole sentences."""

from __future__ import annotations

import regex

# Letters with their marks and joiners; numbers count too, because they are read.
_WORD = regex.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}\u200c\u200d]*(?:['’.,\\-][\\p{L}\\p{M}\\p{N}\u200c\u200d]+)*")
# Between 184, the mean of 17 languages in IReST, and 200. No figure for Hindi has been published.
WORDS_A_MINUTE = 190
_CLUSTER = regex.compile(r"\X")
_ELLIPSIS = "…"
_DOTTED = (
    "डॉ|प्रो|मो|श्री|सुश्री|कु|पं|स्व|ई|सन्|रु|रू|कि.मी|कि|मी|से.मी|नं|सं|पृ|बी|सी|डी|जी|एच|आई|जे|के|एल|एम|एन|पी|क्यू|आर|एस|टी|यू|वी|डब्ल्यू|"
    "एक्स|वाई|जेड|ए|एफ|ओ|Dr|Mr|Mrs|Ms|Prof|Sr|Jr|St|No|vs|etc|Rs|Lt|Col|Gen|Capt|Smt|Shri|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|"
    "U.S|U.K|i.e|e.g|a.m|p.m"
)
# Words that end sentences can be as short as an initial, so both need a list.
_ENDS_A_SENTENCE = {"के", "की", "है", "थे", "थी", "था", "दी", "ली", "गए", "ए", "ई", "से"}
_ABBREVIATION = regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{_DOTTED}|\p{{Lu}})\Z")
_END = regex.compile(r"[।॥?!…]+[\"'”’)\]]*|\.+[\"'”’)\]]*(?=\s|\Z)|\n\s*\n")


def word_count(s: str) -> int:
    """Return the number of words, in any script."""
    return sum(1 for _ in _WORD.finditer(s))


def reading_minutes(s: str) -> int:
    """Return whole minutes at 190 words a minute: rounded, at least 1; 0 for a text without words."""
    words = word_count(s)
    return max(1, int(words / WORDS_A_MINUTE + 0.5)) if words else 0


def clusters(s: str) -> list[str]:
    """Return the grapheme clusters: letters as readers see them, with conjuncts, emoji and flags whole."""
    return _CLUSTER.findall(s)


def cut(s: str, graphemes: int) -> str:
    """Return the text cut to at most so many grapheme clusters, including the ellipsis of a text that was cut."""
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
    # Go back to a space, if one is near: leaving out a whole word is better than cutting it.
    for back in range(len(kept), max(0, len(kept) - max(12, len(kept) // 4)), -1):
        if found[back].isspace():
            kept = found[:back]
            break
    return "".join(kept).rstrip(" \t\n,;:–—-।") + _ELLIPSIS


def sentences(s: str) -> list[str]:
    """Return the sentences, stripped. A full stop ends one as a danda does: many Hindi desks write it."""
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
    # के. is an initial (K.) at the beginning or after another initial; elsewhere it ends a sentence.
    return not before[: match.start()].strip() or bool(regex.search(r"\.\s*\Z", before[: match.start()]))


def summary(s: str, graphemes: int = 280) -> str:
    """Return the first whole sentences that fit; if not even the first does, the first one cut."""
    text = regex.sub(r"\s+", " ", s[: graphemes * 40]).strip()
    kept = ""
    for sentence in sentences(text):
        longer = f"{kept} {sentence}".strip()
        if len(clusters(longer)) > graphemes:
            break
        kept = longer
    return kept or cut(text, graphemes)
