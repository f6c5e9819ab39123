"""Old addresses: asked for only when nothing else answers, so that live pages pay nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.models import Redirect
from articles.views.errors import gone

_FEED = "rss.xml"


def old_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Where nothing was found, looks whether the address is an old one: leads to the new one, or says it is gone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or len(request.path) > 500:
            return response
        if "\x00" in request.path:
            return response
        found = _find(request.path)
        if found is None:
            return response
        response = HttpResponsePermanentRedirect(found) if found else gone(request)
        # The address may come to life again: browsers would otherwise never ask for it any more.
        response.headers["Cache-Control"] = "public, no-cache"
        return response

    return middleware


def _find(path: str) -> str | None:
    """Where the old path leads, "" if it is gone for good. The feed of a list moves along with the list. One query."""
    base, feed = (path.removesuffix(_FEED), _FEED) if path.endswith(f"/{_FEED}") else (path, "")
    spellings = {path, base, base.rstrip("/") + "/", base.rstrip("/") or "/"}
    rows = {row.old_path: row.new_path for row in Redirect.objects.filter(old_path__in=spellings)}
    if path in rows:
        return rows[path]
    new_path = next(iter(rows.values()), None)
    return new_path and new_path + feed
