"""The search documents and the vocabulary. Only `articles.search` writes them.

Triggers made by migration 0002 keep the database's own index: FTS5 in SQLite, a tsvector in PostgreSQL.
"""

from __future__ import annotations

from django.db import models


class SearchDocument(models.Model):
    """A story's stems, separated by spaces, in columns of falling weight, and the tokens it is filtered by.

    `sort_key` grows with the time of publication (`articles.search.indexing.sort_key`): the index read backwards gives
    the newest first. `words` has the words as written while the story is published: the vocabulary counts these.
    """

    sort_key = models.BigAutoField(primary_key=True)
    article = models.OneToOneField("articles.Article", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    headline = models.TextField()
    names = models.TextField()
    standfirst = models.TextField()
    body = models.TextField()
    filter_tokens = models.TextField()
    words = models.TextField()

    class Meta:
        default_permissions = ()  # Nobody looks at these rows at the desk.

    def __str__(self) -> str:
        return f"{self.article_id} at {self.sort_key}"


class SearchTerm(models.Model):
    """A word of published stories: folded, as one story writes it, stemmed, its sound key, its number of stories."""

    word = models.CharField(max_length=64, primary_key=True)
    written = models.CharField(max_length=64)
    stem = models.CharField(max_length=64)
    sound_key = models.CharField(max_length=64)
    frequency = models.IntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["sound_key", "-frequency"], name="search_term_by_sound")]

    def __str__(self) -> str:
        return self.word
