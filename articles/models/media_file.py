"""PDF, audio and video files that stories show, as they were uploaded."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import LineField, ProseField
from .folded import Folded
from .language import Language


class MediaKind(models.TextChoices):
    PDF = "pdf", _("PDF")
    AUDIO = "audio", _("Audio")
    VIDEO = "video", _("Video")


class MediaFile(Folded):
    """A file with its texts and rights. `size` is in bytes, `duration` in seconds, where the file says it.

    `articles.files` finds out what an upload is; its name on disk has a hash of its content.
    """

    folded_from = ("title", "description", "credit", "upload_name")

    kind = models.CharField(_("kind of file"), max_length=8, choices=MediaKind.choices, editable=False)
    file = models.FileField(_("file"), upload_to="files/%Y/%m/", max_length=200, db_index=True)
    upload_name = LineField(_("name of the file"), max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0, editable=False)
    duration = models.PositiveIntegerField(_("duration"), null=True, editable=False)
    title = LineField(_("title"), max_length=200, help_text=_("What it is, for readers: they see it with the file."))
    description = ProseField(
        _("transcript or description"), blank=True,
        help_text=_("What is said and shown in it, for those who cannot hear or see it. Readers can unfold it."),
    )  # fmt: skip
    credit = LineField(_("credit"), max_length=200, blank=True)
    licence = LineField(
        _("licence"), max_length=200, blank=True,
        help_text=_("What others may do with it, as readers should read it: CC BY 4.0, for example."),
    )  # fmt: skip
    still = models.ForeignKey(
        "articles.Image", verbose_name=_("still"), null=True, blank=True, on_delete=models.PROTECT,
        related_name="stills_of",
        help_text=_("From the library: what is seen of a video before it plays, or of a PDF in a story."),
    )  # fmt: skip
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.HINDI)
    import_ref = LineField(max_length=200, unique=True, null=True, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("uploaded by"), null=True, editable=False, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-added_at", "-id"]

    def __str__(self) -> str:
        return self.title or self.upload_name or str(self.file.name)
