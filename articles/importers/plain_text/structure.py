"""The parts of a parsed text. All spans are offsets into `ParsedStory.text`, start and end as in a slice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Span(NamedTuple):
    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Role(StrEnum):
    """What a part of a flattened post is."""

    WORDS = "words"
    PICTURE = "picture"
    ATTRIBUTION = "attribution"
    ADDRESS = "address"


class Part(NamedTuple):
    role: Role
    span: Span


@dataclass(frozen=True)
class Headline:
    """The story's own headline; only ever the first block."""

    text: str
    span: Span


@dataclass(frozen=True)
class Paragraph:
    """`text` is the span with single spaces; `language` is empty if it cannot be detected."""

    text: str
    language: str
    span: Span


@dataclass(frozen=True)
class SubHeading:
    text: str
    language: str
    span: Span


@dataclass(frozen=True)
class ParsedPost:
    """A post that was flattened into the text. It is a proposal, which a person confirms.

    `text` has the post's own lines, without the attribution and without picture links at the end. `score` says how
    sure the attribution is: 0.5 for its form, 0.3 for a date or the post's URL, 0.2 for a picture link. `certain` says
    that a change of script shows where the text begins. `network` is the key of a network, or "" if unknown.
    """

    author_name: str
    handle: str
    text: str
    language: str
    posted_on: dt.date | None
    pictures: tuple[str, ...]
    address: str
    network: str
    score: float
    certain: bool
    span: Span
    parts: tuple[Part, ...]


Block = Headline | Paragraph | SubHeading | ParsedPost


class NoteKind(TextChoices):
    """The kinds of notes in the report on a text, each with its sentence."""

    LANGUAGE = "language", _("Language of the story: %(language)s.")
    OLD_FONT = "old-font", _("The text was in an old font and was converted to Unicode: please read it over.")
    HEADLINE = "headline", _("Line %(line)d: headline “%(text)s”.")
    PROPOSED_HEADLINE = "proposed-headline", _("No headline found. Proposed, from the first sentence: “%(text)s”.")
    SUB_HEADING = "sub-heading", _("Line %(line)d: sub-heading “%(text)s”.")
    DATELINE = (
        "dateline",
        _("Line %(line)d: “%(place)s” may be the dateline, “%(agency)s” the agency; the form offers them."),
    )
    DATELINE_PLACE = "dateline-place", _("Line %(line)d: “%(place)s” may be the dateline; the form offers it.")
    WRAPPED = "wrapped", _("The lines are broken at a fixed width, as in e-mail: they were joined to paragraphs.")
    POST = (
        "post",
        _("Line %(line)d: quoted post of %(name)s (@%(handle)s). Kept as its data, not in its words: %(kept)s"),
    )
    POST_WITHOUT_DATE = "post-without-date", _("Line %(line)d: the quoted post has no date.")
    POST_OF_ANOTHER_DAY = (
        "post-of-another-day",
        _("Line %(line)d: the quoted post is dated %(date)s, but by its address it is of %(by_address)s."),
    )
    POST_WITHOUT_WORDS = (
        "post-without-words",
        _("Line %(line)d: no words were found for the quoted post; look above it."),
    )
    POST_BEGINS_SOMEWHERE = (
        "post-begins-somewhere",
        _("Line %(line)d: where the words of the quoted post begin is not certain; compare with the text above it."),
    )
    ATTRIBUTION_LEFT = "attribution-left", _("Line %(line)d: perhaps a quoted post, left as text: “%(text)s”")
    PICTURE_LEFT = "picture-left", _("Line %(line)d: a post's picture without its author, left as text: %(text)s")
    HTML_LEFT = "html-left", _("Line %(line)d: HTML, left as text: %(text)s")
    DROPPED = "dropped", _("Left out, because it cannot be shown: %(what)s.")


_FINDINGS = {NoteKind.LANGUAGE, NoteKind.HEADLINE, NoteKind.SUB_HEADING, NoteKind.WRAPPED, NoteKind.DROPPED}


@dataclass(frozen=True)
class ReportNote:
    """One line of the report. `line` counts from 1 in the original text; 0 means the whole text."""

    kind: NoteKind
    line: int = 0
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the sentence in the active language."""
        return str(self.kind.label) % {"line": self.line, **self.values}

    @property
    def to_check(self) -> bool:
        """Return whether a person should look at it; other notes only say what was found."""
        return self.kind not in _FINDINGS


@dataclass(frozen=True)
class ParsedStory:
    """A parsed text. `blocks` are in the order of the text, do not overlap, and have only white space between them.
    `notes` names what `text` does not have of the original.
    """

    text: str
    language: str
    blocks: tuple[Block, ...]
    proposed_headline: str
    notes: tuple[ReportNote, ...]

    @property
    def headline(self) -> str:
        """Return the headline in the text, or ""."""
        first = self.blocks[0]
        return first.text if isinstance(first, Headline) else ""

    @property
    def posts(self) -> tuple[ParsedPost, ...]:
        return tuple(block for block in self.blocks if isinstance(block, ParsedPost))

    @property
    def sub_headings(self) -> tuple[SubHeading, ...]:
        return tuple(block for block in self.blocks if isinstance(block, SubHeading))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
