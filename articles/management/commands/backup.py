"""Saves the database and the uploaded files."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from articles.management import tables
from articles.management.archive import MEDIA, TABLES, ArchiveWriter
from articles.management.progress import Progress

# Of names in the media folder; a restore that was cut off leaves such a folder.
STAGING = ".restore-"
_CHUNK = 1 << 20


class Command(BaseCommand):
    help = "Saves the database and the uploaded files in one archive. The site may go on running meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive to write, for example newsroom-2026-01-31.zip")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} exists already, and a backup is never overwritten. Choose another name.")
        self._progress = Progress(self.stdout.write)
        try:
            with ArchiveWriter(file) as archive:
                facts = self._save_tables(archive)
                count = self._save_media(archive)
                archive.finish(facts)
        except OSError as fault:
            raise CommandError(f"{file} cannot be written: {fault.strerror or fault}.") from None
        except DatabaseError as fault:
            raise CommandError(f"The database cannot be read: {str(fault).strip().partition(chr(10))[0]}") from None
        rows = sum(table["rows"] for table in facts["tables"].values())
        size = f"{file.stat().st_size / 1_000_000:.1f} MB"
        self.stdout.write(f"Saved {rows} rows of {len(facts['tables'])} tables and {count} files in {file} ({size}).")

    def _save_tables(self, archive: ArchiveWriter) -> dict[str, Any]:
        saved: dict[str, Any] = {}
        with one_moment():
            migrations = tables.applied()
            if not migrations:
                raise CommandError("There is nothing to save: the database has no tables. Is DATABASE_URL right?")
            if later := migrations - tables.known():
                raise CommandError(f"The database is of a later Newsroom: it has had {'.'.join(min(later))}.")
            for model in tables.at(migrations):
                label = tables.label(model)
                counted = _Counted(self._progress.over(tables.lines(model), label))
                archive.add(f"{TABLES}{label}.jsonl", counted)
                saved[label] = {
                    "columns": tables.columns(model), "rows": counted.count, "last_number": tables.last_number(model),
                }  # fmt: skip
        return {"made_at": timezone.now().isoformat(), "migrations": sorted(migrations), "tables": saved}

    def _save_media(self, archive: ArchiveWriter) -> int:
        count = 0
        for path in self._progress.over(media_files(Path(settings.MEDIA_ROOT)), "files"):
            name = path.relative_to(settings.MEDIA_ROOT).as_posix()
            try:
                name.encode()
                with path.open("rb") as file:
                    archive.add(MEDIA + name, iter(lambda: file.read(_CHUNK), b""), compressed=False)
            except UnicodeEncodeError:
                raise CommandError(f"The name of the file {name!r} is not UTF-8. Rename it.") from None
            except FileNotFoundError:
                continue  # Removed since the folder was read.
            count += 1
        return count


class _Counted:
    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines, self.count = lines, 0

    def __iter__(self) -> Iterator[bytes]:
        for line in self.lines:
            self.count += 1
            yield line


def media_files(folder: Path) -> list[Path]:
    """The files below the folder, without what a restore left behind."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(STAGING)]
        found += [Path(place) / name for name in names]
    return sorted(path for path in found if path.is_file())


@contextmanager
def one_moment() -> Iterator[None]:
    """Whatever is read inside is the database as it was at one moment; nobody has to wait meanwhile."""
    if connection.vendor == "sqlite":
        # Not `atomic`, which would hold the one write lock.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
