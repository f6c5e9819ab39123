"""Measure search on a file of examples, in a database that is thrown away."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from articles.management import measures
from articles.text import measure


class Command(BaseCommand):
    help = (
        "Measures how well search finds: stories with the words of a file are written, looked for and taken back. "
        "search-pairs: same|different TAB word TAB word. hinglish: spelling TAB Hindi word."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["search-pairs", "hinglish"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--among", type=Path, nargs="*", default=[], help="hinglish: further files of such words")

    def handle(self, *args: Any, **options: Any) -> None:
        pairs = options["what"] == "search-pairs"
        try:
            rows = list(measure.rows(options["file"], 3 if pairs else 2))
            among = [row[1] for file in options["among"] for row in measure.rows(file, 2)]
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"A file cannot be read: {error}") from None
        if not rows:
            raise CommandError(f"{options['file']} holds no examples.")
        with _temporary_database():
            self.stdout.write(str(measures.search_pairs(rows) if pairs else measures.hinglish(rows, among)))


@contextmanager
def _temporary_database() -> Iterator[None]:
    """Use a database of the same kind with empty tables, as tests do, and destroy it afterwards."""
    own = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(own, verbosity=0)
