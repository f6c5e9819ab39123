"""Addresses: how a headline becomes one, and what becomes of those that change."""

from __future__ import annotations

from django.db import transaction

from articles.models import Article, Redirect, Spelling
from articles.text import romanise

SLUG_LENGTH = 80


def proposed_slug(story: Article) -> str:
    """The words of the story's address, out of its headline; its kind where the headline gives none. One query."""
    overrides = dict(Spelling.objects.values_list("word", "spelling"))
    words = romanise(story.short_headline or story.headline, overrides)
    if len(words) > SLUG_LENGTH:
        # Whole words only, unless the first is too long itself.
        words = words[: SLUG_LENGTH + 1].rpartition("-")[0] or words[:SLUG_LENGTH]
    return words.strip("-") or story.kind


@transaction.atomic
def moved(old_path: str, new_path: str) -> None:
    """From now on the old path leads to the new one, directly, also from paths that led to the old one."""
    if old_path == new_path:
        return
    Redirect.objects.filter(old_path=new_path).delete()
    Redirect.objects.filter(new_path=old_path).update(new_path=new_path)
    Redirect.objects.update_or_create(old_path=old_path, defaults={"new_path": new_path})
