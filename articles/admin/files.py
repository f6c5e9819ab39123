"""Files in the desk's forms: several files in one field, and uploaded pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from articles.images import PictureRefused

MAX_FILES = 50
_PICTURES = "image/jpeg,image/png,image/webp,image/gif,image/avif"
Result = TypeVar("Result")


def picture_field(label: Any, help_text: Any, *, required: bool = False) -> forms.FileField:
    """Return a field for one picture, to be cleaned with `accept_upload`.

    Not a forms.ImageField: that lets Pillow open every format it knows before our checks of format and size.
    """
    return forms.FileField(
        label=label, help_text=help_text, required=required, allow_empty_file=True,
        widget=AdminFileWidget(attrs={"accept": _PICTURES}),
    )  # fmt: skip


def accept_upload(file: Any, accept: Callable[[File], Result]) -> Result | None:
    """Return what `accept` makes of an upload; None if the field has no new file.

    Raise forms.ValidationError with the reason if the picture is refused.
    """
    if not isinstance(file, UploadedFile):
        return None
    try:
        return accept(file)
    except PictureRefused as error:
        raise forms.ValidationError(str(error)) from None


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A field whose value is a list of files, empty where none was chosen."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MAX_FILES:
            raise forms.ValidationError(_("At most %(count)d files at once."), params={"count": MAX_FILES})
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(files)
