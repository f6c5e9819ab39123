"""Uploaded files, for sites that have no web server in front to serve them."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from django.views.static import serve

# Said here: what Python knows of them depends on its version and on a file of the machine.
_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".webp": "image/webp", ".avif": "image/avif"}


@csrf_exempt
@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the media folder. Names never come back with other content, so it may be kept for a year."""
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except (OSError, ValueError, SuspiciousFileOperation):
        # A name no file of the folder can have: too long, or leading out of it.
        raise Http404("no such file") from None
    if response.status_code == 200 and (kind := _TYPES.get(PurePosixPath(path).suffix)):
        response.headers["Content-Type"] = kind
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
