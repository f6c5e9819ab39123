"""Import what the server's processes and the worker need before they are forked, so that they share its memory.

`docs/decisions/0037-memory.md` has the figures.
"""

from __future__ import annotations

import datetime as dt
import gc
import importlib

from django.conf import settings
from django.db import connections
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from articles.text import dates
from articles.views import health
from newsroom import memory

# Not at the top of this file: every command imports that, and only `serve` needs these.
_PROGRAMS = ("newsroom.handler", "articles.management.commands.worker", "articles.management.web_server")


def preload() -> None:
    """Import and compute what is the same in all processes. Ask the database nothing, and leave no connection to it."""
    for name in _PROGRAMS:
        importlib.import_module(name)
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            reverse("articles:front")
            dates.long_datetime(dt.datetime(2025, 1, 1, tzinfo=dt.UTC), language)
    for template in (settings.BASE_DIR / "templates").rglob("*.html"):
        get_template(str(template.relative_to(settings.BASE_DIR / "templates")))
    health.known_migrations()
    _close_connections()
    memory.one_arena()
    gc.collect()
    gc.freeze()  # Or the collector's marks would make a copy of every page in every process.


def _close_connections() -> None:
    """A connection must not be shared, nor a pool: its threads are not forked."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()  # PostgreSQL's.
