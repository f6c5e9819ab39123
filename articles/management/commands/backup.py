"""Save the database and the uploaded files."""

from __future__ import annotations

import os
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from articles.management import backup_archive, databases
from articles.management.progress import with_progress

# How the names of folders begin that a restore makes in the media folder; one that was cut off leaves them there.
STAGING = ".restore-"


class Command(BaseCommand):
    help = "Saves the database and the uploaded files in one archive. The site may go on running meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the archive to write, for example newsroom-2026-01-31.zip")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} exists already, and a backup is never overwritten. Choose another name.")
        try:
            with backup_archive.writing(file) as backup:
                migrations = self._save_database(backup)
                count = self._save_media(backup)
                backup_archive.write_manifest(
                    backup,
                    database=connection.vendor,
                    migrations=sorted(migrations),
                    made_at=timezone.now().isoformat(timespec="seconds"),
                )
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror or error}.") from None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be saved: {str(error).partition(chr(10))[0]}.") from None
        size = f"{file.stat().st_size / 1_000_000:.1f} MB"
        self.stdout.write(f"Saved the database and {count} files in {file} ({size}).")

    def _save_database(self, backup: zipfile.ZipFile) -> set[databases.Migration]:
        migrations = databases.applied()
        if not migrations:
            raise CommandError("There is nothing to save: the database has no tables. Is DATABASE_URL right?")
        if later := migrations - databases.known():
            raise CommandError(f"The database is of a later Newsroom: it has had {'.'.join(min(later))}.")
        with TemporaryDirectory(dir=settings.DATA_DIR, prefix="backup-") as folder:
            path = Path(folder) / backup_archive.DATABASE
            databases.dump(path)
            backup.write(path, backup_archive.DATABASE)
        return migrations

    def _save_media(self, backup: zipfile.ZipFile) -> int:
        count = 0
        for path in with_progress(media_files(Path(settings.MEDIA_ROOT)), "files", self.stdout.write):
            name = path.relative_to(settings.MEDIA_ROOT).as_posix()
            try:
                backup.write(path, backup_archive.MEDIA + name, zipfile.ZIP_STORED)
            except UnicodeEncodeError:
                raise CommandError(f"The name of the file {name!r} is not UTF-8. Rename it.") from None
            except FileNotFoundError:
                continue  # Removed since the folder was read.
            count += 1
        return count


def media_files(folder: Path) -> list[Path]:
    """Return the files below the folder, without what a restore left behind."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(STAGING)]
        found += [Path(place) / name for name in names]
    return sorted(path for path in found if path.is_file())
