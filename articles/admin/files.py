"""Files in the desk's forms: several in one field, and what becomes of an uploaded picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from articles.images import PictureRefused

FILES_AT_MOST = 50
_PICTURES = "image/jpeg,image/png,image/webp,image/gif,image/avif"
Taken = TypeVar("Taken")


def picture_field(label: Any, help_text: Any, *, required: bool = False) -> forms.FileField:
    """For one picture, to be taken in by `taken_in`. Not a forms.ImageField: that has Pillow open whatever it knows,
    before anything is checked."""
    return forms.FileField(
        label=label, help_text=help_text, required=required, allow_empty_file=True,
        widget=AdminFileWidget(attrs={"accept": _PICTURES}),
    )  # fmt: skip


def taken_in(file: Any, take: Callable[[File], Taken]) -> Taken | None:
    """What `take` makes of an upload; None where the field holds nothing new. Why a picture is refused becomes the
    field's error."""
    if not isinstance(file, UploadedFile):
        return None
    try:
        return take(file)
    except PictureRefused as fault:
        raise forms.ValidationError(str(fault)) from None


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Gives the files as a list, which is empty where there are none."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > FILES_AT_MOST:
            raise forms.ValidationError(_("At most %(count)d files at once."), params={"count": FILES_AT_MOST})
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(files)
