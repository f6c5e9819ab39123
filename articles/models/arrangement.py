"""Arrangements: the slot assignments of the front page and of sections' pages, in every version ever saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .append_only import AppendOnly, AppendOnlyQuerySet
from .fields import LineField
from .section import Section

SCHEMA_VERSION = 1


class Slot(models.TextChoices):
    BREAKING = "breaking", _("Breaking bar")
    LEAD = "lead", _("Lead story")
    SECOND = "second", _("Second row")
    OPINION = "opinion", _("Opinion row")


# How many stories a slot shows at once. Further assignments wait until one ends.
CAPACITY = {Slot.BREAKING: 1, Slot.LEAD: 1, Slot.SECOND: 3, Slot.OPINION: 4}
FRONT_SLOTS = (Slot.BREAKING, Slot.LEAD, Slot.SECOND, Slot.OPINION)
SECTION_SLOTS = (Slot.LEAD, Slot.SECOND)


@dataclass(frozen=True)
class SlotAssignment:
    """A story in a slot, from `starts` until just before `ends`; None is no limit.

    In the breaking bar `text` replaces the story's headline, and `url` is the link of a text without a story.
    """

    slot: Slot
    story_id: int | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    text: str = ""
    url: str = ""

    def is_due(self, at: dt.datetime) -> bool:
        return (self.starts is None or self.starts <= at) and (self.ends is None or at < self.ends)

    def as_data(self) -> dict[str, Any]:
        """Return the JSON form, without empty values."""
        data = {
            "slot": self.slot.value, "story": self.story_id, "text": self.text, "url": self.url,
            "starts": self.starts and self.starts.astimezone(dt.UTC).isoformat(),
            "ends": self.ends and self.ends.astimezone(dt.UTC).isoformat(),
        }  # fmt: skip
        return {name: value for name, value in data.items() if value}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> SlotAssignment:
        starts, ends = (dt.datetime.fromisoformat(data[name]) if name in data else None for name in ("starts", "ends"))
        return cls(Slot(data["slot"]), data.get("story"), starts, ends, data.get("text", ""), data.get("url", ""))


class ArrangementQuerySet(AppendOnlyQuerySet):
    """`section` is a section or its key; None is the front page."""

    def of(self, section: Section | int | None) -> ArrangementQuerySet:
        """Return the arrangements of a page, newest first."""
        return self.filter(section=section).order_by("-number")

    def current(self, section: Section | int | None) -> Arrangement | None:
        return self.of(section).first()

    def assignments(self, section: Section | int | None) -> list[SlotAssignment]:
        """Return the current assignments of a page, due or not. One query."""
        current = self.current(section)
        return current.assignments if current else []


class Arrangement(AppendOnly):
    """All assignments of a page as they were saved; the newest arrangement counts. `number` counts per page.

    It does not say whether a story is visible: pages ask `published()` when they are rendered.
    """

    section = models.ForeignKey(
        "articles.Section", verbose_name=_("section"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    number = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("time"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = LineField(_("by"), max_length=200, help_text=_("As the account was called then."))
    back_to = models.PositiveIntegerField(_("went back to version"), null=True, blank=True)
    data = models.JSONField(_("assignments"))

    objects: ClassVar[Any] = ArrangementQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrangement")
        verbose_name_plural = _("Front desk")
        default_permissions = ()
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="arrangement_once_a_version"),
            # NULL is not equal to NULL in a unique constraint, so the front page needs its own.
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(section=None), name="front_arrangement_once_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_name} {self.number}"

    @property
    def page_name(self) -> str:
        """Return the section's name, or "Front page". One query unless the section was fetched with the row."""
        return self.section.name if self.section else str(_("Front page"))

    @property
    def assignments(self) -> list[SlotAssignment]:
        return [SlotAssignment.from_data(assignment) for assignment in self.data["assignments"]]


def arrangement_data(assignments: Sequence[SlotAssignment]) -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "assignments": [assignment.as_data() for assignment in assignments]}
