"""Copy the database of a site from SQLite to PostgreSQL."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection, connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from articles.management import databases
from articles.management.progress import with_progress

SOURCE = "sqlite"  # the alias of the database that is read


class Command(BaseCommand):
    help = "Copies the SQLite database into the empty PostgreSQL database that DATABASE_URL names. Stop the site first."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, nargs="?", default=settings.DATA_DIR / "newsroom.sqlite3",
            help="the SQLite database (default: newsroom.sqlite3 in the data folder)",
        )  # fmt: skip

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("DATABASE_URL must name the PostgreSQL database to move to.")
        if not file.is_file():
            raise CommandError(f"There is no SQLite database {file}.")
        connections.databases[SOURCE] = connections.databases["default"] | {
            "ENGINE": "django.db.backends.sqlite3", "NAME": f"{file.absolute().as_uri()}?mode=ro",
            "OPTIONS": {"uri": True},
        }  # fmt: skip
        try:
            self._check()
            count = self._copy()
        except DatabaseError as error:
            reason = str(error).strip().partition("\n")[0]
            raise CommandError(f"The database cannot be moved, {file} is as it was: {reason}.") from None
        finally:
            connections[SOURCE].close()
            del connections[SOURCE], connections.databases[SOURCE]
        ContentType.objects.clear_cache()
        self.stdout.write(f"Moved {count} rows. The uploaded files stay where they are.")

    def _check(self) -> None:
        if set(MigrationRecorder(connections[SOURCE]).applied_migrations()) != databases.known():
            raise CommandError(
                "The SQLite database is of another version of Newsroom. Run `manage.py migrate` on it, without "
                "DATABASE_URL, and come back."
            )
        call_command("migrate", verbosity=0, interactive=False)
        if not databases.is_empty():
            raise CommandError("The PostgreSQL database is not empty; name a new one.")

    def _copy(self) -> int:
        """Copy all rows with their keys, in one transaction; return how many. Triggers fill the search index."""
        found = (model for model in apps.get_models(include_auto_created=True) if model._meta.managed)
        tables = [model for model in found if not model._meta.proxy and model._meta.db_table not in databases.LEFT_OUT]
        count = 0
        with transaction.atomic(), connection.cursor() as cursor:
            for model in tables:  # What `migrate` made (groups, permissions) may have other keys here.
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            for model in tables:
                rows = model._base_manager.using(SOURCE).order_by("pk").iterator()
                for row in with_progress(rows, model._meta.db_table, self.stdout.write):
                    # Raw: as it is, past what fields and `save` would change.
                    row.save_base(raw=True, using=connection.alias, force_insert=True)
                    count += 1
                _set_sequence(cursor, model)
        return count


def _set_sequence(cursor: Any, model: type[models.Model]) -> None:
    """Go on after the highest key that SQLite ever gave out: a key is never used again, not even of a deleted row."""
    table, key = model._meta.db_table, model._meta.pk
    with connections[SOURCE].cursor() as source:
        source.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = source.fetchone()
    if last and last[0] and isinstance(key, models.AutoField):
        statement = "SELECT setval(pg_get_serial_sequence(%s, %s), %s)"
        cursor.execute(statement, [connection.ops.quote_name(table), key.column, last[0]])
