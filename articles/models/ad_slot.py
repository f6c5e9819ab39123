"""The slots for advertising: each shows one advertisement, or nothing."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import LineField, WebAddressField


def origin_of(url: str) -> str:
    """Return scheme, host and port, if given, as a Content-Security-Policy names them: "https://ads.example"."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


class AdPosition(models.TextChoices):
    TOP = "top", _("Below the head of every page")
    LIST = "list", _("Front page: below the top; lists: at their end")
    STORY = "story", _("Story: below its text")


class AdSlot(models.Model):
    """A linked picture, or an iframe of an advertising server that NEWSROOM_AD_ORIGINS allows.

    Width and height are in pixels; pages reserve them before anything loads.
    """

    place = models.CharField(_("place"), max_length=10, choices=AdPosition.choices, unique=True, editable=False)
    is_on = models.BooleanField(_("readers see it"), default=False)
    picture = models.FileField(_("picture"), upload_to="ads/", blank=True)
    picture_width = models.PositiveSmallIntegerField(editable=False, default=0)
    picture_height = models.PositiveSmallIntegerField(editable=False, default=0)
    alt = LineField(
        _("alternative text"), max_length=200, blank=True,
        help_text=_("What the picture says, for those who cannot see it."),
    )  # fmt: skip
    address = WebAddressField(_("where it leads"), max_length=500, blank=True)
    frame_url = WebAddressField(
        _("or: address of a frame"), max_length=500, blank=True,
        help_text=_("Of an advertising server. The picture above is then not shown."),
    )  # fmt: skip
    frame_height = models.PositiveSmallIntegerField(
        _("height of the frame"), default=250, help_text=_("In pixels; kept free, so that nothing on the page moves.")
    )
    starts = models.DateTimeField(_("from"), null=True, blank=True)
    ends = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("advertisement")
        verbose_name_plural = _("advertising")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_place_display()
