"""Many things at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """What each of the acts returned or raised; they begin together, each in a thread and connection of its own."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=60)
            return act()
        except Exception as fault:  # noqa: BLE001 - the faults are what is asked for
            return fault
        finally:
            connections.close_all()

    with ThreadPoolExecutor(barrier.parties) as pool:
        return list(pool.map(one, acts))
