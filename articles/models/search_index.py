"""What search looks in: each story's words as the analyser leaves them. Written by `articles.search` alone.

Triggers of the tables (migration 0002) keep the database's own index of them: FTS5 in SQLite, a tsvector in PostgreSQL.
"""

from __future__ import annotations

from django.db import models


class SearchDocument(models.Model):
    """A story's stems, separated by spaces, in columns of falling weight; `marks` are what it is filtered by.

    `place` is the document's place in time, from `articles.search.documents.place`: an index read backwards gives the
    newest first. `words` are its words as written, while it is published: what the vocabulary counts.
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

    def __str__(self) -> str:
        return f"{self.article_id} at {self.sort_key}"


class SearchTerm(models.Model):
    """A word of published stories, folded and as one of them writes it, in how many it stands, and how it sounds."""

    word = models.CharField(max_length=64, primary_key=True)
    written = models.CharField(max_length=64)
    stem = models.CharField(max_length=64)
    sound_key = models.CharField(max_length=64)
    frequency = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["sound_key", "-frequency"], name="search_term_by_sound")]

    def __str__(self) -> str:
        return self.word
