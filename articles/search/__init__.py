"""Finding stories by their words: one analyser, two databases. See docs/decisions/0013-search.md."""

from __future__ import annotations

from .databases import is_whole, rebuild
from .finding import NoSuchPage, Order, SearchResults, everywhere, find
from .highlights import Marks, marked, passage
from .indexing import differs, forget, index, recount
from .name_lookup import NameMatch, at_addresses, authors_called, tags_called
from .query import read

__all__ = [
    "Marks",
    "NameMatch",
    "NoSuchPage",
    "Order",
    "SearchResults",
    "at_addresses",
    "authors_called",
    "differs",
    "everywhere",
    "find",
    "forget",
    "index",
    "is_whole",
    "marked",
    "passage",
    "read",
    "rebuild",
    "recount",
    "tags_called",
]  # fmt: skip
