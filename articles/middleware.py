"""What every request passes through, beside Django's own middleware."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]

# Types of what is made of words; pictures are small already.
_COMPRESSED = ("text/", "application/rss+xml", "application/xml")

_asked: ContextVar[str] = ContextVar("asked", default="")


def trusted_proxies(get_response: Answer) -> Answer:
    """The reader's address behind NEWSROOM_TRUSTED_PROXIES reverse proxies, each of which appended one.

    Counted from the right: what stands further left was written by the client itself. Also notes method and path for
    the log.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        named = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if settings.TRUSTED_PROXIES and len(named) >= settings.TRUSTED_PROXIES:
            request.META["REMOTE_ADDR"] = named[-settings.TRUSTED_PROXIES]
        token = _asked.set(f"{request.method} {request.path!r} {request.META.get('REMOTE_ADDR', '-')}: ")
        try:
            return get_response(request)
        finally:
            _asked.reset(token)

    return middleware


class NameTheRequest(logging.Filter):
    """Puts method, path and address of the request before each log line that comes of one."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.asked = _asked.get()
        return True


def security_headers(get_response: Answer) -> Answer:
    """The headers Django's own middleware does not know."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
        )
        if request.path_info.startswith("/admin/") and not request.path_info.endswith("/jsi18n/"):
            # Django says it of most of the desk's pages, but not of all.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def compressed_pages(get_response: Answer) -> Answer:
    """Readers' pages and feeds go out gzipped, with a weak ETag, where the reader's program takes that.

    Not the desk's: a page that holds a token beside words of somebody else's must not tell its size (BREACH). A 304
    names the same ETag as the whole answer would.
    """
    compress: Any = GZipMiddleware(get_response).process_response

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith("/admin/"):
            return response
        if response.headers.get("Content-Type", "").startswith(_COMPRESSED):
            compress(request, response)
        elif response.status_code == 304 and re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            _weaken(response)
        return response

    return middleware


def _weaken(response: HttpResponse) -> None:
    if response.headers.get("ETag", "").startswith('"'):
        response.headers["ETag"] = f"W/{response.headers['ETag']}"


def desk_language(get_response: Answer) -> Answer:
    """The desk speaks the editor's language, the public pages the site's: they must not vary with the reader."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = settings.LANGUAGE_CODE
        if request.path_info.startswith("/admin/"):
            user = getattr(request, "user", None)
            cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
            wished = getattr(user, "desk_language", "") or (cookie if translation.check_for_language(cookie) else "")
            language = wished if wished in dict(settings.LANGUAGES) else language
        with translation.override(language):
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return middleware
