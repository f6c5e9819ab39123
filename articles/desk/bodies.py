"""How much a request may send: little for anybody, more for who is signed in at the desk, files where they belong.

What is larger is refused by its Content-Length, before anything of it is read or written to a temporary file.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles.rendering import last_site_identity

from .requests import wants_json

# How many of the largest pictures or texts one request may bring.
_SEVERAL = 10
_CHUNK = 64 * 1024


def upload_limits() -> dict[str, int]:
    """Return how many bytes the views that take files accept, by the name of their URL."""
    picture, text = settings.UPLOAD_MAX_BYTES, settings.IMPORT_MAX_BYTES
    files = {
        "articles_article_from_text": _SEVERAL * text,
        "articles_image_upload": _SEVERAL * picture,
        "articles_image_upload_many": _SEVERAL * picture,
        **dict.fromkeys(("articles_image_add", "articles_image_change"), picture),
        **dict.fromkeys(("articles_adslot_add", "articles_adslot_change"), picture),
        **dict.fromkeys(("articles_site_changelist", "articles_site_change"), 3 * picture),
        **dict.fromkeys(("articles_mediafile_add", "articles_mediafile_change"), settings.FILE_MAX_BYTES),
    }
    return {name: size + settings.DATA_UPLOAD_MAX_MEMORY_SIZE for name, size in files.items()}


def limited_bodies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse a body that is larger than its sender may send, or whose size the sender does not say."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "HTTP_TRANSFER_ENCODING" in request.META:
            # Django would take it for empty: nothing of it is read.
            return _refused(request, 411, _("The size of what was sent must be said before it: Content-Length."))
        size = _content_length(request)
        if size <= settings.ANONYMOUS_MAX_BYTES or size <= _allowed(request):
            return get_response(request)
        return too_large(request)

    return middleware


def _content_length(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0 if text.startswith("-") else 2**63


def _allowed(request: HttpRequest) -> int:
    """Return how many bytes this request may bring. Asks the database only who is signed in, and only at the desk.

    A cookie alone proves nothing: its session has to be one of an account that may work at the desk.
    """
    if not request.path_info.startswith("/admin/") or not (request.user.is_authenticated and request.user.is_staff):
        return settings.ANONYMOUS_MAX_BYTES
    try:
        name = resolve(request.path_info).url_name
    except Resolver404:
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return upload_limits().get(name or "", settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def too_large(request: HttpRequest) -> HttpResponse:
    """Return the answer to a body that is too large: 401 for a script of the desk whose session has ended."""
    at_desk = request.path_info.startswith("/admin/")
    if at_desk and _content_length(request) <= 2 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        # Browsers show the answer only once all has been sent. What somebody typed is at most this long.
        _discard(request)
    if at_desk and wants_json(request) and not request.user.is_authenticated:
        return JsonResponse({"code": "signed-out", "error": _("You are signed out. Sign in again.")}, status=401)
    return _refused(request, 413, size_message())


def size_message() -> str:
    return _("This is more than can be sent here at once. What you typed still stands in your browser: go back.")


def _discard(request: HttpRequest) -> None:
    try:
        while request.read(_CHUNK):
            pass
    except OSError:
        pass  # The sender has gone.


def _refused(request: HttpRequest, status: int, message: str) -> HttpResponse:
    if wants_json(request):
        response: HttpResponse = JsonResponse({"code": "too-large", "error": message}, status=status)
    else:
        context = {"site_name": last_site_identity().name, "number": status, "message": message}
        response = render(request, "413.html", context, status=status)
    response.headers["Connection"] = "close"
    return response
