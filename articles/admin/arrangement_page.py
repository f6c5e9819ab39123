"""The template context of the front desk: the form's rows with their state, search results, versions, differences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

from .arrangement_form import ArrangementForm, AssignmentRow
from .submitted import whole_number
from .time_fields import typed_moment

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


def page_context(
    request: HttpRequest, section: Section | None, form: ArrangementForm, article_admin: Any, refused: Refused | None
) -> dict[str, Any]:
    """Return the context of front_desk.html. After a conflict, first merge what only the other editor changed."""
    data = request.POST if request.method == "POST" else request.GET
    current = Arrangement.objects.current(section)
    newest = current.number if current else 0
    began_from = whole_number(request.POST.get("began_from", ""))
    context: dict[str, Any] = {}
    if isinstance(refused, front_desk.StaleArrangement):
        context = _conflict_context(section, form, began_from, refused)
        # Whoever has seen the conflict saves on top of the newer version.
        began_from = newest
    query = single_line(data.get("q", "").replace("\x00", " ")[:_MAX_QUERY])
    return context | {
        "section": section,
        "pages": [(None, _("Front page")), *Section.objects.in_order().values_list("pk", "name")],
        "slots": list(_slots(form, refused.errors if refused else {})),
        "choices": [(slot.value, slot.label) for slot in form.slots],
        "began_from": newest if began_from is None else began_from,
        "newest": newest,
        "current": current,
        "undo_to": newest - 1,
        "refused": refused,
        "versions": list(Arrangement.objects.of(section)[:_VERSIONS]),
        "query": query,
        "results": _results(request, article_admin, query, form),
        "moved": form.moved,
    }


def _conflict_context(
    section: Section | None, form: ArrangementForm, began_from: int | None, conflict: front_desk.StaleArrangement
) -> dict[str, Any]:
    opened = Arrangement.objects.of(section).filter(number=began_from).first()
    base, saved = opened.assignments if opened else [], conflict.current.assignments
    merged = ", ".join(form.merge(base, saved))
    return {"conflict": conflict, "merged": merged, "differences": list(_differences(form, base, saved))}


def _slots(form: ArrangementForm, errors: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    articles = _articles(row.story for row in form.rows)
    shown = _shown(form, articles)
    for slot in form.slots:
        lines = [
            _line(number, row, articles.get(row.story or 0), number in shown, str(errors.get(str(number), "")))
            for number, row in form.in_slot(slot)
        ]
        # The bar has a text of its own; empty places in the others show the latest stories.
        is_bar = slot == Slot.BREAKING
        yield {"value": slot.value, "label": slot.label, "capacity": CAPACITY[slot], "lines": lines, "is_bar": is_bar}


def _articles(ids: Iterable[int | None]) -> dict[int, Article]:
    rows = Article.objects.filter(pk__in={pk for pk in ids if pk}).select_related("section").defer("body")
    return {article.pk: article for article in rows}


def _shown(form: ArrangementForm, articles: dict[int, Article]) -> set[int]:
    """Return the indexes of the rows that readers would see now if the form were saved."""
    now = timezone.now()
    due = {number: assignment for number, assignment in form.valid_assignments().items() if assignment.is_due(now)}
    live = {pk: article for pk, article in articles.items() if article.is_live(now)}
    filled = rendering.fill(list(due.values()), live, (), form.slots)
    shown: dict[Any, int] = {}
    for number, assignment in due.items():
        slot, article = assignment.slot, live.get(assignment.story_id or 0)
        # Of several rows with the same story in a slot, and of several bars, the first is shown.
        if slot != Slot.BREAKING and article in filled.by_slot.get(slot, ()):
            shown.setdefault((slot, assignment.story_id), number)
        elif slot == Slot.BREAKING and filled.breaking_bar and _is_news(assignment, article):
            shown.setdefault(slot, number)
    return set(shown.values())


def _is_news(assignment: SlotAssignment, article: Article | None) -> bool:
    return assignment.story_id is None or (article is not None and not article.paid_by)


def _line(number: int, row: AssignmentRow, article: Article | None, is_shown: bool, error: str) -> SlotLine:
    state = word = ""
    if article is not None and not article.is_live():
        state, word = str(article.state().label), article.state().value
        if article.status == Status.PUBLISHED and article.is_scheduled():
            state = f"{state}: {_when(article.publish_at)}"
    note = "" if is_shown or state else _note(row, article)
    return SlotLine(number, row, article, state, word, note, is_shown, error)


def _note(row: AssignmentRow, article: Article | None) -> str:
    now, starts, ends = timezone.now(), typed_moment(row.starts), typed_moment(row.ends)
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
) -> Iterator[dict[str, Any]]:
    """Yield the slots that both editors changed, and to different rows."""
    ids = [*(assignment.story_id for assignment in saved), *(row.story for row in form.rows)]
    names = {pk: str(article) for pk, article in _articles(ids).items()}
    for slot in form.slots:
        saved_here = [assignment for assignment in saved if assignment.slot == slot]
        if saved_here == [assignment for assignment in base if assignment.slot == slot]:
            continue
        shown = [_display_value(AssignmentRow.of(assignment), names) for assignment in saved_here]
        typed = [_display_value(row, names) for _number, row in form.in_slot(slot)]
        if shown != typed:
            yield {"slot": slot.value, "label": slot.label, "saved": shown, "typed": typed}


def slot_texts(form: ArrangementForm, saved: Sequence[SlotAssignment]) -> Iterator[tuple[str, str, str]]:
    """Yield each slot's name with its saved rows and those of the form, one a line."""
    ids = [*(assignment.story_id for assignment in saved), *(row.story for row in form.rows)]
    names = {pk: str(article) for pk, article in _articles(ids).items()}
    for slot in form.slots:
        rows = [AssignmentRow.of(assignment) for assignment in saved if assignment.slot == slot]
        typed = [row for _number, row in form.in_slot(slot)]
        texts = ["\n".join(_display_value(row, names) for row in one) for one in (rows, typed)]
        yield str(slot.label), texts[0], texts[1]


def _display_value(row: AssignmentRow, names: dict[int, str]) -> str:
    name = row.text or names.get(row.story or 0, "") or row.url
    times = " – ".join(_when(typed_moment(text)) if typed_moment(text) else text for text in (row.starts, row.ends))
    return f"{name} ({times.strip()})" if row.starts or row.ends else name
