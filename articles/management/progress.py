"""Progress lines of commands that may take long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
INTERVAL = 2.0  # seconds


class Progress:
    """Says how many items are done, at most once in INTERVAL."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say, self._last = say, time.monotonic()

    def over(self, items: Iterable[Item], name: str) -> Iterator[Item]:
        for count, item in enumerate(items, 1):
            yield item
            if time.monotonic() - self._last > INTERVAL:
                self._last = time.monotonic()
                self._say(f"  {name}: {count} …")
