"""Pages for what is not there."""

from __future__ import annotations

import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .public import render_page

logger = logging.getLogger("newsroom.errors")


def gone(request: HttpRequest) -> HttpResponse:
    """410: it was here, and readers are told so."""
    return render_page(request, "410.html", {"no_index": True}, status=410)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    try:
        response = render_page(request, "404.html", {"no_index": True}, status=404)
    except DatabaseError:
        logger.exception("the page for what is not found could not be made")
        return render(request, "500.html", status=503)
    # A scheduled story may stand at this address a moment later.
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Made without the database, which may be what is broken."""
    return render(request, "500.html", status=500)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)
