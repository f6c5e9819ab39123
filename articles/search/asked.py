"""One question to an index, the same for both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .query import Phrase


@dataclass(frozen=True)
class IndexQuery:
    """Match stories that contain at least one phrase of every clause and all filter tokens, with `sort_key` between
    `first` and `last`."""

    words: Sequence[Sequence[Phrase]]
    filter_tokens: Sequence[str]
    first: int
    last: int
    oldest_first: bool = False
