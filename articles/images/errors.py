"""Why a file is refused. Each error says so in a sentence or two for editors, and what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class PictureRefused(Exception):
    """`str()` is the sentence in the active language; `values` fill its placeholders."""

    sentence: Any = _("This file cannot be taken into the library.")

    def __init__(self, **values: Any) -> None:
        super().__init__(values)
        self.values = values

    def __str__(self) -> str:
        return str(self.sentence) % self.values


class EmptyImageFile(PictureRefused):
    sentence = _("The file is empty. Choose it again, or ask for it anew.")


class ImageTooLarge(PictureRefused):
    sentence = _("The picture is too large: at most %(limit)s. Save it smaller or with more compression.")


class TooManyPixels(PictureRefused):
    sentence = _("The picture has too many pixels: at most %(limit)d million. Save it smaller.")


class TooManyFrames(PictureRefused):
    sentence = _("The picture moves in too many steps: at most %(limit)d. Save one of them as a still picture.")


class TooManyScans(PictureRefused):
    sentence = _("The picture is stored in far too many passes. Save it anew as an ordinary JPEG.")


class SvgDrawing(PictureRefused):
    sentence = _("An SVG drawing can carry scripts and is not taken. Export it as PNG.")


class HeicPicture(PictureRefused):
    sentence = _("This is a HEIC picture, which most browsers cannot show. Export it as JPEG.")


class UnknownFormat(PictureRefused):
    sentence = _("This is no picture that browsers show. JPEG, PNG, WebP, GIF and AVIF are taken.")


class WrongEnding(PictureRefused):
    sentence = _("The file is named %(ending)s but holds a picture of the kind %(format)s. Correct its name.")


class WrongType(PictureRefused):
    sentence = _("The file was sent as %(type)s but holds a picture of the kind %(format)s. Save it anew.")


class Damaged(PictureRefused):
    sentence = _("The file is damaged or did not arrive whole. Upload it again, or ask for it anew.")


class Disguised(PictureRefused):
    sentence = _("Behind the picture the file carries something else (%(what)s). Save the picture anew by itself.")
