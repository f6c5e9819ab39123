"""Brings back what `backup` saved."""

from __future__ import annotations

import secrets
import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, models, transaction

from articles.management import tables
from articles.management.archive import ArchiveReader, BadArchive
from articles.management.progress import Progress

from .backup import STAGING

Models = list[type[models.Model]]


class Command(BaseCommand):
    help = "Restores the database and the uploaded files from an archive made by `backup`. Stop the site first."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive to read")
        parser.add_argument("--replace", action="store_true", help="throw away what is there now")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        self.stdout.write(f"Checking {file} …")
        try:
            with ArchiveReader(file) as archive:
                among = self._fitting_models(archive)
                self._check_place(replace)
                tables.migrate_to(_nodes(archive))
                rows = self._restore(archive, among)
        except BadArchive as fault:
            raise CommandError(f"{fault} Nothing was changed.") from None
        except DatabaseError as fault:
            raise CommandError(f"The database refused it, nothing was changed: {_first_line(fault)}") from None
        except OSError as fault:
            raise CommandError(f"The files cannot be written, nothing was changed: {fault}.") from None
        ContentType.objects.clear_cache()
        if tables.applied() < tables.known():
            self.stdout.write("Bringing the database up to date …")
            call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"Restored {rows} rows of {len(among)} tables and {len(archive.media)} files.")

    def _fitting_models(self, archive: ArchiveReader) -> Models:
        """The models of the archive's rows. Raises BadArchive where this version or database cannot hold them."""
        saved = _nodes(archive)
        if later := saved - tables.known():
            raise BadArchive(f"It is of another version of Newsroom, with the migration {'.'.join(min(later))}.")
        if further := tables.applied() - saved:
            raise BadArchive(
                f"It is of an earlier version of Newsroom, and the database here has had {'.'.join(min(further))}: "
                "restore it into a database without any tables; it is brought up to date there."
            )
        among = tables.at(saved)
        columns = {tables.label(model): tables.columns(model) for model in among}
        try:
            held = {label: table["columns"] for label, table in archive.facts["tables"].items()}
        except (KeyError, TypeError, AttributeError):
            held = {}
        if held != columns:
            raise BadArchive("It holds other tables than its version of Newsroom has.")
        return among

    def _check_place(self, replace: bool) -> None:
        if replace:
            return
        present = tables.applied()
        if present and not tables.is_empty(tables.at(present)):
            raise BadArchive("The database is not empty; --replace throws away what it holds.")
        if any(Path(settings.MEDIA_ROOT).glob("*")):
            raise BadArchive(f"The folder {settings.MEDIA_ROOT} is not empty; --replace throws away what it holds.")

    def _restore(self, archive: ArchiveReader, among: Models) -> int:
        """All of it or nothing: rows in one transaction, files moved into place at its very end."""
        with _staged(archive) as place:
            try:
                with transaction.atomic():
                    rows = self._fill(archive, among)
                    place.swap()
            except BaseException:
                place.swap_back()
                raise
        return rows

    def _fill(self, archive: ArchiveReader, among: Models) -> int:
        count, progress = 0, Progress(self.stdout.write)
        tables.empty(among)
        for model in among:
            label = tables.label(model)
            try:
                count += tables.fill(model, progress.over(archive.rows(label), label))
            except (ValueError, TypeError, ValidationError) as fault:
                raise BadArchive(f"A row of {label} in it cannot be read: {_first_line(fault)}.") from None
            if (last := archive.facts["tables"][label].get("last_number")) is not None:
                tables.set_last_number(model, last)
        connection.check_constraints()
        return count


def _first_line(fault: Exception) -> str:
    return str(fault).strip().partition("\n")[0]


def _nodes(archive: ArchiveReader) -> set[tables.Node]:
    try:
        return {(str(app), str(name)) for app, name in archive.facts["migrations"]}
    except (KeyError, TypeError, ValueError):
        raise BadArchive("Its manifest is damaged.") from None


class _Staging:
    """The archive's files beside those in use, in the media folder itself: it may be a disk of its own."""

    def __init__(self, media: Path) -> None:
        self.media, token = media, secrets.token_hex(4)
        self.new, self.old = media / f"{STAGING}new-{token}", media / f"{STAGING}old-{token}"
        self._moved: list[tuple[Path, Path]] = []

    def swap(self) -> None:
        for path in [path for path in self.media.iterdir() if not path.name.startswith(STAGING)]:
            self._move(path, self.old / path.name)
        for path in list(self.new.iterdir()):
            self._move(path, self.media / path.name)

    def swap_back(self) -> None:
        while self._moved:
            source, target = self._moved.pop()
            target.rename(source)

    def _move(self, source: Path, target: Path) -> None:
        source.rename(target)
        self._moved.append((source, target))


@contextmanager
def _staged(archive: ArchiveReader) -> Iterator[_Staging]:
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    for left_over in media.glob(f"{STAGING}*"):
        shutil.rmtree(left_over)
    staging = _Staging(media)
    try:
        staging.new.mkdir()
        staging.old.mkdir()
        for name in archive.media:
            archive.copy(name, staging.new)
        yield staging
    finally:
        shutil.rmtree(staging.new, ignore_errors=True)
        shutil.rmtree(staging.old, ignore_errors=True)
