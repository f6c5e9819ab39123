"""The health check for monitoring: what the site needs, each by name."""

from __future__ import annotations

import datetime as dt
import functools
import shutil
from collections.abc import Callable

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.models import Job

MIN_FREE_BYTES = 200_000_000
# A worker takes a job when it is due; what a lost worker began is due again when its lease ends.
MAX_DELAY = dt.timedelta(minutes=15)
# The whole site stands on these; the others are reported, and readers are answered without them.
_NEEDED = ("database", "migrations", "static_files")


@csrf_exempt
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer {"status", "database", …}: 200 and "ok", 503 and "failing" without what pages need, else "degraded".

    At most six queries.
    """
    found = {name: _answer(check) for name, check in _CHECKS.items()}
    failing = [name for name, answer in found.items() if answer != "ok"]
    is_down = any(name in _NEEDED for name in failing)
    status = "failing" if is_down else "degraded" if failing else "ok"
    return JsonResponse({"status": status, **found}, status=503 if is_down else 200)


def _answer(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, OSError):
        return "unknown"


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


@functools.cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return app and name of each migration of this program. The first call imports them all."""
    return frozenset(MigrationLoader(None).graph.nodes)


def _migrations() -> str:
    """Compare what is applied with what is there; a program that knows less than the database is an older one."""
    return "ok" if known_migrations() <= set(MigrationRecorder(connection).applied_migrations()) else "not applied"


def _static_files() -> str:
    """A storage without a manifest serves the sources themselves."""
    return "ok" if getattr(staticfiles_storage, "hashed_files", True) else "not collected"


def _disk() -> str:
    folders = (settings.DATA_DIR, settings.MEDIA_ROOT)
    free = min(shutil.disk_usage(folder).free for folder in folders if folder.exists())
    return "ok" if free >= MIN_FREE_BYTES else "nearly full"


def _worker() -> str:
    """Every worker keeps periodic jobs in the queue: one that is long due says that nobody takes any."""
    jobs, now = Job.objects.all(), timezone.now()
    if jobs.filter(due_at__lt=now - MAX_DELAY).exists() and not jobs.filter(state="running", due_at__gt=now).exists():
        return "does not work"  # Rather than that it has much to do.
    return "ok" if jobs.filter(is_periodic=True).exists() else "never started"


_CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "static_files": _static_files,
    "disk": _disk,
    "worker": _worker,
}
