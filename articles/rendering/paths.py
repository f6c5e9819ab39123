"""The paths of stories and of what they are listed under. Django works out few of them in a millisecond, so that they
are kept: a page has a hundred."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse

_KEPT = 4096


@lru_cache(_KEPT)
def story_path(section_slug: str, slug: str, article_id: int) -> str:
    return reverse("articles:story", args=[section_slug, slug or "-", article_id])


@lru_cache(_KEPT)
def section_path(slug: str) -> str:
    """Return the path of a section or of an editable page."""
    return reverse("articles:section_or_page", args=[slug])


@lru_cache(_KEPT)
def author_path(slug: str) -> str:
    return reverse("articles:author", args=[slug])


@lru_cache(_KEPT)
def tag_path(slug: str) -> str:
    return reverse("articles:tag", args=[slug])
