"""What must be done before the site can be served: the tables brought up to date, the static files collected."""

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


def database_fault() -> str | None:
    """Why the database cannot be used, in one line; None when it answers. Asked past the pool, which waits longer."""
    used = connections[DEFAULT_DB_ALIAS]
    options = {name: value for name, value in used.settings_dict["OPTIONS"].items() if name != "pool"}
    trial = type(used)({**used.settings_dict, "OPTIONS": options})
    try:
        trial.ensure_connection()
    except DatabaseError as fault:
        said = str(fault).strip().partition("\n")[0]
        return f"The database does not answer: {said}. Is it running, and is DATABASE_URL right?"
    finally:
        trial.close()
    return None


def bring_tables_up_to_date(say: Say) -> None:
    """Migrates, where a migration waits."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        say(f"Bringing the database up to date: {len(waiting)} migrations …")
        call_command("migrate", verbosity=0, interactive=False)


def index_stories(say: Say) -> None:
    """Makes the search index, where there are stories and none of them is in it: an update has brought search."""
    if Article.objects.exists() and not SearchDocument.objects.exists():
        say("Indexing the stories for search …")
        call_command("reindex_search")


def collect_static_files(say: Say) -> None:
    """Collects them again, where one has changed since the last time."""
    noted = settings.DATA_DIR / "static.sources"
    sources = _static_sources()
    if noted.exists() and noted.read_text(encoding="ascii") == sources and settings.STATIC_ROOT.is_dir():
        return
    say("Collecting and compressing the static files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    noted.write_text(sources, encoding="ascii")


def _static_sources() -> str:
    """A hash of every source file's name, size and time, and of where they are collected to."""
    listed = [str(settings.STATIC_ROOT)]
    for finder in get_finders():
        for name, storage in finder.list([]):
            listed.append(f"{name} {storage.size(name)} {storage.get_modified_time(name).timestamp()}")
    return hashlib.sha256(json.dumps(sorted(listed)).encode()).hexdigest()
