"""The image library in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import images
from articles.models import EarlierFile, Image
from articles.publishing import image_library, pending

from .autosave import AutosaveMixin
from .base import DeskAdmin, without_pending
from .chosen import ChosenField
from .files import FilesField, PictureField
from .image_state import AltFilter, RightsFilter, rights_state, warnings, where_used
from .image_views import card_view, library_view, texts_view, upload_view
from .submitted import whole_number
from .time_fields import TypedDateField

_ALT = "alt-"


class EarlierFileField(ChosenField):
    """A choice among the earlier files of an image, each shown as a picture."""

    def __init__(self, **options: Any) -> None:
        super().__init__(EarlierFile.objects.none(), widget=forms.RadioSelect, required=False, **options)

    def label_from_instance(self, earlier: Any) -> SafeString:
        replaced = date_format(timezone.localtime(earlier.replaced_at), "DATETIME_FORMAT")
        return format_html(
            '<img class="thumbnail" src="{}" alt="" loading="lazy"> {}', earlier.file.url,
            _("%(name)s, replaced on %(day)s") % {"name": earlier, "day": replaced},
        )  # fmt: skip


class ImageForm(forms.ModelForm):
    file = PictureField(
        images.accept,
        label=gettext_lazy("file"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, GIF or AVIF. Where you leave a field empty, it gets what the file says of itself; place "
            "and camera are not kept."
        ),
    )
    bring_back = EarlierFileField(
        label=gettext_lazy("bring back an earlier file"), empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("The present file is kept in its place, and can be brought back in turn."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "bring_back" in self.fields and self.instance.pk:
            self.fields["bring_back"].queryset = self.instance.earlier_files.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if cleaned and cleaned.get("bring_back") and "file" in self.changed_data:
            self.add_error("bring_back", _("Choose a new file or an earlier one, not both."))
        return cleaned

    class Meta:
        model = Image
        fields = [
            "file", "alt", "caption", "credit", "origin", "taken_on", "rights_note", "rights_until", "language",
            "focal_x", "focal_y",
        ]  # fmt: skip
        widgets = {"caption": forms.Textarea(attrs={"rows": 3}), "rights_note": forms.Textarea(attrs={"rows": 3})}


class UploadManyForm(forms.ModelForm):
    """Many pictures at once, with shared values for their fields."""

    several = FilesField(label=gettext_lazy("pictures"))

    class Meta:
        model = Image
        fields = ["several", "caption", "credit", "origin", "rights_note", "rights_until", "language"]
        field_classes = {"rights_until": TypedDateField}
        widgets = {
            "caption": AdminTextareaWidget(attrs={"rows": 3}),
            "credit": AdminTextInputWidget,
            "rights_note": AdminTextareaWidget(attrs={"rows": 2}),
            "rights_until": AdminDateWidget,
        }
        help_texts = {"origin": ""}


@admin.register(Image)
class ImageAdmin(AutosaveMixin, DeskAdmin):
    form = ImageForm
    change_list_template = "admin/articles/image_list.html"
    list_display = ["thumbnail", "name", "alt_state", "credit", "rights", "size", "added_at"]
    list_display_links = ["thumbnail", "name"]
    list_filter = [AltFilter, RightsFilter, "origin", "language"]
    search_fields = ["folded__contains"]
    ordering = ["-added_at", "-id"]
    readonly_fields = ["shown", "used_in", "upload_name"]
    fields = [
        "shown", "file", "bring_back", "upload_name", "alt", "caption", "credit", "origin", "taken_on", "rights_note",
        "rights_until", "language", ("focal_x", "focal_y"), "used_in",
    ]  # fmt: skip

    class Media:
        js = ["admin/focal-point.js"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave out the read-only fields on the add form, and the earlier files where there are none."""
        fields = super().get_fields(request, obj)
        if obj is None:
            return [name for name in fields if name not in (*self.readonly_fields, "bring_back")]
        has_earlier = self.has_change_permission(request, obj) and obj.earlier_files.exists()
        return fields if has_earlier else [name for name in fields if name != "bring_back"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_change_permission(request)
        return image_library.may_change(obj, request.user)  # type: ignore[arg-type]

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, image: Image) -> SafeString | str:
        if not image.file:
            return ""
        address = images.rendition(image, "thumbnail").url
        return format_html('<img class="thumbnail" src="{}" alt="" loading="lazy">', address)

    @admin.display(description=gettext_lazy("picture"))
    def shown(self, image: Image) -> SafeString:
        """Return a large preview; static/admin/focal-point.js lets editors click the focal point on it."""
        desk, found = images.rendition(image, "desk"), warnings(image)
        return format_html(
            '<span class="focal-picture"><img src="{}" alt="{}" width="{}" height="{}"></span>{}',
            desk.url, image.alt, desk.width or "", desk.height or "",
            format_html('<p class="picture-warning">{}</p>', " ".join(found)) if found else "",
        )  # fmt: skip

    @admin.display(description=gettext_lazy("name"), ordering="alt")
    def name(self, image: Image) -> str:
        return str(image)

    @admin.display(description=gettext_lazy("alternative text"))
    def alt_state(self, image: Image) -> SafeString:
        if image.alt:
            return format_html('<span class="alt-there">{}</span>', _("there"))
        return format_html('<span class="alt-missing">{}</span>', _("missing"))

    @admin.display(description=gettext_lazy("rights"), ordering="rights_until")
    def rights(self, image: Image) -> SafeString | str:
        if warning := rights_state(image):
            return format_html('<span class="alt-missing" title="{}">{}</span>', warning, image.rights_until)
        return str(image.rights_until or "")

    @admin.display(description=gettext_lazy("size"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}" if image.width else ""

    @admin.display(description=gettext_lazy("used in"))
    def used_in(self, image: Image) -> SafeString:
        return where_used(image)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        return without_pending(super().get_queryset(request), request)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:image_id>/card/", view(card_view), name="articles_image_card"),
            path("<int:image_id>/words/", view(texts_view), name="articles_image_words"),
            path("library/", view(library_view), name="articles_image_library"),
            path("upload/", view(upload_view), name="articles_image_upload"),
            path("upload-many/", view(self._upload_many), name="articles_image_upload_many"),
            *super().get_urls(),
        ]

    def _upload_many(self, request: HttpRequest) -> HttpResponse:
        """Add the accepted files and list the refused ones; then ask for the alternative text of each image."""
        if not request.user.has_perm("articles.add_image"):
            raise PermissionDenied
        described = _describe(request) if "describe" in request.POST else ""
        is_upload = request.method == "POST" and not described
        form = UploadManyForm(request.POST, request.FILES) if is_upload else UploadManyForm()
        uploaded: list[dict[str, Any]] = []
        refused: list[dict[str, Any]] = []
        if is_upload and form.is_valid():
            for file in form.cleaned_data.pop("several"):
                try:
                    image = image_library.add(file, form.cleaned_data, by=request.user)  # type: ignore[arg-type]
                except images.PictureRefused as error:
                    refused.append({"name": file.name, "error": str(error)})
                else:
                    thumbnail = images.rendition(image, "thumbnail").url
                    uploaded.append({"name": file.name, "image": image, "thumbnail": thumbnail})
        context = {
            **self.admin_site.each_context(request), "title": _("Many pictures at once"), "form": form,
            "opts": self.opts, "media": form.media, "uploaded": uploaded, "refused": refused, "described": described,
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/upload_many.html", context)

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        accepted: images.Accepted | None = form.fields["file"].accepted
        before = Image.objects.get(pk=obj.pk) if change else None
        if accepted:
            obj.upload_name, obj.renditions = accepted.upload_name, {}
            self._report(request, accepted, image_library.fill_from_metadata(obj, accepted.metadata))
        elif earlier := form.cleaned_data.get("bring_back"):
            image_library.bring_back(obj, earlier)
        if before is None:
            obj.uploaded_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
        if before:
            image_library.keep_replaced(obj, before, by=request.user)  # type: ignore[arg-type]
        pending.settle([obj])
        image_library.sync_files(obj)
        transaction.on_commit(lambda: image_library.make_first(obj), robust=True)

    def _report(self, request: HttpRequest, accepted: images.Accepted, filled: list[str]) -> None:
        request.picture_filled = filled  # type: ignore[attr-defined]
        if filled:
            fields: list[Any] = [Image._meta.get_field(name) for name in filled]
            names = ", ".join(str(capfirst(field.verbose_name)) for field in fields)
            messages.info(request, _("Taken from the file itself: %(fields)s. Look it over.") % {"fields": names})
        if accepted.was_animated:
            messages.warning(request, _("It was a moving picture: its first frame is kept."))

    def response_add(self, request: HttpRequest, obj: Image, post_url_continue: str | None = None) -> HttpResponse:
        """Open the change form if fields were filled from the file, so that somebody checks them."""
        response = super().response_add(request, obj, post_url_continue)
        stays = IS_POPUP_VAR in request.POST or "_addanother" in request.POST
        if not stays and getattr(request, "picture_filled", None):
            return HttpResponseRedirect(reverse("admin:articles_image_change", args=[obj.pk]))
        return response

    def delete_model(self, request: HttpRequest, obj: Image) -> None:
        image_library.remove(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> None:
        for image in queryset:
            image_library.remove(image)


def _describe(request: HttpRequest) -> str:
    """Save the submitted alternative texts and return a message with their number."""
    if not request.user.has_perm("articles.change_image"):
        raise PermissionDenied
    typed = {
        key: text
        for name, text in request.POST.items()
        if name.startswith(_ALT) and (key := whole_number(name.removeprefix(_ALT))) is not None
    }
    rows = [image for image in Image.objects.filter(pk__in=typed) if image_library.may_change(image, request.user)]  # type: ignore[arg-type]
    for image in rows:
        image_library.describe(image, {"alt": str(typed[image.pk])[:300]}, by=request.user)  # type: ignore[arg-type]
    count = sum(1 for image in rows if image.alt)
    return ngettext("%d picture has its alternative text.", "%d pictures have their alternative text.", count) % count
