"""The database as one file, by the database's own means: SQLite's VACUUM INTO, PostgreSQL's pg_dump.

A dump leaves out sessions, login attempts and background jobs, so that a restored site signs nobody in and repeats no
work. Password-reset links are no rows: they are signed with the secret key, which is not in the database.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import DatabaseError, connection
from django.db.backends.postgresql.client import DatabaseClient
from django.db.migrations.executor import MigrationExecutor

Migration = tuple[str, str]  # app, name
LEFT_OUT = (
    "django_session", "articles_desksession", "articles_attemptcounter", "articles_job",
)  # fmt: skip
# What a new installation or a passing reader makes: a database with nothing beyond it counts as empty.
MADE_BY_ITSELF = {
    *LEFT_OUT, "django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions",
    "articles_feedstate",
}  # fmt: skip
_FTS = "articles_searchindex"  # SQLite's index of the search documents, and the tables it keeps itself in.


def applied() -> set[Migration]:
    """Return the migrations that the database has had."""
    return set(MigrationExecutor(connection).loader.applied_migrations)


def known() -> set[Migration]:
    """Return the migrations of this version of Newsroom."""
    return set(MigrationExecutor(connection).loader.graph.nodes)


def is_empty() -> bool:
    """Return whether no table holds anything that people have put there."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in MADE_BY_ITSELF and not table.startswith(_FTS):
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
                if cursor.fetchone():
                    return False
    return True


def dump(path: Path) -> None:
    """Write the database as it is at one moment to a new file; nobody has to wait meanwhile. Raise DatabaseError."""
    if connection.vendor == "postgresql":
        data = [f"--exclude-table-data={table}" for table in LEFT_OUT]
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}", *data)
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        present = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in present.intersection(LEFT_OUT):
            copy.execute(f"DELETE FROM {table}")  # noqa: S608
        copy.execute("VACUUM")  # What was deleted would stay in free pages.


def load(path: Path) -> None:
    """Put the dump in the place of the whole database, all of it or nothing. Raise DatabaseError."""
    if connection.vendor == "postgresql":
        if " TABLE DATA public django_migrations " not in _run("pg_restore", "--list", str(path), "--dbname"):
            raise DatabaseError("the database in it is damaged")
        connection.close()
        options = ["--single-transaction", "--exit-on-error", "--clean", "--if-exists", "--no-owner", "--no-privileges"]
        _run("pg_restore", *options, str(path), "--dbname")
        return
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(path)) as source:
            (state,) = source.execute("PRAGMA quick_check(1)").fetchone()
            source.execute("SELECT app, name FROM django_migrations")
            if state != "ok" or source.execute("PRAGMA foreign_key_check").fetchone():
                raise DatabaseError("the database in it is damaged")
            source.backup(connection.connection)
    except sqlite3.Error as error:
        raise DatabaseError(str(error)) from None


def _run(program: str, *words: str) -> str:
    """Run a client program of PostgreSQL, with the database's name last; return its output. Raise DatabaseError."""
    if shutil.which(program) is None:
        raise DatabaseError(
            f"{program} is not installed; it is one of PostgreSQL's client programs (on Debian and Ubuntu: "
            "apt install postgresql-client)"
        )
    # As `dbshell` connects: the password goes into the environment, where other accounts do not see it.
    (_psql, *command), environ = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, ["-w", *words])
    done = subprocess.run(  # noqa: S603
        [program, *command], env=os.environ | (environ or {}), capture_output=True, text=True, check=False
    )
    if done.returncode:
        error = re.search("error: (.+)", done.stderr)
        raise DatabaseError(error[1] if error else f"{program} ended with {done.returncode}")
    return done.stdout
