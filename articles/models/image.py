"""The image library."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import LineField, ProseField
from .folded import Folded
from .language import Language
from .pending import Pending, PendingQuerySet

_SHARE = [MinValueValidator(0), MaxValueValidator(100)]


class Origin(models.TextChoices):
    """The kind of image; pages name every kind but PHOTO."""

    PHOTO = "photo", _("Photo")
    ARCHIVE = "archive", _("Archive photo")
    SYMBOLIC = "symbolic", _("Symbolic photo")
    ILLUSTRATION = "illustration", _("Illustration")
    ALTERED = "altered", _("Altered picture")
    AI = "ai", _("Made with AI")


class Image(Folded, Pending):
    """An image with its texts and rights. Width and height are in pixels, the focal point is in percent.

    `file` is the cleaned original. `renditions` lists its smaller forms in storage, so that pages need no query for
    them; `articles.images` writes and reads it.
    """

    folded_from = ("alt", "caption", "credit", "upload_name", "file")

    file = models.ImageField(
        _("file"), upload_to="images/%Y/%m/", width_field="width", height_field="height", db_index=True
    )
    width = models.PositiveIntegerField(_("width"), editable=False, null=True)
    height = models.PositiveIntegerField(_("height"), editable=False, null=True)
    upload_name = LineField(_("name of the file"), max_length=200, blank=True, editable=False)
    alt = LineField(
        _("alternative text"), max_length=300, blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )  # fmt: skip
    caption = ProseField(_("caption"), blank=True)
    credit = LineField(_("credit"), max_length=200, blank=True)
    origin = models.CharField(
        _("kind of picture"), max_length=16, choices=Origin.choices, default=Origin.PHOTO,
        help_text=_("Readers are told of anything but a photo of what is reported."),
    )  # fmt: skip
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    rights_note = ProseField(_("rights note"), blank=True, help_text=_("For the desk only; readers do not see it."))
    rights_until = models.DateField(
        _("last day of the rights"), null=True, blank=True, db_index=True,
        help_text=_("After that day readers are not shown the picture any more; the stories stay."),
    )  # fmt: skip
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.HINDI)
    focal_x = models.PositiveSmallIntegerField(_("focal point, across"), default=50, validators=_SHARE)
    focal_y = models.PositiveSmallIntegerField(_("focal point, down"), default=50, validators=_SHARE)
    renditions = models.JSONField(default=dict, editable=False)
    import_ref = LineField(max_length=200, unique=True, null=True, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), null=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = PendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-added_at", "-id"]

    def __str__(self) -> str:
        return self.alt or self.caption or self.upload_name or str(self.file.name)

    def rights_ended(self, on: dt.date | None = None) -> bool:
        return self.rights_until is not None and self.rights_until < (on or timezone.localdate())


class EarlierFile(models.Model):
    """A file that an image had before another took its place. Revisions and kept copies of pages name it, so it stays
    as long as the image, and can be brought back.

    `renditions` lists its smaller forms, as `Image.renditions` does; `articles.images` reads both.
    """

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="earlier_files")
    file = models.FileField(max_length=200, db_index=True)
    upload_name = LineField(max_length=200, blank=True)
    renditions = models.JSONField(default=dict)
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("earlier file of an image")
        verbose_name_plural = _("earlier files of images")
        ordering = ["-replaced_at", "-id"]

    def __str__(self) -> str:
        return self.upload_name or str(self.file.name)
