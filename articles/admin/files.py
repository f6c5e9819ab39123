"""Files in the desk's forms: several files in one field, and uploaded pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from articles.images import PictureRefused

MAX_FILES = 50
_PICTURES = "image/jpeg,image/png,image/webp,image/gif,image/avif"


class UploadField(forms.FileField):
    """A field for one file. `accept` checks an upload, or raises `refused`; `accepted` is what it returned for a new
    file. `types` are offered in the browser's dialog."""

    accepted: Any = None

    def __init__(self, accept: Callable[[File], Any], refused: type[Exception], types: str, **options: Any) -> None:
        super().__init__(allow_empty_file=True, widget=AdminFileWidget(attrs={"accept": types}), **options)
        self._accept, self._refused = accept, refused

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return file
        try:
            self.accepted = self._accept(file)
        except self._refused as error:
            raise forms.ValidationError(str(error)) from None
        return self.stored(file)

    def stored(self, file: UploadedFile) -> Any:
        """Return the file as it is stored: the upload itself, under another name."""
        file.name = self.accepted.name
        return file


class PictureField(UploadField):
    """A field for one picture, which is stored as it was cleaned.

    Not a forms.ImageField: that lets Pillow open every format it knows before our checks of format and size.
    """

    def __init__(self, accept: Callable[[File], Any], **options: Any) -> None:
        super().__init__(accept, PictureRefused, _PICTURES, **options)

    def stored(self, file: UploadedFile) -> Any:
        return self.accepted.file


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
