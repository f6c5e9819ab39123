"""Run functions in several threads at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def at_once(functions: list[Callable[[], Any]]) -> list[Any]:
    """Start all functions together, each in its own thread and connection. Return what each returned or raised."""
    barrier = Barrier(len(functions))

    def run(function: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=60)
            return function()
        except Exception as error:  # noqa: BLE001 - the caller wants the errors
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(barrier.parties) as pool:
        return list(pool.map(run, functions))
