"""Addresses: the slug made from a headline, and redirects from addresses that have changed."""

from __future__ import annotations

from django.db import transaction

from articles.models import Article, Redirect, Spelling
from articles.text import romanise

SLUG_LENGTH = 80


def proposed_slug(article: Article) -> str:
    """Return a slug from the headline in Latin letters, or the kind if the headline gives none. One query."""
    overrides = dict(Spelling.objects.values_list("word", "spelling"))
    words = romanise(article.short_headline or article.headline, overrides)
    if len(words) > SLUG_LENGTH:
        # Cut between words, unless the first word is too long itself.
        words = words[: SLUG_LENGTH + 1].rpartition("-")[0] or words[:SLUG_LENGTH]
    return words.strip("-") or article.kind


@transaction.atomic
def moved(old_path: str, new_path: str) -> None:
    """Redirect the old path to the new one. Paths that redirected to the old one redirect directly to the new one."""
    if old_path == new_path:
        return
    Redirect.objects.filter(old_path=new_path).delete()
    for redirect in Redirect.objects.filter(new_path=old_path):
        redirect.new_path = new_path
        redirect.save()
    Redirect.objects.update_or_create(old_path=old_path, defaults={"new_path": new_path})
