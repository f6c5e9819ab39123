"""Editable pages that are not stories: about us, contact."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import BodyField, CleanedWithField, LineField, SlugField
from .folded import Folded
from .language import Language
from .reserved import validate_not_a_section, validate_not_reserved


class Purpose(models.TextChoices):
    """The pages that search engines and readers expect a news site to have."""

    ABOUT = "about", _("About us")
    CORRECTIONS = "corrections", _("Corrections policy")
    CONTACT = "contact", _("Contact")
    PRIVACY = "privacy", _("Privacy")


class Page(Folded):
    folded_from = ("title", "slug")

    title = LineField(_("title"), max_length=200)
    slug = SlugField(
        _("address"), max_length=60, unique=True, validators=[validate_not_reserved, validate_not_a_section]
    )
    body = BodyField(_("body"), blank=True)
    cleaned_with = CleanedWithField()
    purpose = models.CharField(
        _("purpose"), max_length=16, choices=Purpose.choices, blank=True,
        help_text=_("Search engines are told where these pages are."),
    )  # fmt: skip
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.HINDI)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_public = models.BooleanField(_("readers can see it"), default=True)
    saved_at = models.DateTimeField(_("last saved"), auto_now=True)

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["order", "title"]
        constraints = [
            models.UniqueConstraint(
                "purpose", condition=~models.Q(purpose=""), name="one_page_for_each_purpose",
                violation_error_message=_("Another page has this purpose already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title
