"""The authors and tags that a typed name fits, among those with stories that readers can see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value

from articles.models import Author, Byline, Tag, TaggedArticle, TagName, VisibleQuerySet
from articles.text import romanise, sound, tag_key

from .analyzer import words

MAX_LENGTH = 100  # characters
# So many authors or tags are compared; a name that fits more says too little.
_MAX_COMPARED = 300
_MAX_MATCHES = 12


@dataclass(frozen=True)
class NameMatch:
    """An author or a tag; `role` tells authors of one name apart."""

    key: int
    slug: str
    name: str
    role: str = ""


@dataclass(frozen=True)
class _AnalyzedName:
    whole: str
    words: frozenset[str]
    sounds: frozenset[str]


def by_slug(slugs: dict[str, set[str]]) -> dict[str, list[NameMatch]]:
    """Return the authors and tags with these slugs, by kind ("author", "tag"). One query, none for no slugs."""
    parts: list[Any] = [
        rows(Q(slug__in=of_kind)).annotate(kind=Value(kind, output_field=CharField())).order_by()
        for kind, rows in (("author", _visible_authors), ("tag", _visible_tags))
        if (of_kind := slugs.get(kind))
    ]
    if not parts:
        return {}
    columns = [part.values_list("kind", "pk", "slug", "name") for part in parts]
    matches: dict[str, list[NameMatch]] = {}
    for kind, *row in columns[0].union(*columns[1:], all=True) if columns[1:] else columns[0]:
        matches.setdefault(kind, []).append(NameMatch(*row))
    return matches


def authors_named(typed: str) -> list[NameMatch]:
    """Return the authors whom the name fits best, in either script. Two queries; reads the names of all authors."""
    rows = Author.objects.values_list("pk", "slug", "name", "latin_name")
    fits = {pk: fit for pk, slug, *names in rows if (fit := _fit(typed, [*names, slug]))}
    nearest = sorted(fits, key=lambda pk: fits[pk])[:_MAX_COMPARED]
    visible = _visible_authors(Q(pk__in=nearest))
    return _best((fits[author.pk], NameMatch(author.pk, author.slug, author.name, author.role)) for author in visible)


def tags_named(typed: str) -> list[NameMatch]:
    """Return the tags that the name fits best, by any of their names or by a Latin spelling. Three queries."""
    latin = romanise(typed[:MAX_LENGTH])
    # UNION, not OR, for which all tags would be read.
    by_slug = Tag.objects.filter(slug=typed.strip().lower()).order_by().values("pk")
    exact = Q(pk__in=by_slug.union(TagName.objects.filter(key=tag_key(typed)).order_by().values("tag")))
    matches = [NameMatch(tag.pk, tag.slug, tag.name) for tag in _visible_tags(exact).order_by("name")[:_MAX_MATCHES]]
    if matches or not latin:
        return matches
    near = _visible_tags(Q(slug__contains=latin) | Q(slug__startswith=latin[:2])).order_by("slug")[:_MAX_COMPARED]
    named = ((tag, [tag.slug, *(alias.name for alias in tag.names.all())]) for tag in near.prefetch_related("names"))
    return _best((_fit(typed, names), NameMatch(tag.pk, tag.slug, tag.name)) for tag, names in named)


def _visible_authors(wanted: Q) -> QuerySet[Author]:
    return _with_stories(Author.objects.filter(wanted), Byline.objects.published().filter(author=OuterRef("pk")))


def _visible_tags(wanted: Q) -> QuerySet[Tag]:
    return _with_stories(Tag.objects.filter(wanted), TaggedArticle.objects.published().filter(tag=OuterRef("pk")))


def _with_stories(rows: Any, published: VisibleQuerySet) -> Any:
    """Return the rows that have a published story.

    Each row's newest is looked up: of EXISTS PostgreSQL may make a join, for which it reads the stories of all.
    """
    return rows.alias(newest=Subquery(published.values("pk")[:1])).filter(newest__isnull=False)


def _best(fits: Iterable[tuple[int, NameMatch]]) -> list[NameMatch]:
    """Return the matches of the lowest fit that is not 0, by name."""
    fitting = sorted((fit, match.name, match.key, match) for fit, match in fits if fit)
    return [match for fit, _name, _key, match in fitting if fit == fitting[0][0]][:_MAX_MATCHES]


def _fit(typed: str, names: Iterable[str]) -> int:
    """Return 1 if it is a whole name, 2 if its words begin some of the name's, 3 if they sound alike, otherwise 0."""
    sought = _analyzed(typed[:MAX_LENGTH])
    known = [_analyzed(name) for name in names]
    if not sought.words:
        return 0
    if any(sought.whole == name.whole for name in known):
        return 1
    if any(all(any(word.startswith(part) for word in name.words) for part in sought.words) for name in known):
        return 2
    return 3 if any(sought.sounds <= name.sounds for name in known) else 0


@lru_cache(maxsize=20_000)
def _analyzed(name: str) -> _AnalyzedName:
    folded = [word.folded for word in words(name)]
    return _AnalyzedName(" ".join(folded), frozenset(folded), frozenset(map(sound, folded)))
