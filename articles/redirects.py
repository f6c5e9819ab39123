"""Old addresses: asked for only when nothing else answers, so that live pages pay nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.models import Redirect
from articles.views.errors import gone


def old_addresses(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Where nothing was found, looks whether the address is an old one: leads to the new one, or says it is gone."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in ("GET", "HEAD") or len(request.path) > 500:
            return response
        if "\x00" in request.path:
            return response
        path = request.path
        found = Redirect.objects.filter(old_path__in={path, path.rstrip("/") + "/", path.rstrip("/") or "/"}).first()
        if found is None:
            return response
        return HttpResponsePermanentRedirect(found.new_path) if found.new_path else gone(request)

    return middleware
