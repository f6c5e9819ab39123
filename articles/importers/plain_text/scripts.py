"""The script of a piece of text, of each line, and of the story: where it changes, a quoted post begins or ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from articles.text import detect_language

from .attribution import Attribution
from .lines import TextLayout, TextLine
from .structure import Span

# The scripts of the languages that Indian newsrooms quote; all others count as one.
_SCRIPTS = "Devanagari Latin Arabic Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam".split()
_RUNS = regex.compile("|".join(rf"(?P<{name}>\p{{Script={name}}}+)" for name in _SCRIPTS) + r"|(?P<Other>\p{L}+)")
# URLs, account names and hashtags are in Latin letters, whatever the language around them.
_NO_WORDS = regex.compile(
    r"(?:https?://|www\.|t\.co/)\S+|pic\.(?:twitter|x)\.com/[A-Za-z0-9]*|[@＠#＃][\p{L}\p{M}\p{N}_\u200c\u200d]+|&\#?\w{2,8};",
    regex.IGNORECASE,
)
# Fewer letters decide nothing: an agency's name below a story is in Latin letters, whatever the story is in.
_ENOUGH_LETTERS = 40


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


@dataclass(frozen=True)
class ScriptMap:
    """`attributed` are the numbers of the lines that have an attribution or look like it."""

    text: str
    lines: Sequence[TextLine]
    scripts: Sequence[str]
    story_script: str
    attributed: frozenset[int]

    def of(self, span: Span) -> str:
        return span.of(self.text)

    def trimmed(self, start: int, end: int) -> Span:
        """Return the span without white space at its ends, which may be empty."""
        within = self.text[start : max(start, end)]
        start += len(within) - len(within.lstrip())
        return Span(start, start + len(within.strip()))


def script_map(
    layout: TextLayout, candidates: Sequence[Attribution], copied: frozenset[int] = frozenset()
) -> ScriptMap:
    """`copied` are the numbers of lines that were copied from a page of posts. Takes linear time."""
    counted = [letters(line.text) for line in layout.lines]
    scripts = [most(count) for count in counted]
    return ScriptMap(
        text=layout.text,
        lines=layout.lines,
        scripts=scripts,
        story_script=_story_script(layout, candidates, copied, counted, scripts),
        attributed=copied.union(line for each in candidates for line in (each.line, each.last_line)),
    )


def _story_script(
    layout: TextLayout,
    candidates: Sequence[Attribution],
    copied: frozenset[int],
    counted: Sequence[Counter[str]],
    scripts: Sequence[str],
) -> str:
    """Return the script of most of the text that cannot belong to a post.

    Lines above an attribution in one script may belong to it. If too little is left, the lines without an attribution
    decide; if there are none, the first line that has a script does.
    """
    attributed = {candidate.line for candidate in candidates} | copied
    perhaps_quoted = set(attributed)
    first_of_its_line = {candidate.line: candidate for candidate in reversed(candidates)}
    for candidate in first_of_its_line.values():
        line = layout.lines[candidate.line]
        above = candidate.line - 1
        own = script(line.text[: candidate.span.start - line.span.start])
        while above >= 0 and above not in attributed and (not own or scripts[above] in ("", own)):
            own = own or scripts[above]
            perhaps_quoted.add(above)
            above -= 1
    for outside, enough in ((perhaps_quoted, _ENOUGH_LETTERS), (attributed, 1)):
        total: Counter[str] = Counter()
        for number, count in enumerate(counted):
            if number not in outside:
                total.update(count)
        if total.total() >= enough:
            return most(total)
    return next(filter(None, scripts), "")
