"""The stories that a body points to, as readers may see them now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.body import numbers
from articles.models import Article


@dataclass(frozen=True)
class Related:
    """`url` is a path on this site."""

    url: str
    headline: str
    kicker: str
    language: str


def related(bodies: Iterable[str]) -> dict[int, Related]:
    """Those that are live, by number: of the others nothing may be told. One query for all bodies, or none."""
    wanted = {number for html in bodies if "data-story" in html for number in numbers(html, "story")}
    if not wanted:
        return {}
    rows = Article.objects.filter(pk__in=wanted).published().with_stories("section")
    return {row.pk: Related(row.get_absolute_url(), row.list_headline, row.kicker, row.language) for row in rows}
