"""What a reader asks of the search page: read from the address, with what is wrong with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import search as looking
from articles.models import local_midnight
from articles.search import NameMatch, Order
from articles.text import parse_date

KINDS = ("author", "tag")
ORDERS = {"newest": gettext_lazy("Newest first"), "best": gettext_lazy("Best first")}
SPANS = {"": gettext_lazy("any time"), "day": gettext_lazy("last 24 hours"), "week": gettext_lazy("last 7 days"),
         "month": gettext_lazy("last month"), "year": gettext_lazy("last year")}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
_CALLED: dict[str, Callable[[str], list[NameMatch]]] = {"author": looking.authors_called, "tag": looking.tags_called}
_LONGEST = 100


@dataclass(frozen=True)
class SearchParams:
    """What the address asks for; whatever else stands in it says nothing. `author` and `tag` are addresses or names,
    `first` and `last` days, all as they were typed; `before` holds the addresses that the form knew already."""

    q: str
    order: Order = "newest"
    span: str = ""
    section: str = ""
    author: str = ""
    tag: str = ""
    first: str = ""
    last: str = ""
    before: dict[str, str] = field(default_factory=dict)

    def url(self, path: str, **other: str) -> str:
        told = {"q": self.q, "order": self.order if self.order != "newest" else "", "time": self.span,
                "from": self.first, "to": self.last, "section": self.section, "author": self.author, "tag": self.tag,
                **other}  # fmt: skip
        return f"{path}?{urlencode({name: value for name, value in told.items() if value})}"

    @property
    def first_day(self) -> dt.date | None:
        return parse_date(self.first)

    @property
    def last_day(self) -> dt.date | None:
        return parse_date(self.last)

    @property
    def since(self) -> dt.datetime | None:
        """The beginning of the first day, by the newsroom's clock, or of the span: the later of the two."""
        starts = [local_midnight(self.first_day)] if self.first_day else []
        if self.span:
            starts.append(timezone.now() - dt.timedelta(days=_DAYS[self.span]))
        return max(starts, default=None)

    @property
    def until(self) -> dt.datetime | None:
        """The end of the last day."""
        day = self.last_day
        return local_midnight(day + dt.timedelta(days=1)) if day and day < dt.date.max else None


@dataclass(frozen=True)
class FilterError:
    """Why nothing could be looked for: what is wrong with a field, and who or what may have been meant by it."""

    words: str
    choices: tuple[NameMatch, ...] = ()


@dataclass(frozen=True)
class ResolvedParams:
    """What is asked for with addresses in place of names; `named` has the author and the tag, `faults` what is wrong,
    by field. `is_settled` says that a name had to be looked up: the page has an address of its own without it."""

    asked: SearchParams
    named: dict[str, NameMatch]
    faults: dict[str, FilterError]
    is_settled: bool = False


def resolve_params(request: HttpRequest) -> ResolvedParams:
    """One query where addresses are given, none where neither author nor tag is; up to five more for names."""
    asked = _read(request)
    held = looking.at_addresses({kind: {asked.before[kind], getattr(asked, kind)} - {""} for kind in KINDS})
    named: dict[str, NameMatch] = {}
    faults = dict(_faults_of_days(asked))
    is_settled = False
    for kind in KINDS:
        if not (typed := getattr(asked, kind)):
            continue
        known = [one for one in held.get(kind, ()) if typed in (one.slug, one.name)]
        found = known[:1] or _CALLED[kind](typed)
        if len(found) == 1:
            named[kind], is_settled = found[0], is_settled or not known
        else:
            faults[kind] = FilterError(_of_several(kind) if found else _of_none(kind), tuple(found))
    slugs = {kind: one.slug for kind, one in named.items()}
    return ResolvedParams(replace(asked, **slugs), named, faults, is_settled and not faults)  # type: ignore[arg-type]


def _read(request: HttpRequest) -> SearchParams:
    """Of a name that is given twice the first is the address that the form held, the last what stands in it now."""
    given = {name: [_short(value) for value in request.GET.getlist(name)] or [""] for name in ("section", *KINDS)}
    order, span = request.GET.get("order", ""), request.GET.get("time", "")
    return SearchParams(
        looking.read(request.GET.get("q", "")).text, "best" if order == "best" else "newest",
        span if span in _DAYS else "", given["section"][-1], given["author"][-1], given["tag"][-1],
        _short(request.GET.get("from", "")), _short(request.GET.get("to", "")), {k: given[k][0] for k in KINDS},
    )  # fmt: skip


def _faults_of_days(asked: SearchParams) -> Iterator[tuple[str, FilterError]]:
    days = {"from": (asked.first, asked.first_day), "to": (asked.last, asked.last_day)}
    for name, (typed, day) in days.items():
        if typed and day is None:
            message = _("“%(typed)s” is no day of the calendar. Write it like this: 31/12/2025.")
            yield name, FilterError(message % {"typed": typed})
    if asked.first_day and asked.last_day and asked.first_day > asked.last_day:
        yield "to", FilterError(_("The last day lies before the first."))


def _of_several(kind: str) -> str:
    if kind == "author":
        return _("Several authors have such a name. Choose the one you mean:")
    return _("Several topics have such a name. Choose the one you mean:")


def _of_none(kind: str) -> str:
    if kind == "author":
        return _("No author with such a name has written here. Part of the name is enough.")
    return _("There are no stories on a topic of that name. Part of the name is enough.")


def _short(text: str) -> str:
    return text.replace("\x00", "").strip()[:_LONGEST]
