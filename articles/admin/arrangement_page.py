"""The template context of the front desk: the form's rows with their state, search results, versions, differences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import rendering
from articles.models import CAPACITY, Arrangement, Article, Section, Slot, SlotAssignment, Status
from articles.publishing import Refused, front_desk
from articles.text import single_line

from .arrangement_form import ArrangementForm, AssignmentRow, parse_time

_RESULTS = 20
_VERSIONS = 30
_MAX_QUERY = 500


@dataclass(frozen=True)
class SlotLine:
    """One row of the form, and whether readers would see it now."""

    number: int
    row: AssignmentRow
    article: Article | None
    state: str  # the article's state, if readers do not see it
    state_word: str
    note: str  # why the row is not shown, where the article's state does not say so
    is_shown: bool
    error: str = ""

    @property
    def name(self) -> str:
        return str(self.article) if self.article else self.row.text or _("Words without a story")


@dataclass(frozen=True)
class SlotPanel:
    """One slot of the form; `fills` is True where empty places show the latest stories."""

    value: str
    label: str
    capacity: int
    lines: list[SlotLine]
    fills: bool

    @property
    def has_text(self) -> bool:
        return self.value == Slot.BREAKING


@dataclass(frozen=True)
class SlotDifference:
    """A slot that both editors changed, and to different rows."""

    slot: str
    label: str
    saved: list[str]
    typed: list[str]


def page_context(
    request: HttpRequest, section: Section | None, form: ArrangementForm, article_admin: Any, refused: Refused | None,
    base: Sequence[SlotAssignment] = (), *, searched: bool,
) -> dict[str, Any]:  # fmt: skip
    """Return the context of front_desk.html. After a conflict, first merge what only the other editor changed."""
    data = request.POST if request.method == "POST" else request.GET
    current = Arrangement.objects.current(section.pk if section else None)
    conflict = refused if isinstance(refused, front_desk.StaleArrangement) else None
    merged = form.merge(base, conflict.current.assignments) if conflict else []
    began_from = data.get("began_from", "") if request.method == "POST" else ""
    newest = current.number if current else 0
    query = single_line(data.get("q", "").replace("\x00", " ")[:_MAX_QUERY])
    slots = [(slot.value, slot.label) for slot in form.slots]
    return {
        "section": section,
        "pages": [(None, _("Front page")), *Section.objects.in_order().values_list("pk", "name")],
        "slots": list(_panels(form, refused.errors if refused else {})),
        "choices": slots,
        # Whoever has seen the conflict saves on top of the newer version.
        "began_from": newest if conflict or not began_from.isdecimal() else began_from,
        "newest": newest,
        "current": current,
        "undo_to": newest - 1,
        "refused": refused,
        "conflict": conflict,
        "merged": ", ".join(merged),
        "differences": list(_differences(form, base, conflict.current.assignments)) if conflict else [],
        "versions": list(Arrangement.objects.of(section.pk if section else None)[:_VERSIONS]),
        "query": query,
        "results": _results(request, article_admin, query, form),
        "searched": searched,
        "moved": form.moved,
    }


def _panels(form: ArrangementForm, errors: dict[str, Any]) -> Iterator[SlotPanel]:
    articles = _articles(row.story for row in form.rows)
    shown = _shown(form, articles)
    for slot in form.slots:
        lines = [
            _line(number, row, articles.get(row.story or 0), number in shown, str(errors.get(str(number), "")))
            for number, row in form.in_slot(slot)
        ]
        yield SlotPanel(slot.value, str(slot.label), CAPACITY[slot], lines, slot != Slot.BREAKING)


def _articles(ids: Iterable[int | None]) -> dict[int, Article]:
    rows = Article.objects.filter(pk__in={pk for pk in ids if pk}).select_related("section").defer("body")
    return {article.pk: article for article in rows}


def _shown(form: ArrangementForm, articles: dict[int, Article]) -> set[int]:
    """Return the indexes of the rows that readers would see now if the form were saved."""
    now = timezone.now()
    assignments = {number: _assignment(row) for number, row in enumerate(form.rows)}
    due = {number: assignment for number, assignment in assignments.items() if assignment and assignment.is_due(now)}
    live = {pk: article for pk, article in articles.items() if article.is_live(now)}
    filled = rendering.fill(list(due.values()), live, (), form.slots)
    shown, seen = set(), set()
    for number, assignment in due.items():
        slot, story_id = assignment.slot, assignment.story_id
        if slot == Slot.BREAKING:
            is_news = story_id is None or (story_id in live and not live[story_id].paid_by)
            key: Any = slot
            is_shown = filled.breaking_bar is not None and is_news
        else:
            key = slot, story_id
            is_shown = story_id in [article.pk for article in filled.by_slot.get(slot, [])]
        if is_shown and key not in seen:
            # A second row with the same story in the slot, or a second bar, is not shown.
            seen.add(key)
            shown.add(number)
    return shown


def _assignment(row: AssignmentRow) -> SlotAssignment | None:
    try:
        return row.assignment()
    except ValueError:
        return None


def _line(number: int, row: AssignmentRow, article: Article | None, is_shown: bool, error: str) -> SlotLine:
    state = word = ""
    if article is not None and not article.is_live():
        state, word = str(article.state().label), article.state().value
        if article.status == Status.PUBLISHED and article.is_scheduled():
            state = f"{state}: {_when(article.publish_at)}"
    note = "" if is_shown or state else _note(row, article)
    return SlotLine(number, row, article, state, word, note, is_shown, error)


def _note(row: AssignmentRow, article: Article | None) -> str:
    now, starts, ends = timezone.now(), parse_time(row.starts), parse_time(row.ends)
    if row.story and article is None:
        return _("This story is no longer there.")
    if ends and ends <= now:
        return _("Over since %(when)s") % {"when": _when(ends)}
    if starts and starts > now:
        return _("From %(when)s") % {"when": _when(starts)}
    if not row.story and not row.text:
        return ""
    if row.slot == Slot.BREAKING and article is not None and article.paid_by:
        return str(front_desk.PAID_IS_NOT_NEWS)
    return _("Waits: no room yet, or the story stands further up")


def _when(at: dt.datetime | None) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else ""


def _results(request: HttpRequest, article_admin: Any, query: str, form: ArrangementForm) -> list[dict[str, Any]]:
    """Return the stories to choose from, live ones first; without a query the newest and the next scheduled ones."""
    kept: QuerySet[Article] = Article.objects.kept().select_related("section").defer("body")
    if query:
        matching, _distinct = article_admin.get_search_results(request, kept, query)
        articles = list(matching.order_by("-saved_at", "-id")[: 3 * _RESULTS])
    else:
        coming = list(kept.filter(status=Status.PUBLISHED, publish_at__gt=timezone.now()).order_by("publish_at")[:5])
        live = Article.objects.published().select_related("section").defer("body")
        articles = [*live[: _RESULTS - len(coming)], *coming]
    placed = {row.story for row in form.rows}
    return [
        {
            "article": article, "is_placed": article.pk in placed,
            "when": _when(article.publish_at or article.saved_at),
            "state": "" if article.is_live() else str(article.state().label), "state_word": article.state().value,
        }
        for article in sorted(articles, key=lambda article: not article.is_live())[:_RESULTS]
    ]  # fmt: skip


def _differences(
    form: ArrangementForm, base: Sequence[SlotAssignment], saved: Sequence[SlotAssignment]
) -> Iterator[SlotDifference]:
    ids = [*(assignment.story_id for assignment in saved), *(row.story for row in form.rows)]
    names = {pk: str(article) for pk, article in _articles(ids).items()}
    for slot in form.slots:
        saved_here = [assignment for assignment in saved if assignment.slot == slot]
        if saved_here == [assignment for assignment in base if assignment.slot == slot]:
            continue
        shown = [_display_value(AssignmentRow.of(assignment), names) for assignment in saved_here]
        typed = [_display_value(row, names) for _number, row in form.in_slot(slot)]
        if shown != typed:
            yield SlotDifference(slot.value, str(slot.label), shown, typed)


def _display_value(row: AssignmentRow, names: dict[int, str]) -> str:
    name = row.text or names.get(row.story or 0, "") or row.url
    times = " – ".join(_when(parse_time(text)) if parse_time(text) else text for text in (row.starts, row.ends))
    return f"{name} ({times.strip()})" if row.starts or row.ends else name
