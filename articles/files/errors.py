"""Why a file is refused. Each error says so in a sentence or two for editors, and what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class FileRefused(Exception):
    """`str()` is the sentence in the active language; `values` fill its placeholders."""

    sentence: Any = _("This is no PDF, MP3, M4A, OGG, MP4 or WebM file. Save it as one of these.")

    def __init__(self, **values: Any) -> None:
        super().__init__(values)
        self.values = values

    def __str__(self) -> str:
        return str(self.sentence) % self.values


class EmptyUpload(FileRefused):
    sentence = _("The file is empty. Choose it again, or ask for it anew.")


class FileTooLarge(FileRefused):
    sentence = _("The file is too large: at most %(limit)s. Save it smaller, or put it on a video site and quote that.")


class NotWhole(FileRefused):
    sentence = _("The file is not whole: its end or its index is missing. Save it again.")


class NotPlayable(FileRefused):
    sentence = _("Browsers do not play this file (%(what)s). Save it as MP4 with H.264, or as M4A or MP3 for sound.")
