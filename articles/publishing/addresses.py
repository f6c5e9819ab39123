"""Addresses: the slug made from a headline, and redirects from addresses that have changed."""

from __future__ import annotations

from itertools import count

from django.db import transaction
from django.db.models import Model

from articles.models import Article, Author, Page, Redirect, Section, Spelling, Tag
from articles.text import romanise

SLUG_LENGTH = 80
# Rows of these kinds share their addresses: a page cannot have the slug of a section.
_SHARING = {Section: (Section, Page), Page: (Section, Page)}


def proposed_slug(article: Article) -> str:
    """Return a slug from the headline in Latin letters, or the kind if the headline gives none. One query."""
    return _slug(article.short_headline or article.headline, SLUG_LENGTH) or article.kind


def free_slug(row: Author | Page | Section | Tag, name: str) -> str:
    """Return a slug from the name that no other row has at its address, with a number if need be; "" if it gives none.

    Two queries, and one more for each number that is taken.
    """
    length = int(row._meta.get_field("slug").max_length or SLUG_LENGTH)
    slug = proposed = _slug(name, length)
    for number in count(2):
        if not proposed or not is_taken(row, slug):
            return slug
        slug = f"{proposed[: length - len(str(number)) - 1].rstrip('-')}-{number}"
    raise AssertionError("not reached")


def is_taken(row: Author | Page | Section | Tag, slug: str) -> bool:
    """Return whether another row has this slug at its address. One query for each kind that shares the addresses."""
    kinds: tuple[type[Model], ...] = _SHARING.get(type(row), (type(row),))
    return any(
        kind._default_manager.filter(slug=slug).exclude(pk=row.pk if isinstance(row, kind) else None).exists()
        for kind in kinds
    )


def _slug(text: str, length: int) -> str:
    """Return the text in Latin letters, cut between words, unless the first word is too long itself. One query."""
    overrides = dict(Spelling.objects.values_list("word", "spelling"))
    words = romanise(text, overrides)
    if len(words) > length:
        words = words[: length + 1].rpartition("-")[0] or words[:length]
    return words.strip("-")


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
