"""Prepare the site for `serve --prepare`: migrate, fill the search index, collect static files.

`say` is called with a line about each step that takes time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from articles.models import Article, SearchDocument

Say = Callable[[str], object]


def database_error() -> str | None:
    """Return None if the database answers, or else one line that says why not.

    It connects without the pool, which would wait longer before it fails.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    options = {name: value for name, value in connection.settings_dict["OPTIONS"].items() if name != "pool"}
    probe = type(connection)({**connection.settings_dict, "OPTIONS": options})
    try:
        probe.ensure_connection()
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        return f"The database does not answer: {reason}. Is it running, and is DATABASE_URL right?"
    finally:
        probe.close()
    return None


def migrate(say: Say) -> None:
    """Apply the migrations that are not applied yet."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if pending:
        say(f"Bringing the database up to date: {len(pending)} migrations …")
        call_command("migrate", verbosity=0, interactive=False)


def index_stories(say: Say) -> None:
    """Fill the search index if there are stories and none is in it, as after an update that brought search."""
    if Article.objects.exists() and not SearchDocument.objects.exists():
        say("Indexing the stories for search …")
        call_command("reindex_search")


def collect_static_files(say: Say) -> None:
    """Collect the static files if one of them has changed since the last time."""
    stamp, sources = settings.DATA_DIR / "static.sources", _static_sources()
    if stamp.exists() and stamp.read_text(encoding="ascii") == sources and settings.STATIC_ROOT.is_dir():
        return
    say("Collecting and compressing the static files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(sources, encoding="ascii")


def _static_sources() -> str:
    """Return a hash of the name, size and time of every source file, and of the folder they are collected to."""
    listed = [str(settings.STATIC_ROOT)]
    for finder in get_finders():
        for name, storage in finder.list([]):
            listed.append(f"{name} {storage.size(name)} {storage.get_modified_time(name).timestamp()}")
    return hashlib.sha256(json.dumps(sorted(listed)).encode()).hexdigest()
