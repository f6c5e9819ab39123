"""Progress lines of commands that may take long."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
INTERVAL = 2.0  # seconds


def with_progress(items: Iterable[Item], name: str, say: Callable[[str], object]) -> Iterator[Item]:
    """Yield the items, and say how many are done, at most once in INTERVAL."""
    last = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        if time.monotonic() - last > INTERVAL:
            last = time.monotonic()
            say(f"  {name}: {count} …")
