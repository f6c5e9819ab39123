"""Which of the two indexes it is."""

from __future__ import annotations

from types import ModuleType

from django.db import connection

from . import postgres, sqlite


def database() -> ModuleType:
    """`sqlite` or `postgres`: each has `newest`, `ranked`, `is_whole` and `rebuild`."""
    return sqlite if connection.vendor == "sqlite" else postgres


def is_whole() -> bool:
    """Whether the database's own index holds what the documents say."""
    return bool(database().is_whole())


def rebuild() -> None:
    """Makes the database's own index anew from the documents."""
    database().rebuild()
