"""What stands in the form of the front desk: placings as they are being typed, saved or not."""

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

_FIELDS = ("slot", "story", "starts", "ends", "text", "url")
_ROWS_AT_MOST = 2 * front_desk.PLACED_AT_MOST


@dataclass(frozen=True)
class Row:
    """One placing, word for word as it was typed."""

    slot: Slot
    story: int | None = None
    starts: str = ""
    ends: str = ""
    text: str = ""
    url: str = ""
    key: int = -1  # its place in the form that was sent

    def assignment(self) -> SlotAssignment:
        """Raises ValueError for a time that is none."""
        starts, ends = (read_time(said) for said in (self.starts, self.ends))
        if (self.starts and starts is None) or (self.ends and ends is None):
            raise ValueError(_("This is no day and time."))
        if self.slot != Slot.BREAKING:
            return SlotAssignment(self.slot, self.story, starts, ends)
        # Where it leads to a story of ours, the bar knows when that is not to be seen.
        story = self.story or (story_number(urljoin(settings.SITE_URL + "/", self.url), "") if self.url else None)
        return SlotAssignment(self.slot, story, starts, ends, self.text, "" if story else self.url)

    @classmethod
    def of(cls, one: SlotAssignment) -> Row:
        return cls(one.slot, one.story_id, write_time(one.starts), write_time(one.ends), one.text, one.url)


