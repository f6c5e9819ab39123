"""What the page of the front desk shows beside what is being typed: states, search, earlier versions, differences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import rendering
from articles.models import CAPACITY, Arrangement, Article, Section, Slot, SlotAssignment, Status
from articles.publishing import Refused, front_desk, state_name
from articles.text import single_line

from .arrangement_rows import Row, Rows, read_time
from .article_acts import state_word

_FOUND = 20
_VERSIONS = 30
_LONGEST_SEARCH = 500


@dataclass(frozen=True)
class Line:
    """One row of the form, and what becomes of it now."""

    number: int
    row: Row
    story: Article | None
    state: str  # how the story fares with readers, where they do not see it
    state_word: str
    note: str  # what of this placing is not seen now, and why
    is_shown: bool
    problem: str = ""

    @property
    def name(self) -> str:
        return str(self.story) if self.story else self.row.text or _("Words without a story")


@dataclass(frozen=True)
class SlotLines:
    value: str
    label: str
    room: int
    lines: list[Line]
    fills: bool  # with the latest, where nothing is placed

    @property
    def has_words(self) -> bool:
        return self.value == Slot.BREAKING


def page_context(
    request: HttpRequest, section: Section | None, rows: Rows, desk: Any, refused: Refused | None,
    began: Sequence[SlotAssignment] = (), *, searched: bool,
) -> dict[str, Any]:  # fmt: skip
    sent = request.POST if request.method == "POST" else request.GET
    current = Arrangement.objects.current(section.pk if section else None)
    rearranged = refused if isinstance(refused, front_desk.Rearranged) else None
    followed = rows.follow(began, rearranged.theirs.assignments) if rearranged else []
    began_from = sent.get("began_from", "") if request.method == "POST" else ""
    newest = current.number if current else 0
    words = single_line(sent.get("q", "").replace("\x00", " ")[:_LONGEST_SEARCH])
    return {
        "section": section,
        "places": [(None, _("Front page")), *((one.pk, one.name) for one in Section.objects.in_order())],
        "slots": list(_slots(rows, refused.errors if refused else {})),
        "choices": [(slot.value, slot.label) for slot in rows.slots],
        "targets": [(slot.value, slot.label) for slot in rows.slots],
        # Who has been told of the newer version saves on top of it.
        "began_from": newest if rearranged or not began_from.isdecimal() else began_from,
        "newest": newest,
        "current": current,
        "undo_to": newest - 1,
        "refused": refused,
        "rearranged": rearranged,
        "followed": ", ".join(followed),
        "differences": list(_differences(rows, began, rearranged.theirs.assignments)) if rearranged else [],
        "versions": list(Arrangement.objects.of(section.pk if section else None)[:_VERSIONS]),
        "words": words,
        "found": _found(request, desk, words, rows),
        "searched": searched,
        "moved": rows.moved,
    }


def _slots(rows: Rows, errors: dict[str, Any]) -> Iterator[SlotLines]:
    stories = _stories(row.story for row in rows.rows)
    shown = _shown(rows, stories)
    for slot in rows.slots:
        lines = [
            _line(number, row, stories.get(row.story or 0), number in shown, str(errors.get(str(number), "")))
            for number, row in rows.in_slot(slot)
        ]
        yield SlotLines(slot.value, str(slot.label), CAPACITY[slot], lines, slot != Slot.BREAKING)


def _stories(numbers: Any) -> dict[int, Article]:
    wanted = {number for number in numbers if number}
    rows = Article.objects.filter(pk__in=wanted).select_related("section").defer("body")
    return {one.pk: one for one in rows}


def _shown(rows: Rows, stories: dict[int, Article]) -> set[int]:
    """The rows that readers would see now, were the page saved like this."""
    at = timezone.now()
    assignments = {number: one for number, row in enumerate(rows.rows) if (one := _placing(row)) and one.is_due(at)}
    live = {key: story for key, story in stories.items() if story.is_live(at)}
    filled = rendering.fill(list(assignments.values()), live, (), rows.slots)
    found, seen = set(), set()
    for number, one in assignments.items():
        keys = [story.pk for story in filled.by_slot.get(one.slot, [])]
        if one.slot == Slot.BREAKING:
            is_news = one.story_id is None or (one.story_id in live and not live[one.story_id].paid_by)
            there = filled.bar is not None and one.slot not in seen and is_news
            key: Any = one.slot
        else:
            there, key = one.story_id in keys and (one.slot, one.story_id) not in seen, (one.slot, one.story_id)
        if there:
            seen.add(key)
            found.add(number)
    return found


def _placing(row: Row) -> SlotAssignment | None:
    try:
        return row.assignment()
    except ValueError:
        return None


def _line(number: int, row: Row, story: Article | None, is_shown: bool, problem: str) -> Line:
    hidden = story is not None and not story.is_live()
    state = str(state_name(story)) if story is not None and hidden else ""
    if story is not None and hidden and story.status == Status.PUBLISHED and story.is_scheduled():
        state = f"{state}: {_when(story.publish_at)}"
    return Line(
        number, row, story, state, state_word(story) if story is not None and hidden else "",
        "" if is_shown or hidden else _note(row, story), is_shown, problem,
    )  # fmt: skip


def _note(row: Row, story: Article | None) -> str:
    at, starts, ends = timezone.now(), read_time(row.starts), read_time(row.ends)
    if row.story and story is None:
        return _("This story is no longer there.")
    if ends and ends <= at:
        return _("Over since %(when)s") % {"when": _when(ends)}
    if starts and starts > at:
        return _("From %(when)s") % {"when": _when(starts)}
    if not row.story and not row.text:
        return ""
    if row.slot == Slot.BREAKING and story is not None and story.paid_by:
        return str(front_desk.NO_NEWS)
    return _("Waits: no room yet, or the story stands further up")


def _when(at: Any) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else ""


def _found(request: HttpRequest, desk: Any, words: str, rows: Rows) -> list[dict[str, Any]]:
    """Stories to choose from, those that readers see first; without words the newest."""
    kept: QuerySet[Article] = Article.objects.kept().select_related("section").defer("body")
    if words:
        found, _distinct = desk.get_search_results(request, kept, words)
        stories = list(found.order_by("-saved_at", "-id")[: 3 * _FOUND])
    else:
        coming = list(kept.filter(status=Status.PUBLISHED, publish_at__gt=timezone.now()).order_by("publish_at")[:5])
        live = Article.objects.published().select_related("section").defer("body")
        stories = [*live[: _FOUND - len(coming)], *coming]
    placed = {row.story for row in rows.rows}
    live_first = sorted(stories, key=lambda story: not story.is_live())[:_FOUND]
    return [
        {
            "story": story, "is_placed": story.pk in placed, "when": _when(story.publish_at or story.saved_at),
            "state": "" if story.is_live() else state_name(story), "state_word": state_word(story),
        }
        for story in live_first
    ]  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """A slot that both have changed, and not to the same."""

    slot: str
    label: str
    theirs: list[str]
    mine: list[str]


def _differences(rows: Rows, began: Sequence[SlotAssignment], theirs: Sequence[SlotAssignment]) -> Iterator[Difference]:
    names = {
        key: str(story)
        for key, story in _stories([*(one.story_id for one in theirs), *(r.story for r in rows.rows)]).items()
    }
    for slot in rows.slots:
        if [one for one in began if one.slot == slot] == [one for one in theirs if one.slot == slot]:
            continue
        saved = [_told(Row.of(one), names) for one in theirs if one.slot == slot]
        typed = [_told(row, names) for _number, row in rows.in_slot(slot)]
        if saved != typed:
            yield Difference(slot.value, str(slot.label), saved, typed)


def _told(row: Row, names: dict[int, str]) -> str:
    times = " – ".join(_when(read_time(said)) if read_time(said) else said for said in (row.starts, row.ends))
    said = row.text or names.get(row.story or 0, "") or row.url
    return f"{said} ({times.strip()})" if row.starts or row.ends else said
