"""What a typed name means: the authors and the tags it fits, of those with stories that readers can see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value

from articles.models import Author, Byline, Tag, TaggedArticle, TagName
from articles.text import romanise, sound, tag_key

from .analyzer import words

LONGEST = 100  # characters
# So many are looked at more closely; beyond that a name says too little.
_COMPARED = 300
_OFFERED = 12


@dataclass(frozen=True)
class NameMatch:
    """An author or a tag; `about` tells those of one name apart."""

    key: int
    slug: str
    name: str
    about: str = ""


@dataclass(frozen=True)
class _Spoken:
    whole: str
    words: frozenset[str]
    sounds: frozenset[str]


def at_addresses(slugs: dict[str, set[str]]) -> dict[str, list[NameMatch]]:
    """The authors and the tags at these addresses, by kind. One query, none for no addresses."""
    parts: list[Any] = [
        rows(Q(slug__in=given)).annotate(kind=Value(kind, output_field=CharField())).order_by()
        for kind, rows in (("author", _seen_authors), ("tag", _seen_tags))
        if (given := slugs.get(kind))
    ]
    if not parts:
        return {}
    columns = [part.values_list("kind", "pk", "slug", "name") for part in parts]
    found: dict[str, list[NameMatch]] = {}
    for kind, *one in columns[0].union(*columns[1:], all=True) if columns[1:] else columns[0]:
        found.setdefault(kind, []).append(NameMatch(*one))
    return found


def authors_called(typed: str) -> list[NameMatch]:
    """Those whom the name fits best, in either script. Reads the names of all authors. Two queries."""
    rows = Author.objects.values_list("pk", "slug", "name", "latin_name")
    fits = {pk: fit for pk, slug, *names in rows if (fit := _fit(typed, [*names, slug]))}
    nearest = sorted(fits, key=lambda pk: fits[pk])[:_COMPARED]
    seen = _seen_authors(Q(pk__in=nearest))
    return _best((fits[one.pk], NameMatch(one.pk, one.slug, one.name, one.role)) for one in seen)


def tags_called(typed: str) -> list[NameMatch]:
    """Those that the name fits best, by any of their names or as it is spelled in Latin letters. Three queries."""
    latin = romanise(typed[:LONGEST])
    exact = Q(slug=typed.strip().lower()) | Q(pk__in=TagName.objects.filter(key=tag_key(typed)).values("tag"))
    if found := [NameMatch(tag.pk, tag.slug, tag.name) for tag in _seen_tags(exact).order_by("name")[:_OFFERED]]:
        return found
    if not latin:
        return []
    near = _seen_tags(Q(slug__contains=latin) | Q(slug__startswith=latin[:2])).order_by("slug")[:_COMPARED]
    named = ((tag, [tag.slug, *(other.name for other in tag.names.all())]) for tag in near.prefetch_related("names"))
    return _best((_fit(typed, names), NameMatch(tag.pk, tag.slug, tag.name)) for tag, names in named)


def _seen_authors(wanted: Q) -> QuerySet[Author]:
    return Author.objects.filter(wanted, Exists(Byline.objects.published().filter(author=OuterRef("pk"))))


def _seen_tags(wanted: Q) -> QuerySet[Tag]:
    return Tag.objects.filter(wanted, Exists(TaggedArticle.objects.published().filter(tag=OuterRef("pk"))))


def _best(fits: Iterable[tuple[int, NameMatch]]) -> list[NameMatch]:
    """Of those that fit at all the ones that fit best; the lower the number the better, 0 is not at all."""
    fitting = sorted((fit, one.name, one.key, one) for fit, one in fits if fit)
    return [one for fit, _name, _key, one in fitting if fit == fitting[0][0]][:_OFFERED]


def _fit(typed: str, names: Iterable[str]) -> int:
    """1 where it is the whole name, 2 where its words begin some of the name's, 3 where they sound alike."""
    sought = _spoken(typed[:LONGEST])
    spoken = [_spoken(name) for name in names]
    if not sought.words:
        return 0
    if any(sought.whole == name.whole for name in spoken):
        return 1
    if any(all(any(w.startswith(part) for w in name.words) for part in sought.words) for name in spoken):
        return 2
    return 3 if any(sought.sounds <= name.sounds for name in spoken) else 0


@lru_cache(maxsize=20_000)
def _spoken(name: str) -> _Spoken:
    folded = [word.folded for word in words(name)]
    return _Spoken(" ".join(folded), frozenset(folded), frozenset(map(sound, folded)))