class Rows:
    """The rows of one page, slot by slot, in whatever order they came."""

    moved: int | None = None  # the row that the last act put somewhere

    def __init__(self, section: Section | None, rows: Iterable[Row]) -> None:
        self.slots = front_desk.slots_of(section)
        known = [row for row in rows if row.slot in self.slots]
        self.rows = [row for slot in self.slots for row in known if row.slot == slot]

    @classmethod
    def of(cls, section: Section | None, assignments: Sequence[SlotAssignment]) -> Rows:
        return cls(section, [Row.of(one) for one in assignments])

    @classmethod
    def read(cls, section: Section | None, sent: Any) -> Rows:
        """Each row of the form sends all its fields, so that they can be told apart by their order."""
        columns = [[said.replace("\x00", "")[:1000] for said in sent.getlist(name)] for name in _FIELDS]
        rows = [
            Row(Slot(slot), _number(story), starts, ends, text, url, key)
            for key, (slot, story, starts, ends, text, url) in enumerate(zip(*columns, strict=False))
            if slot in Slot.values
        ]
        return cls(section, rows[:_ROWS_AT_MOST])

    def assignments(self) -> list[SlotAssignment]:
        """Raises Refused, with the problem of each row by its number."""
        found, errors = [], {}
        for number, row in enumerate(self.rows):
            try:
                found.append(row.assignment())
            except ValueError as fault:
                errors[str(number)] = str(fault)
        if errors:
            raise Refused(errors)
        return found

    def in_slot(self, slot: Slot) -> list[tuple[int, Row]]:
        return [(number, row) for number, row in enumerate(self.rows) if row.slot == slot]

    # -- acts; each says what it did, for those who do not see it

    def do(self, act: str, value: str) -> str:
        parts = value.split(":")
        try:
            if act == "place":
                return self._place(Slot(parts[0]), int(parts[1]), int(parts[2]) if len(parts) > 2 else None)
            if act == "say":
                return self._add(Row(Slot.BREAKING), None)
            number = [row.key for row in self.rows].index(int(parts[0]))
            if act == "take":
                return self._take(number)
            if parts[1] in ("up", "down"):
                return self._step(number, -1 if parts[1] == "up" else 1)
            return self._move(number, Slot(parts[1]), int(parts[2]) if len(parts) > 2 else None)
        except (ValueError, IndexError):
            return ""

    def take_over(self, slot: str, theirs: Sequence[SlotAssignment]) -> str:
        """Puts into a slot, or with "" into all, what somebody else has saved there."""
        slots = [one for one in self.slots if slot in ("", one.value)]
        kept = [row for row in self.rows if row.slot not in slots]
        kept += [Row.of(one) for one in theirs if one.slot in slots]
        self.rows = [row for one in self.slots for row in kept if row.slot == one]
        return _("Taken over. Nothing is saved yet.")

    def follow(self, began_from: Sequence[SlotAssignment], theirs: Sequence[SlotAssignment]) -> list[str]:
        """Takes over what somebody else has changed in slots that were not touched here; the names of these."""
        followed = [slot for slot in self.slots if self.has_in(slot, began_from) and not self.has_in(slot, theirs)]
        for slot in followed:
            self.take_over(slot, theirs)
        return [str(slot.label) for slot in followed]

    def has_in(self, slot: Slot, assignments: Sequence[SlotAssignment]) -> bool:
        """Whether just this stands in the slot."""
        typed = [replace(row, key=-1) for _number, row in self.in_slot(slot)]
        return typed == [Row.of(one) for one in assignments if one.slot == slot]

    def _place(self, slot: Slot, story: int, index: int | None) -> str:
        if slot not in self.slots or not 0 < story < 2**63:
            return ""
        return self._add(Row(slot, story), index)

    def _add(self, row: Row, index: int | None) -> str:
        if row.slot not in self.slots or len(self.rows) >= _ROWS_AT_MOST:
            return ""
        return self._put(row, row.slot, index)

    def _take(self, number: int) -> str:
        row = self.rows.pop(number)
        return _("%(story)s: taken away. Nothing is saved yet.") % {"story": name_of(row)}

    def _step(self, number: int, by: int) -> str:
        """One place up or down; at the end of a slot into the next one."""
        row = self.rows[number]
        index = [one for one, _row in self.in_slot(row.slot)].index(number) + by
        slot = self.slots.index(row.slot)
        if 0 <= index < len(self.in_slot(row.slot)):
            return self._move(number, row.slot, index)
        if not 0 <= slot + by < len(self.slots):
            return _("%(story)s: no further.") % {"story": name_of(row)}
        return self._move(number, self.slots[slot + by], None if by < 0 else 0)

    def _move(self, number: int, slot: Slot, index: int | None) -> str:
        return self._put(self.rows.pop(number), slot, index) if slot in self.slots else ""

    def _put(self, row: Row, slot: Slot, index: int | None) -> str:
        """`index` is the place in the slot; None is its end."""
        row = replace(row, slot=slot)
        before = [one for one in self.rows if one.slot == slot]
        index = len(before) if index is None else max(0, min(index, len(before)))
        before.insert(index, row)
        kept = [one for one in self.rows if one.slot != slot]
        self.rows = [one for each in self.slots for one in (before if each == slot else kept) if one.slot == each]
        self.moved = next(place for place, one in enumerate(self.rows) if one is row)
        return _("%(story)s: place %(place)d of %(count)d in “%(slot)s”. Nothing is saved yet.") % {
            "story": name_of(row), "place": index + 1, "count": len(before), "slot": slot.label,
        }  # fmt: skip


def name_of(row: Row) -> str:
    """A query: only ever asked for the one row that an act was about."""
    story = Article.objects.only("headline").filter(pk=row.story).first() if row.story else None
    return str(story) if story else row.text or str(row.slot.label)


def read_time(said: str) -> dt.datetime | None:
    """What a field for day and time sends, by the newsroom's clock; None if it is no time."""
    try:
        # In UTC, so that a time at the edge of the calendar fails here and not in the database.
        return timezone.make_aware(dt.datetime.fromisoformat(said)).astimezone(dt.UTC) if said else None
    except (ValueError, OverflowError):
        return None


def write_time(at: dt.datetime | None) -> str:
    if at is None:
        return ""
    local = timezone.localtime(at).replace(tzinfo=None)
    return local.isoformat(timespec="seconds" if local.second else "minutes")


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() and said.isascii() and len(said) < 19 else None
