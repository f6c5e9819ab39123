"""What the desk has placed on the front page and on the sections' pages: every arrangement ever saved."""

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

SCHEMA_VERSION = 1


class Slot(models.TextChoices):
    BREAKING = "breaking", _("Breaking bar")
    LEAD = "lead", _("Lead story")
    SECOND = "second", _("Second row")
    OPINION = "opinion", _("Opinion row")


# How many stories a slot shows at once. What is placed beyond that waits until there is room.
CAPACITY = {Slot.BREAKING: 1, Slot.LEAD: 1, Slot.SECOND: 3, Slot.OPINION: 4}
FRONT_SLOTS = (Slot.BREAKING, Slot.LEAD, Slot.SECOND, Slot.OPINION)
SECTION_SLOTS = (Slot.LEAD, Slot.SECOND)


@dataclass(frozen=True)
class SlotAssignment:
    """A story in a slot, from `starts` on until before `ends`, where these are said.

    In the breaking bar `text` is what it says (nothing: the story's headline) and `url` where it leads without a story.
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
        """As JSON keeps it: only what is said."""
        said = {
            "slot": self.slot.value, "story": self.story_id, "text": self.text, "url": self.url,
            "starts": self.starts and self.starts.astimezone(dt.UTC).isoformat(),
            "ends": self.ends and self.ends.astimezone(dt.UTC).isoformat(),
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> SlotAssignment:
        return cls(
            slot=Slot(data["slot"]),
            story_id=data.get("story"),
            starts=dt.datetime.fromisoformat(data["starts"]) if "starts" in data else None,
            ends=dt.datetime.fromisoformat(data["ends"]) if "ends" in data else None,
            text=data.get("text", ""),
            url=data.get("url", ""),
        )


class ArrangementQuerySet(AppendOnlyQuerySet):
    def of(self, section_id: int | None) -> ArrangementQuerySet:
        """Those of one page, newest first; None is the front page."""
        page = models.Q(section=None) if section_id is None else models.Q(section=section_id)
        return self.filter(page).order_by("-number")

    def current(self, section_id: int | None) -> Arrangement | None:
        return self.of(section_id).first()

    def assignments(self, section_id: int | None) -> list[SlotAssignment]:
        """What is placed on this page, at whatever time. One query."""
        current = self.current(section_id)
        return current.assignments if current else []


class Arrangement(AppendOnly):
    """A whole page as it was saved; the newest holds. `number` counts them page by page.

    Whether a story of it is to be seen is not said here: each page asks `published()` when it is made.
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
            # To a database one empty section is not like another.
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(section=None), name="front_arrangement_once_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_name} {self.number}"

    @property
    def page_name(self) -> str:
        """A query, where the section was not fetched along."""
        return self.section.name if self.section else str(_("Front page"))

    @property
    def assignments(self) -> list[SlotAssignment]:
        return [SlotAssignment.from_data(one) for one in self.data["assignments"]]


def arrangement_data(assignments: Sequence[SlotAssignment]) -> dict[str, Any]:
    return {"schema_version": SCHEMA_VERSION, "assignments": [one.as_data() for one in assignments]}
