"""Runs of text with their marks, and how they are written: as the editor writes them, whatever tags they came in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .foreign_html import MARKS, NOTHING_SAID
from .tokenizer import HtmlTag, written

BREAK = "<br>"
_BLANK = re.compile(r"(?:\s|&nbsp;)*")


@dataclass(frozen=True, slots=True)
class Marks:
    """What holds for words at one place: `link` is the attributes of the link around them."""

    names: frozenset[str] = frozenset()
    link: str = ""
    dir: str = ""
    lang: str = ""
    in_heading: bool = False
    keeps_lines: bool = False

    def within(self, tag: HtmlTag, *, is_inline: bool) -> Marks:
        """Return the marks of the words in an element that stands at this place."""
        says = tag.says
        if says is NOTHING_SAID and tag.name != "a":
            return self
        is_link = tag.name == "a" and "href" in tag.attributes
        # Words of a heading are bold and links underlined anyway: only an element says that these stand out in them.
        usual = {"strong"} if self.in_heading else set()
        usual |= {"u"} if is_link or self.link else set()
        names = set(self.names)
        for mark, begins in says.marks.items():
            if begins and (mark not in usual or tag.name == mark):
                names.add(mark)
            elif not begins:
                names.discard(mark)
        return replace(
            self,
            names=frozenset(names),
            link=written("a", tag.attributes) if is_link else self.link,
            dir=self.dir if is_link else says.dir or self.dir,
            lang=self.lang if is_link else says.lang or self.lang,
            in_heading=self.in_heading or (not is_inline and tag.name in ("h2", "h3", "th")),
            keeps_lines=self.keeps_lines if says.keeps_lines is None else says.keeps_lines,
        )

    def language(self, outside: Marks) -> str:
        """Return the attributes that say the direction and language, where they are not those outside."""
        direction = f' dir="{self.dir}"' if self.dir != outside.dir else ""
        return direction + (f' lang="{self.lang}"' if self.lang != outside.lang else "")

    def elements(self, outside: Marks) -> Iterator[tuple[str, str]]:
        """Yield name and attributes of each element around such words, from the outermost."""
        if language := self.language(outside):
            yield "span", language
        if self.link:
            yield "a", self.link
        for mark in MARKS:
            if mark in self.names:
                yield mark, ""


NO_MARKS = Marks()
Run = tuple[str, Marks]


def has_text(runs: Iterable[Run]) -> bool:
    return any(text != BREAK and not _BLANK.fullmatch(text) for text, _ in runs)


def html_of(runs: Iterable[Run], outside: Marks) -> str:
    """Return the runs as HTML within a block of which `outside` holds. Neighbours share their elements."""
    parts: list[str] = []
    opened: list[tuple[str, str]] = []
    for text, marks in runs:
        wanted = list(marks.elements(outside))
        same = 0
        while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
            same += 1
        parts += [f"</{name}>" for name, _ in reversed(opened[same:])]
        parts += [f"<{name}{attributes}>" for name, attributes in wanted[same:]]
        parts.append(text)
        opened = wanted
    return "".join([*parts, *(f"</{name}>" for name, _ in reversed(opened))])


def paragraphs(runs: list[Run]) -> Iterator[list[Run]]:
    """Yield the parts between blank lines, without line breaks at their ends."""
    part: list[Run] = []
    breaks: list[Run] = []
    for run in runs:
        if run[0] == BREAK:
            breaks.append(run)
        elif _BLANK.fullmatch(run[0]):
            (breaks if breaks else part).append(run)
        else:
            if sum(text == BREAK for text, _ in breaks) > 1 and part:
                yield part
                part = []
            part += [*(breaks if part else []), run]
            breaks = []
    if part:
        yield part
