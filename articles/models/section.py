"""The tree of sections."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .colour import ColourField
from .fields import LineField, ProseField, SlugField
from .folded import Folded
from .language import Language
from .reserved import validate_not_a_page, validate_not_reserved


class SectionQuerySet(models.QuerySet["Section"]):
    def in_order(self) -> SectionQuerySet:
        return self.order_by("order", "name")


class Section(Folded):
    folded_from = ("name", "slug")

    name = LineField(_("name"), max_length=100)
    slug = SlugField(
        _("address"), max_length=60, unique=True, validators=[validate_not_reserved, validate_not_a_page],
        help_text=_("One word in Latin letters; it is the section's place in addresses."),
    )  # fmt: skip
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    description = ProseField(_("description"), blank=True)
    accent = ColourField(
        _("accent colour"),
        blank=True,
        help_text=_("Of its page and its stories. Empty: as the section above it, or the site."),
    )
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.HINDI)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise ValidationError if the section is below itself. One query for each step up the tree."""
        seen = {self.pk} if self.pk else set()
        above = self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("A section cannot be part of itself or of one of its own parts.")})
            seen.add(above.pk)
            above = above.parent


class SectionTree:
    """All sections, read once, to be walked without queries."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self.by_id = {section.pk: section for section in sections}

    def with_ancestors(self, section_id: int | None) -> list[Section]:
        """Return the section and those above it, nearest first; [] for an unknown one."""
        found: list[Section] = []
        while section_id in self.by_id and self.by_id[section_id] not in found:
            found.append(self.by_id[section_id])
            section_id = found[-1].parent_id
        return found

    def with_descendants(self, section_id: int) -> list[Section]:
        """Return the section and all below it."""
        return [
            section for section in self.by_id.values() if section_id in (s.pk for s in self.with_ancestors(section.pk))
        ]
