"""Which script a piece of text is in: where it changes, a quoted post begins or ends."""

from __future__ import annotations

from collections import Counter

import regex

from articles.text import detect_language

# The scripts of the languages that Indian newsrooms quote; all others count as one.
_SCRIPTS = "Devanagari Latin Arabic Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam".split()
_RUNS = regex.compile("|".join(rf"(?P<{name}>\p{{Script={name}}}+)" for name in _SCRIPTS) + r"|(?P<Other>\p{L}+)")
# URLs, account names and hashtags are in Latin letters, whatever the language around them.
_NO_WORDS = regex.compile(
    r"(?:https?://|www\.|t\.co/)\S+|pic\.(?:twitter|x)\.com/[A-Za-z0-9]*|[@＠#＃][\p{L}\p{M}\p{N}_\u200c\u200d]+|&\#?\w{2,8};",
    regex.IGNORECASE,
)


def letters(text: str) -> Counter[str]:
    """Count the letters and marks of each script, without URLs, hashtags and account names."""
    found: Counter[str] = Counter()
    for run in _RUNS.finditer(_NO_WORDS.sub(" ", text)):
        found[run.lastgroup or ""] += len(run.group())
    return found


def script(text: str) -> str:
    """Return the script of most words, or "" if there are none (symbols, emoji, digits, hashtags, URLs)."""
    return most(letters(text))


def most(counted: Counter[str]) -> str:
    return counted.most_common(1)[0][0] if counted else ""


def end_of(name: str, text: str) -> int:
    """Return the offset after the last word in that script, or 0. URLs, hashtags and account names do not count."""
    blanked = _NO_WORDS.sub(lambda match: " " * len(match.group()), text)
    end = 0
    for run in _RUNS.finditer(blanked):
        if run.lastgroup == name:
            end = run.end()
    return end


def language(text: str) -> str:
    """Return the language of the words, or "" if there are none or their script is neither Devanagari nor Latin."""
    words = _NO_WORDS.sub(" ", text)
    return detect_language(words) if script(words) in ("Devanagari", "Latin") else ""
