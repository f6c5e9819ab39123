"""The form of one arranged page: its rows as they were typed, and the moves that the form's buttons make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Section, Slot, SlotAssignment
from articles.publishing import Refused, front_desk

from .story_views import story_number
from .submitted import whole_number
from .time_fields import typed_moment

_FIELDS = ("slot", "story", "starts", "ends", "text", "url")
_MAX_ROWS = 2 * front_desk.MAX_ASSIGNMENTS


@dataclass(frozen=True)
class AssignmentRow:
    """One slot assignment as the form shows it: times are the text of their fields, valid or not."""

    slot: Slot
    story: int | None = None
    starts: str = ""
    ends: str = ""
    text: str = ""
    url: str = ""
    position: int = -1  # in the submitted form, before the rows were grouped by slot

    @classmethod
    def of(cls, assignment: SlotAssignment) -> AssignmentRow:
        starts, ends = format_time(assignment.starts), format_time(assignment.ends)
        return cls(assignment.slot, assignment.story_id, starts, ends, assignment.text, assignment.url)

    def assignment(self) -> SlotAssignment | None:
        """Return the assignment, or None if a field is not a date and time."""
        starts, ends = typed_moment(self.starts), typed_moment(self.ends)
        if (self.starts and starts is None) or (self.ends and ends is None):
            return None
        if self.slot != Slot.BREAKING:
            return SlotAssignment(self.slot, self.story, starts, ends)
        # A link to a story of this site is stored as that story: the bar then drops it when readers cannot see it.
        story = self.story or (story_number(urljoin(settings.SITE_URL + "/", self.url), "") if self.url else None)
        return SlotAssignment(self.slot, story, starts, ends, self.text, "" if story else self.url)

    def __str__(self) -> str:
        """What to call the row in a sentence. One query if it has a story."""
        article = Article.objects.only("headline").filter(pk=self.story).first() if self.story else None
        return str(article) if article else self.text or str(self.slot.label)


class ArrangementForm:
    """The rows of one page, grouped by slot in the page's order. Nothing here is saved.

    Not a Django formset: each button answers with rows that were reordered but not validated (see decision 0015).
    """

    def __init__(self, section: Section | None, rows: Iterable[AssignmentRow]) -> None:
        self.slots = front_desk.slots_of(section)
        self.rows = self._grouped(rows)
        self.moved: int | None = None  # the index of the row that the last move put somewhere

    @classmethod
    def of(cls, section: Section | None, assignments: Sequence[SlotAssignment]) -> ArrangementForm:
        return cls(section, map(AssignmentRow.of, assignments))

    @classmethod
    def submitted(cls, section: Section | None, data: Any) -> ArrangementForm:
        """Return the form of a POST. Every row submits all its fields, so the n-th value of each field is row n's."""
        columns = [[value.replace("\x00", "")[:1000] for value in data.getlist(name)] for name in _FIELDS]
        rows = [
            AssignmentRow(Slot(slot), whole_number(story), starts, ends, text, url, position)
            for position, (slot, story, starts, ends, text, url) in enumerate(zip(*columns, strict=False))
            if slot in Slot.values
        ]
        return cls(section, rows[:_MAX_ROWS])

    def valid_assignments(self) -> dict[int, SlotAssignment]:
        """Return the assignments by the index of their row, without rows whose times cannot be read."""
        assignments = ((index, row.assignment()) for index, row in enumerate(self.rows))
        return {index: assignment for index, assignment in assignments if assignment}

    def assignments(self) -> list[SlotAssignment]:
        """Return the assignments of all rows. Raise Refused with errors by the row's index: "0", "1", …"""
        assignments = self.valid_assignments()
        if invalid := set(range(len(self.rows))) - set(assignments):
            raise Refused({str(index): _("This is no day and time.") for index in sorted(invalid)})
        return list(assignments.values())

    def in_slot(self, slot: Slot) -> list[tuple[int, AssignmentRow]]:
        return [(index, row) for index, row in enumerate(self.rows) if row.slot == slot]

    # Buttons: each returns the sentence for the status line, "" where it changed nothing.

    def apply(self, button: str, value: str) -> str:
        """Make the move of a button. Values that no form of ours submits change nothing.

        `place` slot:story[:index], without an index as the first; `say`; `take` row; `move` row:up, row:down or
        row:slot[:index].
        """
        first, second, third, *_rest = [*value.split(":"), "", ""]
        try:
            index = int(third) if third else None
            if button == "say":
                return self._add(AssignmentRow(Slot.BREAKING), None)
            if button == "place":
                story = whole_number(second)
                return self._place(AssignmentRow(Slot(first), story), index or 0) if story else ""
            row = next(row for row in self.rows if row.position == int(first))
            if button == "take":
                self.rows.remove(row)
                return _("%(story)s: taken away. Nothing is saved yet.") % {"story": row}
            if second in ("up", "down"):
                return self._step(row, -1 if second == "up" else 1)
            return self._insert(row, Slot(second), index)
        except (ValueError, StopIteration):
            return ""

    def load_saved(self, slot: str, saved: Sequence[SlotAssignment]) -> str:
        """Replace the rows of a slot, or with "" of all slots, by the saved assignments."""
        slots = [known for known in self.slots if slot in ("", known.value)]
        kept = [row for row in self.rows if row.slot not in slots]
        loaded = [AssignmentRow.of(assignment) for assignment in saved if assignment.slot in slots]
        self.rows = self._grouped([*kept, *loaded])
        return _("Taken over. Nothing is saved yet.")

    def merge(self, base: Sequence[SlotAssignment], saved: Sequence[SlotAssignment]) -> list[str]:
        """Load the slots that only the other editor changed since `base`, and return the labels of these slots."""
        merged = [slot for slot in self.slots if self._matches(slot, base) and not self._matches(slot, saved)]
        for slot in merged:
            self.load_saved(slot, saved)
        return [str(slot.label) for slot in merged]

    def _matches(self, slot: Slot, assignments: Sequence[SlotAssignment]) -> bool:
        """Return True if the slot's rows are those of these assignments."""
        rows = [replace(row, position=-1) for _index, row in self.in_slot(slot)]
        return rows == [AssignmentRow.of(assignment) for assignment in assignments if assignment.slot == slot]

    def _place(self, row: AssignmentRow, index: int) -> str:
        """Put a story at an index of a slot. If it stands there already, and at all times, its row is moved."""
        there = next((other for other in self.rows if replace(other, position=-1) == row), None)
        return self._insert(there, row.slot, index) if there else self._add(row, index)

    def _add(self, row: AssignmentRow, index: int | None) -> str:
        return self._insert(row, row.slot, index) if len(self.rows) < _MAX_ROWS else ""

    def _step(self, row: AssignmentRow, by: int) -> str:
        """Move a row up or down by one; at the end of a slot into the next one."""
        in_slot = [other for _index, other in self.in_slot(row.slot)]
        index, slot = in_slot.index(row) + by, self.slots.index(row.slot) + by
        if 0 <= index < len(in_slot):
            return self._insert(row, row.slot, index)
        if not 0 <= slot < len(self.slots):
            return _("%(story)s: no further.") % {"story": row}
        return self._insert(row, self.slots[slot], None if by < 0 else 0)

    def _insert(self, row: AssignmentRow, slot: Slot, index: int | None) -> str:
        """Put a row, new or one of the form's, at an index of the slot; None is its end."""
        if slot not in self.slots:
            return ""
        others = [other for other in self.rows if other is not row]
        left = row.slot if len(others) < len(self.rows) and row.slot != slot else None
        row = replace(row, slot=slot)
        in_slot = [other for other in others if other.slot == slot]
        index = len(in_slot) if index is None else max(0, min(index, len(in_slot)))
        in_slot.insert(index, row)
        self.rows = self._grouped([*(other for other in others if other.slot != slot), *in_slot])
        self.moved = next(number for number, other in enumerate(self.rows) if other is row)
        values = {"story": row, "place": index + 1, "count": len(in_slot), "slot": slot.label}
        if left:
            moved = _("%(story)s: out of “%(left)s”, place %(place)d of %(count)d in “%(slot)s”. Nothing is saved yet.")
            return moved % {**values, "left": left.label}
        return _("%(story)s: place %(place)d of %(count)d in “%(slot)s”. Nothing is saved yet.") % values

    def _grouped(self, rows: Iterable[AssignmentRow]) -> list[AssignmentRow]:
        """Return the rows of the page's slots, slot by slot; rows of other slots are dropped."""
        known = [row for row in rows if row.slot in self.slots]
        return sorted(known, key=lambda row: self.slots.index(row.slot))


def format_time(at: dt.datetime | None) -> str:
    """Return the value of a datetime-local field, without seconds where they are 0."""
    if at is None:
        return ""
    local = timezone.localtime(at).replace(tzinfo=None)
    return local.isoformat(timespec="seconds" if local.second else "minutes")
