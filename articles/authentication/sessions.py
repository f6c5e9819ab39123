"""The sessions of an account: listed with their devices, and ended one by one or together.

A session itself is Django's, in the database or beside it in the cache. `DeskSession` has a row for each.
"""

from __future__ import annotations

import re
import time
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import DeskSession, User
from articles.publishing import audit_log

from . import places

# When a person of this session last showed who they are, in seconds since 1970; and whether with a second factor.
CONFIRMED_AT, WITH_SECOND_FACTOR = "confirmed_at", "with_second_factor"
CONFIRMED_FOR = 15 * 60
_store: Any = import_module(settings.SESSION_ENGINE).SessionStore


def begin(request: HttpRequest, response: HttpResponse, user: User, *, with_second_factor: bool) -> None:
    """Sign the person in: in a session with a new key, which the list of their sessions then has."""
    DeskSession.objects.filter(session_key=request.session.session_key or "").delete()
    login(request, user)
    confirm(request, with_second_factor=with_second_factor)
    places.remember(request, response, user.get_username())
    touch(request)


def confirm(request: HttpRequest, *, with_second_factor: bool) -> None:
    """Note that the person of this session has just shown who they are."""
    request.session[CONFIRMED_AT] = int(time.time())
    request.session[WITH_SECOND_FACTOR] = with_second_factor


def is_confirmed(request: HttpRequest) -> bool:
    """Return whether that is at most 15 minutes ago."""
    return time.time() - request.session.get(CONFIRMED_AT, 0) <= CONFIRMED_FOR


def is_without_second_factor(request: HttpRequest) -> bool:
    """Return whether the account has a second factor, and this session began without."""
    user: Any = request.user
    return bool(user.has_second_factor and not request.session.get(WITH_SECOND_FACTOR))


def touch(request: HttpRequest) -> None:
    """Note that the session is in use, and from where."""
    if not request.session.session_key:
        request.session.save()
    seen = {
        "user_id": request.user.pk,
        "address": request.META.get("REMOTE_ADDR", "")[:45],
        "user_agent": request.headers.get("User-Agent", "")[:300],
        "seen_at": timezone.now(),
    }
    DeskSession.objects.update_or_create(session_key=request.session.session_key, defaults=seen)


def own(request: HttpRequest) -> QuerySet[DeskSession]:
    """Return the sessions of the person who is signed in, the latest first."""
    user: Any = request.user
    touch(request)
    return DeskSession.objects.live().filter(user=user)


@transaction.atomic
def end(rows: QuerySet[DeskSession], user: User, *, by: User | None, keep: str = "") -> int:
    """End the sessions of this account among the rows but the one of the key `keep`. Return how many."""
    ended = list(rows.filter(user=user).exclude(session_key=keep))
    for row in ended:
        _store(row.session_key).delete()
        row.delete()
    if ended:
        audit_log.record(by, "end sessions", user, count=len(ended))
    return len(ended)


def end_all(user: User, *, by: User | None, keep: str = "") -> int:
    return end(DeskSession.objects.all(), user, by=by, keep=keep)


def forget(session_key: str) -> None:
    """Drop the row of a session that its owner has ended by signing out."""
    DeskSession.objects.filter(session_key=session_key).delete()


_BROWSERS = [
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
]  # fmt: skip
_SYSTEMS = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"), ("Linux", "Linux"),
]  # fmt: skip


def device_name(user_agent: str) -> str:
    """Return the browser and the system as people call them, "Firefox, Windows"; what is not known is left out."""
    browser = next((name for word, name in _BROWSERS if re.search(rf"\b{word}/", user_agent)), "")
    system = next((name for word, name in _SYSTEMS if word in user_agent), "")
    return ", ".join(filter(None, (browser, system)))
