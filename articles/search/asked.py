"""One question to an index, the same for both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .query import Phrase


@dataclass(frozen=True)
class Asked:
    """Of each of `words` one phrase must stand in the story, and all of `marks`; its place from `first` to `last`."""

    words: Sequence[Sequence[Phrase]]
    marks: Sequence[str]
    first: int
    last: int
    oldest_first: bool = False
