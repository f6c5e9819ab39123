"""A line now and then for whoever waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Thing = TypeVar("Thing")
SECONDS = 2.0


class Progress:
    """Says how far it is, at most every two seconds: nothing, where all is done in less."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say, self._last = say, time.monotonic()

    def over(self, things: Iterable[Thing], name: str) -> Iterator[Thing]:
        for count, thing in enumerate(things, 1):
            yield thing
            if time.monotonic() - self._last > SECONDS:
                self._last = time.monotonic()
                self._say(f"  {name}: {count} …")
