"""What the body editor asks of the picture library: what a picture is, which ones there are, and to take one in."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import EmptyPage, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import images
from articles.models import Image
from articles.publishing import image_library
from articles.text import normalise, single_line

from .base import CappedPaginator
from .image_state import warnings

PAGE_LENGTH = 24
_FILES_AT_MOST = 50
_LONGEST_QUESTION, _LONGEST_ALT = 200, 300


def told(image: Image) -> dict[str, Any]:
    """A picture for the editor's scripts; the form of it at `url` is small enough for a desk."""
    shown = images.rendition(image, "desk")
    return {
        "id": image.pk,
        "url": shown.url,
        "thumbnail": images.rendition(image, "thumbnail").url,
        "name": image.upload_name or str(image),
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
        "language": image.language,
        "width": image.width,
        "height": image.height,
        "focal_x": image.focal_x,
        "focal_y": image.focal_y,
        "origin": image.origin,
        "origin_name": str(image.get_origin_display()),
        "warnings": warnings(image),
    }


@require_GET
def card_view(request: HttpRequest, image_id: int) -> JsonResponse:
    """What the body editor shows in an image's place."""
    _check(request, "view")
    return JsonResponse(told(get_object_or_404(Image, pk=min(image_id, 2**63 - 1))))


@require_GET
def library_view(request: HttpRequest) -> JsonResponse:
    """GET ?q=&page= -> {"images": […], "page", "more", "may_add", "may_change"}, the newest first."""
    _check(request, "view")
    found = CappedPaginator(search(request.GET.get("q", "")), PAGE_LENGTH)
    number = request.GET.get("page", "1")
    try:
        page = found.page(int(number) if number.isdecimal() and len(number) < 6 else 1)
    except EmptyPage:
        page = Paginator(Image.objects.none(), 1).page(1)
    return JsonResponse(
        {
            "images": [told(image) for image in page],
            "page": page.number,
            "more": page.has_next(),
            "may_add": request.user.has_perm("articles.add_image"),
            "may_change": request.user.has_perm("articles.change_image"),
        }
    )


def search(question: str) -> QuerySet[Image]:
    """Pictures in whose words or file's name each word of the question stands, the newest first."""
    rows = Image.objects.order_by("-added_at", "-id")
    for word in single_line(question.replace("\x00", " "))[:_LONGEST_QUESTION].split()[:8]:
        stands = Q()
        for field in ("alt", "caption", "credit", "upload_name", "file"):
            stands |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(stands)
    return rows


@require_POST
def upload_view(request: HttpRequest) -> JsonResponse:
    """POST of files as multipart -> {"images": […]} in their order: as in the library, or {"name", "error"}."""
    if not request.user.has_perm("articles.add_image"):
        return JsonResponse({"error": _("You may not add pictures to the library. Ask an editor.")}, status=403)
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    if not files or len(files) > _FILES_AT_MOST:
        return JsonResponse({"error": _("Choose at least one file, and at most %d.") % _FILES_AT_MOST}, status=400)
    return JsonResponse({"images": [_taken(file, request) for file in files]})


def _taken(file: UploadedFile, request: HttpRequest) -> dict[str, Any]:
    by: Any = request.user
    try:
        image = image_library.add(file, by=by)
    except images.PictureRefused as fault:
        return {"name": file.name or "", "error": str(fault)}
    return told(image)


@require_POST
def words_view(request: HttpRequest, image_id: int) -> JsonResponse:
    """POST {"alt", "caption"} as JSON: what is sent is changed, and the log says so."""
    if not request.user.has_perm("articles.change_image"):
        return JsonResponse({"error": _("You may not change pictures of the library.")}, status=403)
    image = get_object_or_404(Image, pk=min(image_id, 2**63 - 1))
    sent = _sent(request)
    if sent is None:
        return JsonResponse({"error": _("What was sent cannot be read.")}, status=400)
    if len(sent.get("alt", "")) > _LONGEST_ALT:
        return JsonResponse({"error": _("At most %d letters: the caption can say more.") % _LONGEST_ALT}, status=400)
    by: Any = request.user
    image_library.describe(image, sent, by=by)
    return JsonResponse(told(image))


def _sent(request: HttpRequest) -> dict[str, str] | None:
    try:
        words = json.loads(request.body)
        tidy = {"alt": single_line, "caption": normalise}
        return {name: tidy[name](text) for name, text in words.items() if name in tidy}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _check(request: HttpRequest, act: str) -> None:
    if not request.user.has_perm(f"articles.{act}_image"):
        raise PermissionDenied
