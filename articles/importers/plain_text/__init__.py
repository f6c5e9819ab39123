"""The plain-text reader: bytes or text in, a typed structure out. It uses no database and writes nothing."""

from __future__ import annotations

from .dateline import Dateline, read_dateline
from .decoding import LIMIT, BinaryFile, EmptyFile, OfficeFile, OtherEncoding, TooLarge, Unreadable, decode
from .parser import read, read_post
from .stored_body import body_html, import_ref
from .structure import (
    Block,
    Headline,
    NoteKind,
    Paragraph,
    ParsedPost,
    ParsedStory,
    Part,
    ReportNote,
    Role,
    Span,
    SubHeading,
)
