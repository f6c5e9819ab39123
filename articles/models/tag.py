"""Tags: what a story is about. One tag has many spellings."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from articles.text import tag_key

from .fields import LineField, ProseField, SlugField
from .folded import Folded
from .language import Language


class Tag(Folded, TagBase):
    """`key` is the folded name, which all spellings of a name share. See `articles.text.tag_key`."""

    folded_from = ("name", "slug")

    name = LineField(_("name"), max_length=100)
    slug = SlugField(_("address"), max_length=100, unique=True)
    key = models.CharField(max_length=200, unique=True, editable=False)
    description = ProseField(_("description"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.HINDI)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save without TagBase.save(), which would make a slug of a Hindi name; `publishing.tags` sets ours."""
        self.key = tag_key(self.name)
        models.Model.save(self, *args, **kwargs)


class TagName(Folded):
    """A name of a tag, its own or an alias, with its folded key."""

    folded_from = ("name",)

    key = models.CharField(max_length=200, unique=True, editable=False)
    name = LineField(_("name"), max_length=100)
    tag = models.ForeignKey(Tag, verbose_name=_("tag"), on_delete=models.CASCADE, related_name="names")

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = tag_key(self.name)
        super().save(*args, **kwargs)
