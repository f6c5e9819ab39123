"""PDF, audio and video files in the admin, and the body editor's JSON views of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from articles import files, images
from articles.models import Article, MediaFile
from articles.models.folded import typed_words
from articles.publishing import media_library

from .autosave import AutosaveMixin
from .base import DeskAdmin
from .files import UploadField

_ACCEPTED = "application/pdf,audio/mpeg,audio/mp4,audio/ogg,video/mp4,video/webm,.pdf,.mp3,.m4a,.ogg,.mp4,.webm"
_MAX_FOUND, _MAX_QUERY = 30, 200


class MediaFileForm(forms.ModelForm):
    file = UploadField(
        files.accept, files.FileRefused, _ACCEPTED, label=_("file"),
        help_text=_("PDF, MP3, M4A, OGG, MP4 or WebM. Readers get it as it is: save a video for the web beforehand."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            # The row above it shows the file that is there.
            accepted = self.fields["file"].widget.attrs
            self.fields["file"].widget = forms.FileInput(attrs=accepted)
            self.fields["file"].label = _("another file")
            self.fields["file"].required = False

    class Meta:
        model = MediaFile
        fields = ["file", "title", "description", "credit", "licence", "still", "language"]
        widgets = {"description": forms.Textarea(attrs={"rows": 6})}


@admin.register(MediaFile)
class MediaFileAdmin(AutosaveMixin, DeskAdmin):
    form = MediaFileForm
    list_display = ["title", "kind", "about", "credit", "licence", "uploaded_by", "added_at"]
    list_filter = ["kind", "language"]
    list_select_related = ["uploaded_by"]
    search_fields = ["folded__contains"]
    ordering = ["-added_at", "-id"]
    autocomplete_fields = ["still"]
    readonly_fields = ["shown", "used_in"]
    fields = ["shown", "file", "title", "description", "credit", "licence", "still", "language", "used_in"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out the read-only fields on the add form."""
        fields = super().get_fields(request, obj)
        return fields if obj else [name for name in fields if name not in self.readonly_fields]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return media_library.may_change(obj, request.user)  # type: ignore[arg-type]

    @admin.display(description=_("size"))
    def about(self, file: MediaFile) -> str:
        return filesizeformat(file.size)

    @admin.display(description=_("file"))
    def shown(self, file: MediaFile) -> SafeString:
        about = f"{file.get_kind_display()}, {filesizeformat(file.size)}"
        return format_html('<a href="{}">{}</a> ({})', file.file.url, file.upload_name or file.title, about)

    @admin.display(description=_("used in"))
    def used_in(self, file: MediaFile) -> SafeString:
        stories = Article.objects.filter(Q(file_rows__file=file) | Q(lead_video=file)).distinct().order_by("-pk")[:50]
        links = ((reverse("admin:articles_article_change", args=[story.pk]), story) for story in stories)
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a>', links) or mark_safe("–")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:file_id>/card/", view(card_view), name="articles_mediafile_card"),
            path("find/", view(find_view), name="articles_mediafile_find"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: MediaFile, form: Any, change: bool) -> None:
        accepted: files.Accepted | None = form.fields["file"].accepted
        before = MediaFile.objects.get(pk=obj.pk) if change and accepted else None
        if accepted:
            media_library.fill(obj, accepted)
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
        media_library.after_replacing(obj, before)

    def delete_model(self, request: HttpRequest, obj: MediaFile) -> None:
        media_library.remove(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[MediaFile]) -> None:
        for file in queryset:
            media_library.remove(file)


def _card(file: MediaFile) -> dict[str, Any]:
    return {
        "id": file.pk,
        "url": file.file.url,
        "title": str(file),
        "kind": str(file.get_kind_display()),
        "language": file.language,
        "about": " · ".join(filter(None, [filesizeformat(file.size), file.credit, file.licence])),
        "still": images.rendition(file.still, "thumbnail").url if file.still else "",
    }


@require_GET
@permission_required("articles.view_mediafile", raise_exception=True)
def card_view(request: HttpRequest, file_id: int) -> JsonResponse:
    """GET: the file as JSON, for its card in the body editor."""
    return JsonResponse(_card(get_object_or_404(MediaFile.objects.select_related("still"), pk=file_id)))


@require_GET
@permission_required("articles.view_mediafile", raise_exception=True)
def find_view(request: HttpRequest) -> JsonResponse:
    """GET ?q= -> {"files": […], "may_add"}: at most 30 files whose texts contain every word, newest first."""
    rows = MediaFile.objects.select_related("still").order_by("-added_at", "-id")
    for word in typed_words(request.GET.get("q", "")[:_MAX_QUERY]):
        rows = rows.filter(folded__contains=word)
    cards = [_card(file) for file in rows[:_MAX_FOUND]]
    return JsonResponse({"files": cards, "may_add": request.user.has_perm("articles.add_mediafile")})
