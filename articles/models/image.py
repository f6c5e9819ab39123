"""The picture library."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import LineField, ProseField
from .language import Language

_SHARE = [MinValueValidator(0), MaxValueValidator(100)]


class Image(models.Model):
    """A picture with the words that must go with it. Width and height are in pixels, the focal point in percent."""

    file = models.ImageField(_("file"), upload_to="images/%Y/%m/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(_("width"), editable=False, null=True)
    height = models.PositiveIntegerField(_("height"), editable=False, null=True)
    alt = LineField(
        _("alternative text"), max_length=300, blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )  # fmt: skip
    caption = ProseField(_("caption"), blank=True)
    credit = LineField(_("credit"), max_length=200, blank=True)
    rights_note = ProseField(_("rights note"), blank=True, help_text=_("For the desk only; readers do not see it."))
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.HINDI)
    focal_x = models.PositiveSmallIntegerField(_("focal point, across"), default=50, validators=_SHARE)
    focal_y = models.PositiveSmallIntegerField(_("focal point, down"), default=50, validators=_SHARE)
    import_ref = LineField(max_length=200, unique=True, null=True, blank=True, editable=False)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-added_at", "-id"]

    def __str__(self) -> str:
        return self.alt or self.caption or str(self.file.name)
