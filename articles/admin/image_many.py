"""Upload many pictures at once, with shared values for their fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import images
from articles.models import Image, Language, Origin
from articles.publishing import image_library

from .files import FilesField

_ALT = "alt-"


class UploadManyForm(forms.Form):
    several = FilesField(label=gettext_lazy("pictures"))
    caption = forms.CharField(
        label=gettext_lazy("caption"), required=False, widget=AdminTextareaWidget(attrs={"rows": 3})
    )
    credit = forms.CharField(label=gettext_lazy("credit"), required=False, max_length=200, widget=AdminTextInputWidget)
    origin = forms.ChoiceField(label=gettext_lazy("kind of picture"), choices=Origin.choices, initial=Origin.PHOTO)
    rights_note = forms.CharField(
        label=gettext_lazy("rights note"), required=False, widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=gettext_lazy("For the desk only; readers do not see it."),
    )  # fmt: skip
    rights_until = forms.DateField(
        label=gettext_lazy("last day of the rights"), required=False, widget=AdminDateWidget,
        help_text=gettext_lazy("After that day readers are not shown the picture any more; the stories stay."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("language"), choices=Language.choices, initial=Language.HINDI)


@dataclass(frozen=True)
class UploadOutcome:
    """The result of one file: its image, or why it was refused."""

    name: str
    image: Image | None = None
    thumbnail: str = ""
    error: str = ""


def upload_many_view(site: Any, request: HttpRequest) -> HttpResponse:
    """Add the accepted files and list the refused ones; then ask for the alternative text of each image."""
    if not request.user.has_perm("articles.add_image"):
        raise PermissionDenied
    described = _describe(request) if request.method == "POST" and "describe" in request.POST else None
    is_upload = request.method == "POST" and described is None
    form = UploadManyForm(request.POST, request.FILES) if is_upload else UploadManyForm()
    outcomes: list[UploadOutcome] = []
    if is_upload and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "several"}
        outcomes = [_outcome(file, values, request) for file in form.cleaned_data["several"]]
    context = {
        **site.each_context(request), "title": _("Many pictures at once"), "form": form, "opts": Image._meta,
        "uploaded": [one for one in outcomes if one.image], "refused": [one for one in outcomes if one.error],
        "described": described, "media": form.media,
    }  # fmt: skip
    return TemplateResponse(request, "admin/articles/upload_many.html", context)


def _outcome(file: UploadedFile, values: dict[str, Any], request: HttpRequest) -> UploadOutcome:
    by: Any = request.user
    try:
        image = image_library.add(file, values, by=by)
    except images.PictureRefused as error:
        return UploadOutcome(file.name or "", error=str(error))
    return UploadOutcome(file.name or "", image, images.rendition(image, "thumbnail").url)


def _describe(request: HttpRequest) -> str:
    """Save the submitted alternative texts and return a message with their number."""
    if not request.user.has_perm("articles.change_image"):
        raise PermissionDenied
    typed = {name.removeprefix(_ALT): text for name, text in request.POST.items() if name.startswith(_ALT)}
    keys = [int(key) for key in typed if key.isascii() and key.isdecimal() and len(key) < 19]
    by: Any = request.user
    rows = list(Image.objects.filter(pk__in=keys))
    for image in rows:
        image_library.describe(image, {"alt": str(typed[str(image.pk)])[:300]}, by=by)
    count = sum(1 for image in rows if image.alt)
    return ngettext("%d picture has its alternative text.", "%d pictures have their alternative text.", count) % count
