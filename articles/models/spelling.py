"""How the desk wants Hindi words spelled in addresses, where the rules would spell them otherwise."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.text import fold

from .fields import LineField
from .folded import Folded

_SPELLING = RegexValidator(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", _("Small Latin letters, digits and hyphens only."))


class Spelling(Folded):
    folded_from = ("word", "spelling")

    word = LineField(_("word in Hindi"), max_length=100)
    key = models.CharField(max_length=100, unique=True, editable=False)
    spelling = LineField(_("in addresses"), max_length=100, validators=[_SPELLING])

    class Meta:
        verbose_name = _("spelling in addresses")
        verbose_name_plural = _("spellings in addresses")
        ordering = ["word"]

    def __str__(self) -> str:
        return f"{self.word} → {self.spelling}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = fold(self.word)
        super().save(*args, **kwargs)
