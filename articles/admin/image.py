"""The picture library at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Image

from .base import DeskAdmin

_FORMATS = {"JPEG", "PNG", "WEBP", "GIF", "AVIF"}
_ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"}
_PIXELS_AT_MOST = 60_000_000


class ImageForm(forms.ModelForm):
    class Meta:
        model = Image
        fields = ["file", "alt", "caption", "credit", "rights_note", "language", "focal_x", "focal_y"]

    def clean_file(self) -> UploadedFile:
        """Only pictures readers' browsers show, of a size a server can bear. Django has read the header already."""
        file = self.cleaned_data["file"]
        picture = getattr(file, "image", None)
        if picture is None:
            return file
        if file.size and file.size > settings.UPLOAD_MAX_BYTES:
            limit = filesizeformat(settings.UPLOAD_MAX_BYTES)
            raise ValidationError(_("The picture is too large: at most %(limit)s."), params={"limit": limit})
        if picture.format not in _FORMATS or not any((file.name or "").lower().endswith(end) for end in _ENDINGS):
            raise ValidationError(_("Only JPEG, PNG, WebP, GIF and AVIF pictures, with that ending in their name."))
        if picture.width * picture.height > _PIXELS_AT_MOST:
            raise ValidationError(_("The picture has too many pixels: at most 60 million."))
        return file


@admin.register(Image)
class ImageAdmin(DeskAdmin):
    form = ImageForm
    list_display = ["thumbnail", "__str__", "credit", "size", "added_at"]
    list_display_links = ["thumbnail", "__str__"]
    search_fields = ["alt", "caption", "credit", "file"]
    ordering = ["-added_at", "-id"]
    readonly_fields = ["thumbnail"]
    fields = ["thumbnail", "file", "alt", "caption", "credit", "rights_note", "language", ("focal_x", "focal_y")]

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString | str:
        if not image.file:
            return ""
        return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', image.file.url)

    @admin.display(description=_("size"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}" if image.width else ""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.card_view)
        return [path("<int:image_id>/card/", view, name="articles_image_card"), *super().get_urls()]

    def card_view(self, request: HttpRequest, image_id: int) -> JsonResponse:
        """What the body editor shows in an image's place."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        image = get_object_or_404(Image, pk=min(image_id, 2**63 - 1))
        return JsonResponse({"url": image.file.url, "alt": image.alt})
