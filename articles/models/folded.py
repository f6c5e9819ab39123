"""What lists and choosers of the desk compare with what is typed. See docs/decisions/0028-lists-of-the-desk.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models

from articles.text import list_key, typed_key

_MAX_WORDS = 8


def typed_words(typed: str) -> list[str]:
    """Return the first words of what was typed, folded: each must stand in the column `folded` of what is found."""
    return typed_key(typed).split()[:_MAX_WORDS]


class FoldedField(models.TextField):
    """The folded texts of the row, written whenever the row is."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        texts = (str(getattr(model_instance, name) or "") for name in model_instance.folded_from)  # type: ignore[attr-defined]
        folded = list_key("\n".join(texts))
        setattr(model_instance, self.attname, folded)
        return folded


class Folded(models.Model):
    """Base of rows that lists of the desk find by what is typed, in whatever spelling.

    Do not change a field of `folded_from` by `QuerySet.update()`: it leaves `folded` as it was.
    """

    folded_from: ClassVar[tuple[str, ...]]

    folded = FoldedField(default="", editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is not None:
            update_fields = {*update_fields, "folded"}
        super().save(*args, update_fields=update_fields, **kwargs)
