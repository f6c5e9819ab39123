"""Restore what `backup` saved."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from articles.management import backup_archive, databases
from articles.management.backup_archive import ArchiveReader, BadArchive

from .backup import STAGING

_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class Command(BaseCommand):
    help = "Restores the database and the uploaded files from an archive made by `backup`. Stop the site first."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive to read")
        parser.add_argument("--replace", action="store_true", help="throw away what is there now")

    def handle(self, *args: Any, file: Path, replace: bool, **options: Any) -> None:
        self.stdout.write(f"Checking {file} …")
        try:
            with ArchiveReader(file) as backup:
                self._check_fit(backup.manifest)
                self._check_place(replace)
                self._restore(backup)
        except BadArchive as error:
            raise CommandError(f"{error} Nothing was changed.") from None
        except DatabaseError as error:
            reason = str(error).strip().partition("\n")[0]
            raise CommandError(f"The database refused it, nothing was changed: {reason}.") from None
        except OSError as error:
            raise CommandError(f"The files cannot be written, nothing was changed: {error}.") from None
        ContentType.objects.clear_cache()
        if databases.applied() < databases.known():
            self.stdout.write("Bringing the database up to date …")
            call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write(f"Restored the database and {len(backup.media())} files of {backup.manifest['made_at']}.")

    def _check_fit(self, manifest: dict[str, Any]) -> None:
        """Raise BadArchive if this version of Newsroom or this database cannot hold the dump."""
        try:
            saved, kind = {(str(app), str(name)) for app, name in manifest["migrations"]}, _NAMES[manifest["database"]]
            str(manifest["made_at"])
        except (KeyError, TypeError, ValueError):
            raise BadArchive("Its manifest is damaged.") from None
        if manifest["database"] != connection.vendor:
            raise BadArchive(
                f"It is a backup of {kind}, and the database here is {_NAMES[connection.vendor]}. Restore it into "
                f"{kind}; `move_to_postgresql` moves a site from SQLite to PostgreSQL."
            )
        if later := saved - databases.known():
            raise BadArchive(f"It is of another version of Newsroom, with the migration {'.'.join(min(later))}.")
        # pg_restore replaces the tables of the dump and leaves others, which the migrations afterwards would meet.
        if kind == "PostgreSQL" and (further := databases.applied() - saved):
            raise BadArchive(
                f"It is of an earlier version of Newsroom, and the database here has had {'.'.join(min(further))}: "
                "restore it into a database without any tables; it is brought up to date there."
            )

    def _check_place(self, replace: bool) -> None:
        if replace:
            return
        if not databases.is_empty():
            raise BadArchive("The database is not empty; --replace throws away what it holds.")
        if any(Path(settings.MEDIA_ROOT).glob("*")):
            raise BadArchive(f"The folder {settings.MEDIA_ROOT} is not empty; --replace throws away what it holds.")

    def _restore(self, backup: ArchiveReader) -> None:
        """All of it or nothing: the files can be moved back, and the database comes last, in one transaction."""
        with TemporaryDirectory(dir=settings.DATA_DIR, prefix="restore-") as folder:
            dump = Path(folder) / backup_archive.DATABASE
            backup.copy(backup_archive.DATABASE, dump)
            with _media_replaced(backup):
                databases.load(dump)


@contextmanager
def _media_replaced(backup: ArchiveReader) -> Iterator[None]:
    """Put the archive's files in the place of those in use; put these back if the block raises.

    Both lie meanwhile in folders inside the media folder, which may be a disk of its own.
    """
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(parents=True, exist_ok=True)
    for left_over in media.glob(f"{STAGING}*"):
        shutil.rmtree(left_over)
    new, old = media / f"{STAGING}new", media / f"{STAGING}old"
    moved: list[tuple[Path, Path]] = []
    try:
        new.mkdir()
        old.mkdir()
        for name in backup.media():
            backup.copy(backup_archive.MEDIA + name, new / name)
        in_use = [path for path in media.iterdir() if not path.name.startswith(STAGING)]
        for source, folder in [(path, old) for path in in_use] + [(path, media) for path in new.iterdir()]:
            source.rename(folder / source.name)
            moved.append((source, folder / source.name))
        yield
    except BaseException:
        for source, target in reversed(moved):
            target.rename(source)
        raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
