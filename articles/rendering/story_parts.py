"""What belongs to stories beside their own rows, for any number of stories in one query for each part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from articles.models import STORY_PARTS, Article, CompiledQuery, Correction, QuotedPost

Rows = Sequence[Any]
_KEPT = 1000  # small rows, a dozen of a story


def _has_images(article: Article) -> bool:
    return "data-image" in article.body or "data-gallery" in article.body


def _has_files(article: Article) -> bool:
    return article.lead_video_id is not None or "data-file" in article.body


# Of each part: the relation of the article, the rows, and how to tell that a story has none, which saves a query.
_PARTS: dict[str, tuple[str, QuerySet[Any, Any] | None, Callable[[Article], bool]]] = {
    "bylines": ("bylines", STORY_PARTS["bylines"].queryset, lambda article: True),
    "tags": ("tag_rows", STORY_PARTS["tags"].queryset, lambda article: True),
    # Posts come with all they have said: a note says if what is quoted is old.
    "posts": ("quoted_posts", QuotedPost.objects.for_stories(), lambda article: "data-social-post" in article.body),
    "images": ("image_rows", STORY_PARTS["images"].queryset, _has_images),
    "files": ("file_rows", STORY_PARTS["files"].queryset, _has_files),
    "corrections": ("corrections", Correction.objects.shown(), lambda article: "correction_rows" not in vars(article)),
}


def _query(relation: str, rows: Any) -> tuple[str, CompiledQuery]:
    """Return the column that names the article, and the query for the rows of articles with these keys."""
    column = Article._meta.get_field(relation).field.attname  # type: ignore[union-attr]
    return column, CompiledQuery(lambda keys: rows.filter(**{f"{column}__in": keys}), _KEPT)


_QUERIES = {part: _query(relation, rows) for part, (relation, rows, _has) in _PARTS.items()}


class StoryParts:
    """The rows of some parts of some articles. What an article was given already, as in a preview, is not read."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], list[Any]] = defaultdict(list)

    def read(self, articles: Iterable[Article], *parts: str) -> None:
        """Read the parts of these articles. At most one query for each part."""
        for part in parts:
            _relation, _all, has = _PARTS[part]
            keys = [article.pk for article in articles if has(article) and self._given(article, part) is None]
            column, query = _QUERIES[part]
            for row in query(keys=keys):
                self._rows[part, getattr(row, column)].append(row)

    def of(self, article: Article, part: str) -> Rows:
        """Return the article's rows in their order; none if the part was not read."""
        given = self._given(article, part)
        return self._rows.get((part, article.pk), []) if given is None else given

    def all_of(self, article: Article) -> Rows:
        """Return the rows of all parts of the article."""
        return [row for part in _PARTS for row in self.of(article, part)]

    def _given(self, article: Article, part: str) -> Rows | None:
        return vars(article).get("_prefetched_objects_cache", {}).get(_PARTS[part][0])
