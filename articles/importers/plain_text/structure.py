"""What a plain text turned out to hold. All spans are offsets into `ParsedStory.text`, start and end as in a slice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from .messages import MESSAGES, NoteKind


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
    """The story's own headline, standing above it; only ever the first block."""

    text: str
    span: Span


@dataclass(frozen=True)
class Paragraph:
    """`text` is the span with each run of white space made one space; `language` is empty where it cannot be told."""

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
    """A post that was flattened into the text. It is a proposal: a person says whether it is right.

    `text` holds the post's words, line by line as they stand, without the attribution and without the picture links
    that end them. `score` says how sure the attribution is (0.5 for its form, 0.3 for a date or the post's own
    address, 0.2 for a picture link); `certain` that the change of script around them shows where the words begin.
    `network` is a network's short name, empty where nothing tells it.
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


@dataclass(frozen=True)
class ReportNote:
    """One line of the report. `line` counts from 1 in the text as it was given, 0 where the note is about all of it."""

    kind: NoteKind
    line: int = 0
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The line in the language that is active now."""
        return str(MESSAGES[self.kind]) % {"line": self.line, **self.values}

    @property
    def to_check(self) -> bool:
        """Whether a person should look at it; the others only say what was found."""
        return self.kind.to_check


@dataclass(frozen=True)
class ParsedStory:
    """A text read. `blocks` stand in the order of the text, their spans do not overlap, and between them is white space
    alone: what `text` lacks of the text as it was given is named in `notes`.
    """

    text: str
    language: str
    blocks: tuple[Block, ...]
    proposed_headline: str
    notes: tuple[ReportNote, ...]

    @property
    def headline(self) -> str:
        """The headline that stands in the text; empty where it has none."""
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
