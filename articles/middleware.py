"""The project's own middleware."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]

# Prefixes of content types: text. Images are compressed already.
_COMPRESSED = ("text/", "application/rss+xml", "application/xml")

_request_label: ContextVar[str] = ContextVar("request_label", default="")


def trusted_proxies(get_response: GetResponse) -> GetResponse:
    """Set REMOTE_ADDR to the client's address behind NEWSROOM_TRUSTED_PROXIES reverse proxies.

    Each proxy appends one address to X-Forwarded-For, so they are counted from the right: what is further left was
    written by the client itself. Also set the request's label for the log.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        addresses = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if settings.TRUSTED_PROXIES and len(addresses) >= settings.TRUSTED_PROXIES:
            request.META["REMOTE_ADDR"] = addresses[-settings.TRUSTED_PROXIES]
        token = _request_label.set(f"{request.method} {request.path!r} {request.META.get('REMOTE_ADDR', '-')}: ")
        try:
            return get_response(request)
        finally:
            _request_label.reset(token)

    return middleware


_LOOPBACK = {"localhost", "127.0.0.1", "::1", "[::1]"}


def expected_port(get_response: GetResponse) -> GetResponse:
    """Refuse a Host header with another port than the site's own: Django compares the name alone.

    Names of this machine itself may have any port, and so may all while the site is not public.
    """
    site = urlsplit(settings.SITE_URL)
    is_public = site.hostname not in _LOOPBACK
    expected = {"", str(site.port or {"https": 443, "http": 80}[site.scheme])}

    def middleware(request: HttpRequest) -> HttpResponse:
        host = request.get_host()
        name, port = split_domain_port(host)
        if is_public and name not in _LOOPBACK and port not in expected:
            raise DisallowedHost(f"Invalid HTTP_HOST header: {host!r}. The site has another port.")
        return get_response(request)

    return middleware


class RequestLabelFilter(logging.Filter):
    """Give each log record the method, path and client address of the request it was logged in, if any."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_label = _request_label.get()
        return True


def security_headers(get_response: GetResponse) -> GetResponse:
    """Add the security headers that Django's own middleware does not set."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
        )
        if request.path_info.startswith("/admin/") and not request.path_info.endswith("/jsi18n/"):
            # Django sets it on most admin pages; cover the rest.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def compressed_pages(get_response: GetResponse) -> GetResponse:
    """Compress readers' pages and feeds with gzip, and weaken their ETag, if the client accepts gzip.

    Pages of the desk are left alone: the compressed size of a page with a CSRF token and text from outside would give
    the token away (BREACH). A 304 gets the ETag that the whole response would have.
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


def desk_language(get_response: GetResponse) -> GetResponse:
    """Use the editor's language at the desk and the site's elsewhere: public pages must not vary with the reader."""

    def middleware(request: HttpRequest) -> HttpResponse:
        language = settings.LANGUAGE_CODE
        if request.path_info.startswith("/admin/"):
            user = getattr(request, "user", None)
            cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
            chosen = getattr(user, "desk_language", "") or (cookie if translation.check_for_language(cookie) else "")
            language = chosen if chosen in dict(settings.LANGUAGES) else language
        with translation.override(language):
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return middleware
