"""Pages for errors and for stories that are gone."""

from __future__ import annotations

import logging
import sqlite3
import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.rendering import last_site_identity, latest

from .public import render_page

logger = logging.getLogger("newsroom.errors")

_RETRY_AFTER_SECONDS = "60"


def gone(request: HttpRequest) -> HttpResponse:
    """410, for what was withdrawn or has expired. Two queries: the site context and the latest stories."""
    return render_page(request, "410.html", {"no_index": True, "latest": latest()}, status=410)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, or 503 if the database cannot be reached. Two queries: the site context and the latest stories."""
    try:
        response = render_page(request, "404.html", {"no_index": True, "latest": latest()}, status=404)
    except DatabaseError:
        logger.exception("the page for what is not found could not be made")
        return unavailable(request)
    # A scheduled story may appear at this address a moment later.
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 if the database cannot be reached. No query, because the database may be what is broken."""
    if _is_out_of_reach(sys.exc_info()[1]):
        return unavailable(request)
    return _bare(request, "500.html", 500)


def _is_out_of_reach(error: BaseException | None) -> bool:
    """Return whether the database is away, locked or full, and not asked for something that it does not do."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return getattr(error.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR


def unavailable(request: HttpRequest) -> HttpResponse:
    """503. No query."""
    response = _bare(request, "503.html", 503)
    response.headers["Retry-After"] = _RETRY_AFTER_SECONDS
    return response


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _bare(request, "403.html", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _bare(request, "413.html", 413, number=413, message=_("This is more than can be sent here at once."))
    return _bare(request, "400.html", 400)


def _bare(request: HttpRequest, template: str, status: int, **context: Any) -> HttpResponse:
    return render(request, template, {"site_name": last_site_identity().name, **context}, status=status)
