"""Files: uploads, the picture that stands for the site where it is shared, and the style sheet of its colours."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page, require_safe
from django.views.static import serve

from articles import files, images, rendering
from articles.models import colour

from .errors import gone

# What Python guesses depends on its version and on a file of the machine.
_CONTENT_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".avif": "image/avif"}
_CONTENT_TYPES |= files.CONTENT_TYPES
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
_PIECE = 65_536
_FOR_EVER = "public, max-age=31536000, immutable"
# A browser keeps what it has; a cache in front asks again, because a picture can be taken down.
_MEDIA = "public, max-age=31536000, s-maxage=600, immutable"
# RFC 9116 recommends less than a year.
_SECURITY_TXT_LIFE = dt.timedelta(days=180)
# --accent in static/css/site.css.
_DEFAULT_ACCENT = "#9b1c1f"


@csrf_exempt
@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve an uploaded file. A name never gets other content. Two queries for a picture of a story.

    What nothing public shows any more is gone for readers; the desk still gets it. Players ask for parts of a file. A
    PDF may hold scripts: it is saved, never opened, on this site's origin.
    """
    access = rendering.media_access(path)
    if access != "public" and not request.user.is_staff:
        if access == "gone":
            return gone(request)
        raise Http404("no such file")
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (OSError, ValueError, SuspiciousFileOperation):
        # No file of the folder can have this name: it is too long, or leads out of it.
        raise Http404("no such file") from None
    if response.status_code == 200 and (content_type := _CONTENT_TYPES.get(PurePosixPath(path).suffix)):
        response.headers["Content-Type"] = content_type
    response.headers["Cache-Control"] = _MEDIA if access == "public" else "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if path.endswith(".pdf"):
        response.headers["Content-Disposition"] = f'attachment; filename="{PurePosixPath(path).name}"'
    return _part(request, response) if isinstance(response, FileResponse) else response


def _part(request: HttpRequest, response: FileResponse) -> HttpResponseBase:
    """Return the part of the file that is asked for (RFC 9110, 14), or the whole if it is not one part of it."""
    response.headers["Accept-Ranges"] = "bytes"
    asked, size = _RANGE.fullmatch(request.headers.get("Range", "")), int(response.headers["Content-Length"])
    known = request.headers.get("If-Range", response.headers["Last-Modified"])
    if asked is None or not any(asked.groups()) or known != response.headers["Last-Modified"]:
        return response
    first, last = asked.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if start > end:
        response.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    response.headers["Content-Length"] = str(end - start + 1)
    response.streaming_content = _pieces(response.file_to_stream, start, end - start + 1)
    return response


def _pieces(file: Any, start: int, length: int) -> Iterator[bytes]:
    file.seek(start)
    while length and (piece := file.read(min(_PIECE, length))):
        length -= len(piece)
        yield piece


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=86_400)
@conditional_page
def site_card(request: HttpRequest) -> HttpResponse:
    """Serve a JPEG with the site's name; each process draws it once. One query."""
    identity = rendering.site_context().identity
    accent = identity.accent if colour.is_colour(identity.accent) else _DEFAULT_ACCENT
    return HttpResponse(images.site_card(identity.name, colour.on_light(accent)), content_type="image/jpeg")


@csrf_exempt
@require_safe
@cache_control(public=True, max_age=86_400)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Serve whom to write to about a hole in the site, as RFC 9116 has it, if the site settings name a mail address.
    One query."""
    email = rendering.site_context().identity.email
    if not email:
        raise Http404("the site has no mail address")
    expires = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + _SECURITY_TXT_LIFE
    fields = {
        "Contact": f"mailto:{quote(email, safe='@+')}",
        "Expires": expires.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "Preferred-Languages": "hi, en",
        "Canonical": settings.SITE_URL + reverse("articles:security_txt"),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@csrf_exempt
@require_safe
def palette(request: HttpRequest, name: str) -> HttpResponse:
    """Serve the style sheet of the chosen colours. One query.

    The name is a hash of the content, so the current one may be kept for ever. An older name gets the current colours
    too, but they must not be stored.
    """
    site = rendering.site_context()
    response = HttpResponse(rendering.palette(site), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = _FOR_EVER if rendering.palette_name(site) == name else "no-store"
    return response
