"""Authors: people with a page of their own, who are named in bylines."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.text import is_web_address

from .fields import LineField, ProseField, SlugField
from .folded import Folded


class Author(Folded):
    folded_from = ("name", "latin_name", "slug")

    name = LineField(_("name"), max_length=120, help_text=_("In the script of the newsroom."))
    latin_name = LineField(_("name in Latin letters"), max_length=120, blank=True)
    slug = SlugField(_("address"), max_length=80, unique=True)
    role = LineField(_("role"), max_length=120, blank=True, help_text=_("For example: special correspondent."))
    bio = ProseField(_("about"), blank=True)
    portrait = models.ForeignKey(
        "articles.Image", verbose_name=_("portrait"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    links = ProseField(_("links"), blank=True, help_text=_("One address a line."))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="author",
    )  # fmt: skip

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def link_list(self) -> list[str]:
        """Return the lines of `links` that are web addresses."""
        return [line for line in map(str.strip, self.links.split("\n")) if is_web_address(line)]
