"""When the content of a feed last changed."""

from __future__ import annotations

from django.db import models


class FeedState(models.Model):
    """What a feed held when it was last asked for, by hash, and since when: the second its Last-Modified tells.

    `articles.feeds` explains why it is observed and not worked out from the stories.
    """

    key = models.CharField(max_length=200, unique=True)
    hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key or 'all'}: {self.changed_at}"
