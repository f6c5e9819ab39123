"""The search page's address: its query parameters, and the author and tag that the names in it stand for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import local_midnight
from articles.search import NameMatch, Order, authors_named, by_slug, clean_text, tags_named
from articles.text import possible_dates

ORDERS = {"newest": gettext_lazy("Newest first"), "best": gettext_lazy("Best first")}
SPANS = {"": gettext_lazy("any time"), "day": gettext_lazy("last 24 hours"), "week": gettext_lazy("last 7 days"),
         "month": gettext_lazy("last month"), "year": gettext_lazy("last year")}  # fmt: skip
_SPAN_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
_LOOKUPS: dict[str, Callable[[str], list[NameMatch]]] = {"author": authors_named, "tag": tags_named}
NAMED = tuple(_LOOKUPS)
_SEVERAL = {
    "author": gettext_lazy("Several authors have such a name. Choose the one you mean:"),
    "tag": gettext_lazy("Several topics have such a name. Choose the one you mean:"),
}
_UNKNOWN = {
    "author": gettext_lazy("No author with such a name has written here. Part of the name is enough."),
    "tag": gettext_lazy("There are no stories on a topic of that name. Part of the name is enough."),
}
_MAX_LENGTH = 100


@dataclass(frozen=True)
class SearchParams:
    """What the address says; unknown parameters are ignored.

    `author` and `tag` are slugs or names, `first` and `last` days, all as they were typed. `form_slugs` has the slugs
    that the form was filled from. `before` and `after` are cursors.
    """

    text: str
    order: Order = "newest"
    span: str = ""
    section: str = ""
    author: str = ""
    tag: str = ""
    first: str = ""
    last: str = ""
    form_slugs: dict[str, str] = field(default_factory=dict)
    before: str = ""
    after: str = ""

    @classmethod
    def from_request(cls, request: HttpRequest) -> SearchParams:
        """The form submits each name twice: first the hidden slug, then the visible text."""
        get = request.GET.get
        values = {name: [_short(value) for value in request.GET.getlist(name)] or [""] for name in ("section", *NAMED)}
        return cls(
            text=clean_text(get("q", "")),
            order="best" if get("order") == "best" else "newest",
            span=get("time", "") if get("time") in _SPAN_DAYS else "",
            section=values["section"][-1], author=values["author"][-1], tag=values["tag"][-1],
            first=_short(get("from", "")), last=_short(get("to", "")),
            form_slugs={kind: values[kind][0] for kind in NAMED},
            before=get("before", ""), after=get("after", ""),
        )  # fmt: skip

    def url(self, path: str, **changes: str) -> str:
        """Return the address of the first page of this search, or of another page or search by `changes`."""
        params = {"q": self.text, "order": self.order if self.order != "newest" else "", "time": self.span,
                  "from": self.first, "to": self.last, "section": self.section, "author": self.author, "tag": self.tag,
                  **changes}  # fmt: skip
        return f"{path}?{urlencode({name: value for name, value in params.items() if value})}"

    @property
    def first_day(self) -> dt.date | None:
        return _day(self.first)

    @property
    def last_day(self) -> dt.date | None:
        return _day(self.last)

    @property
    def since(self) -> dt.datetime | None:
        """The beginning of the first day, by the newsroom's clock, or of the span: the later of the two."""
        starts = [local_midnight(self.first_day)] if self.first_day else []
        if self.span:
            starts.append(timezone.now() - dt.timedelta(days=_SPAN_DAYS[self.span]))
        return max(starts, default=None)

    @property
    def until(self) -> dt.datetime | None:
        """The end of the last day."""
        day = self.last_day
        return local_midnight(day + dt.timedelta(days=1)) if day and day < dt.date.max else None


@dataclass(frozen=True)
class FilterError:
    """What is wrong with a filter, for the reader, and the authors or tags that may have been meant."""

    message: str
    choices: tuple[NameMatch, ...] = ()


@dataclass(frozen=True)
class ResolvedParams:
    """Parameters with slugs in place of names; `matches` has the author and the tag, `errors` is by filter.

    `needs_redirect` says that a name was looked up: the page with the slug has an address of its own.
    """

    params: SearchParams
    matches: dict[str, NameMatch]
    errors: dict[str, FilterError]
    needs_redirect: bool = False


def resolve(params: SearchParams) -> ResolvedParams:
    """Look up the author and the tag. One query for slugs, none if neither is given; up to five more for names."""
    typed = {kind: value for kind, value in (("author", params.author), ("tag", params.tag)) if value}
    slugs = {kind: {params.form_slugs.get(kind, ""), value} - {""} for kind, value in typed.items()}
    known = by_slug(slugs)
    matches: dict[str, NameMatch] = {}
    errors = dict(_day_errors(params))
    is_named = False
    for kind, value in typed.items():
        by_address = [match for match in known.get(kind, ()) if value in (match.slug, match.name)]
        found = by_address[:1] or _LOOKUPS[kind](value)
        if len(found) == 1:
            matches[kind], is_named = found[0], is_named or not by_address
        else:
            errors[kind] = FilterError(str((_SEVERAL if found else _UNKNOWN)[kind]), tuple(found))
    params = replace(params, **{kind: match.slug for kind, match in matches.items()})  # type: ignore[arg-type]
    return ResolvedParams(params, matches, errors, needs_redirect=is_named and not errors)


def _day_errors(params: SearchParams) -> Iterator[tuple[str, FilterError]]:
    for name, typed, day in (("from", params.first, params.first_day), ("to", params.last, params.last_day)):
        if typed and day is None:
            message = _("“%(typed)s” is no day of the calendar. Write it like this: 31/12/2025.")
            yield name, FilterError(message % {"typed": typed})
    if params.first_day and params.last_day and params.first_day > params.last_day:
        yield "to", FilterError(_("The last day lies before the first."))


def _day(typed: str) -> dt.date | None:
    """Return the day, read as at the desk. A search looks back: 5 March is the last one, कल is yesterday."""
    today = timezone.localdate()
    days = possible_dates(typed, today)
    return max((day for day in days if day <= today), default=days[0] if days else None)


def _short(text: str) -> str:
    return text.replace("\x00", "").strip()[:_MAX_LENGTH]
