"""JSON views of the image library for the body editor: one image, search, upload, change texts."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import EmptyPage, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import images
from articles.models import Image
from articles.models.folded import typed_words
from articles.publishing import image_library
from articles.text import normalise, single_line

from .base import CappedPaginator
from .files import MAX_FILES
from .image_state import warnings
from .submitted import refusal, unreadable, whole_number

PAGE_LENGTH = 24
_AS_STORED = ("alt", "caption", "credit", "language", "width", "height", "focal_x", "focal_y", "origin")
_MAX_QUERY, _MAX_ALT = 200, 300


def image_json(image: Image) -> dict[str, Any]:
    """Return an image for the editor's scripts; `url` is the rendition for the desk."""
    shown = images.rendition(image, "desk")
    return {
        "id": image.pk,
        "url": shown.url,
        "thumbnail": images.rendition(image, "thumbnail").url,
        "name": image.upload_name or str(image),
        **{name: getattr(image, name) for name in _AS_STORED},
        "origin_name": str(image.get_origin_display()),
        "warnings": warnings(image),
    }


@require_GET
@permission_required("articles.view_image", raise_exception=True)
def card_view(request: HttpRequest, image_id: int) -> JsonResponse:
    """GET: the image as JSON, for its card in the body editor."""
    return JsonResponse(image_json(get_object_or_404(Image, pk=image_id)))


@require_GET
@permission_required("articles.view_image", raise_exception=True)
def library_view(request: HttpRequest) -> JsonResponse:
    """GET ?q=&page= -> {"images": […], "page", "more", "may_add", "may_change"}, newest first."""
    paginator = CappedPaginator(search(request.GET.get("q", ""), request.user), PAGE_LENGTH)
    try:
        page = paginator.page(whole_number(request.GET.get("page", "")) or 1)
    except EmptyPage:
        page = Paginator(Image.objects.none(), 1).page(1)
    return JsonResponse(
        {
            "images": [image_json(image) for image in page],
            "page": page.number,
            "more": page.has_next(),
            "may_add": request.user.has_perm("articles.add_image"),
            "may_change": request.user.has_perm("articles.change_image"),
        }
    )


def search(query: str, user: Any) -> QuerySet[Image]:
    """Return images that this person may choose and whose texts or file name contain every word, newest first."""
    rows = Image.objects.shown_to(user).order_by("-added_at", "-id")
    for word in typed_words(query[:_MAX_QUERY]):
        rows = rows.filter(folded__contains=word)
    return rows


@require_POST
def upload_view(request: HttpRequest) -> JsonResponse:
    """POST multipart files -> {"images": […]} in the same order: as in the library, or {"name", "error"}."""
    if not request.user.has_perm("articles.add_image"):
        return refusal(_("You may not add pictures to the library. Ask an editor."), status=403)
    files = [file for name in request.FILES for file in request.FILES.getlist(name)]
    if not files or len(files) > MAX_FILES:
        return refusal(_("Choose at least one file, and at most %d.") % MAX_FILES)
    return JsonResponse({"images": [_uploaded(file, request) for file in files]})


def _uploaded(file: UploadedFile, request: HttpRequest) -> dict[str, Any]:
    try:
        return image_json(image_library.add(file, by=request.user, pending=True))  # type: ignore[arg-type]
    except images.PictureRefused as error:
        return {"name": file.name or "", "error": str(error)}


@require_POST
def texts_view(request: HttpRequest, image_id: int) -> JsonResponse:
    """POST JSON {"alt", "caption"}: save the given texts and record the change in the audit log."""
    image = get_object_or_404(Image, pk=image_id)
    if not image_library.may_change(image, request.user):  # type: ignore[arg-type]
        return refusal(_("You may not change this picture: readers see it, or somebody else added it."), status=403)
    texts = _submitted_texts(request)
    if texts is None:
        return unreadable()
    if len(texts.get("alt", "")) > _MAX_ALT:
        return refusal(_("At most %d letters: the caption can say more.") % _MAX_ALT)
    image_library.describe(image, texts, by=request.user)  # type: ignore[arg-type]
    return JsonResponse(image_json(image))


def _submitted_texts(request: HttpRequest) -> dict[str, str] | None:
    try:
        data = json.loads(request.body)
        tidy = {"alt": single_line, "caption": normalise}
        return {name: tidy[name](text) for name, text in data.items() if name in tidy}
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
