"""One question to an index, the same for both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .query import Phrase


@dataclass(frozen=True)
class Asked:
    """Of each of `words` one phrase must stand in the story, and all of `filter_tokens`; its sort key from `first` to `last`."""

    words: Sequence[Sequence[Phrase]]
    filter_tokens: Sequence[str]
    first: int
    last: int
    oldest_first: bool = False
