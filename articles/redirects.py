"""Redirects from old addresses. They are looked up only after a 404, so that live pages cost nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.models import Redirect
from articles.views.errors import gone

_FEED = "rss.xml"


def old_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """After a 404, redirect an old address to the new one, or answer 410 if it is gone. One query."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or len(request.path) > 500:
            return response
        if "\x00" in request.path:
            return response
        target = _find(request.path)
        if target is None:
            return response
        response = HttpResponsePermanentRedirect(target) if target else gone(request)
        # The address may be used again. Without this header browsers would keep the redirect for ever.
        response.headers["Cache-Control"] = "public, no-cache"
        return response

    return middleware


def _find(path: str) -> str | None:
    """Return the path's new path, "" if it is gone for good, None if unknown. A list's feed moves with the list."""
    base, feed = (path.removesuffix(_FEED), _FEED) if path.endswith(f"/{_FEED}") else (path, "")
    spellings = {path, base, base.rstrip("/") + "/", base.rstrip("/") or "/"}
    rows = {row.old_path: row.new_path for row in Redirect.objects.filter(old_path__in=spellings)}
    if path in rows:
        return rows[path]
    new_path = next(iter(rows.values()), None)
    return new_path and new_path + feed
