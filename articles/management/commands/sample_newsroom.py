"""Add the sample newsroom."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from articles.importers.sample_newsroom import loader
from articles.management.progress import with_progress


class Command(BaseCommand):
    help = "Adds the sample newsroom: invented stories, people and pictures. A second time nothing happens."

    def handle(self, *args: Any, **options: Any) -> None:
        if loader.is_loaded():
            return
        self._say("Adding the sample newsroom …")
        with _without_transition_log():
            count = loader.load(timezone.now(), partial(with_progress, say=self._say))
        self._say(f"  {count} stories are there, all of them invented.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


@contextmanager
def _without_transition_log() -> Iterator[None]:
    """Do not log each transition: that would be about eighty lines."""
    logger = logging.getLogger("newsroom.publishing")
    level = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(level)
