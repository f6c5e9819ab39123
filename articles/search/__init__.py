"""Finding stories by their words: one analyser, two databases. See docs/decisions/0013-search.md."""

from __future__ import annotations

from .finding import Found, NoSuchPage, everywhere, find
from .highlights import Marks, marked, passage
from .indexing import forget, index
from .query import read

__all__ = ["Found", "Marks", "NoSuchPage", "everywhere", "find", "forget", "index", "marked", "passage", "read"]
