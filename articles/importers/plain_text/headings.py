"""Which short lines are sub-headings. In doubt a line is a paragraph: an editor can change that in one click."""

from __future__ import annotations

import re
from collections.abc import Sequence

import regex

from articles.text import parse_date, sentences

_LONGEST, _MOST_WORDS = 90, 12
_LONGEST_HEADLINE, _MOST_WORDS_IN_HEADLINE, _FEWEST_WORDS_IN_HEADLINE = 160, 22, 3
_CLOSED = re.compile("[.।॥!…,;:\\-–—/|][\"'”’»)\\]]*$")
# URLs, accounts, hashtags, HTML tags, tables and emoji do not occur in sub-headings.
_NOT_IN_HEADING = regex.compile(
    r"[।॥!…@＠#＃<>|_*=•\p{Extended_Pictographic}\p{Regional_Indicator}]|https?:|www\.|\.(?:com|in)/"
)
# Bullets, list numbers, the dash of a sign-off, a line in brackets.
_LIST_ITEM = re.compile(r"[-–—―*•‣●○▪▫■□►▶→✓✔~+>&(\[]|(?:\d{1,3}|[A-Za-z]|[ivx]{1,4}|[क-ह])[.)\]:]\s")
_LABEL = re.compile(
    r"(?:by\s|also read|read also|read more|with inputs|view this post|(?:ये|यह|इसे|और) (?:भी )?(?:पढ़ें|देखें)"
    r"|(?:photos?|image|video|source|credits?|inputs?|reported by|edited by|written by|published|updated"
    r"|q|a|question|answer"
    r"|फोटो|फ़ोटो|तस्वीर|वीडियो|स्रोत|साभार|इनपुट|रिपोर्ट|रिपोर्टर|संवाददाता|लेखक|संपादन|एजेंसी"
    r"|सवाल|जवाब|प्रश्न|उत्तर|प्रकाशित|अपडेट)\s*(?:[:：|-]|$))",
    re.IGNORECASE,
)
_HAS_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]")
_SENTENCE_END = re.compile("[.।॥?!…][\"'”’»)\\]]*$")
_DATELINE = re.compile(r"[^\s,]+(?:\s[^\s,]+){0,2},\s*(?:\d|[^\s,]+\s\d)")


def may_be_heading(text: str) -> bool:
    """Return whether a line looks like a sub-heading; its neighbours decide."""
    return _plain_line(text, _LONGEST, _MOST_WORDS)


def sub_headings(texts: Sequence[str | None]) -> set[int]:
    """Return the indexes of the sub-headings among the blocks of a story; None stands for a quoted post.

    A sub-heading is alone between longer blocks. So it is never the first or last one, and there are never two in a
    row: those are lines of a list, a poem or an address.
    """
    short = [text is not None and may_be_heading(text) for text in texts]

    def between(index: int) -> bool:
        here = texts[index] or ""
        return all(_is_longer(texts[n], here) and not short[n] for n in (index - 1, index + 1))

    return {index for index in range(1, len(texts) - 1) if short[index] and between(index)}


def is_headline(first: str, second: str | None) -> bool:
    """Return whether the first line is the story's headline: it is no sentence, and prose follows."""
    return (
        second is not None
        and len(first.split()) >= _FEWEST_WORDS_IN_HEADLINE
        and _plain_line(first, _LONGEST_HEADLINE, _MOST_WORDS_IN_HEADLINE)
        and len(second) > len(first)
        and bool(_SENTENCE_END.search(second))
    )


def is_dateline(text: str) -> bool:
    """Return whether a first sentence is only place and date: नई दिल्ली, 29 सितंबर (भाषा)।"""
    return len(text) <= _LONGEST and bool(_DATELINE.match(text))


def _plain_line(text: str, longest: int, most_words: int) -> bool:
    return (
        len(text) <= longest
        and len(text.split()) <= most_words
        and bool(_HAS_WORD.search(text))
        and len(sentences(text)) == 1
        and not _CLOSED.search(text)
        and not _NOT_IN_HEADING.search(text)
        and not _LIST_ITEM.match(text)
        and not _LABEL.match(text)
        and not _DATELINE.match(text)
        and parse_date(text) is None
    )


def _is_longer(neighbour: str | None, here: str) -> bool:
    return neighbour is None or len(neighbour) > len(here)
