"""Measure the romaniser on a file of examples.

    python -m articles.text.measure FILE   spelling TAB Hindi word TAB how many typed it so

Words of the table of spellings do not count: the rules are measured, not the table.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from .normalisation import fold
from .romanise import romanise
from .spellings import SPELLINGS

_LENIENT = [("aa", "a"), ("ee", "i"), ("oo", "u"), ("w", "v"), ("z", "j"), ("ph", "f")]


def rows(path: Path, least: int) -> Iterator[list[str]]:
    """Yield the fields of each line that has at least so many. A byte order mark and blank lines are skipped."""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        fields = [field.strip() for field in line.split("\t")]
        if len(fields) >= least and all(fields[:least]):
            yield fields


def lenient(word: str) -> str:
    """Return the spelling with letters that people write either way made equal."""
    for one, other in _LENIENT:
        word = word.replace(one, other)
    return re.sub(r"(.)\1", r"\1", word)


def distance(one: str, other: str) -> int:
    """Return the Levenshtein distance: letters to change, add or leave out to get from one word to the other."""
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (a != b)))
        previous = current
    return previous[-1]


def romaniser(path: Path) -> str:
    """Return the report: how many spellings are attested, exactly and leniently, and the character error."""
    attested: dict[str, set[str]] = {}
    for spelling, word, *_rest in rows(path, 2):
        attested.setdefault(word, set()).add(spelling.lower())
    tabled = {word for word in attested if fold(word) in SPELLINGS}
    words = {word: spellings for word, spellings in attested.items() if word not in tabled}
    if not words:
        return "no words to measure"
    made = {word: romanise(word) for word in words}
    exact = sum(made[word] in spellings for word, spellings in words.items())
    loose = sum(lenient(made[word]) in map(lenient, spellings) for word, spellings in words.items())
    nearest = {word: min(spellings, key=lambda s: distance(made[word], s)) for word, spellings in words.items()}
    wrong, letters = sum(distance(made[w], n) for w, n in nearest.items()), sum(map(len, nearest.values()))
    return (
        f"words {len(words)} (and {len(tabled)} of the table of spellings, not counted)\n"
        f"attested {exact / len(words):.1%}\nlenient {loose / len(words):.1%}\ncharacter error {wrong / letters:.1%}"
    )


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m articles.text.measure FILE\n")
        return 2
    try:
        sys.stdout.write(romaniser(Path(arguments[0])) + "\n")
    except (OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"{arguments[0]}: cannot be read ({error})\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
