"""When the content of a feed last changed."""

from __future__ import annotations

from django.db import models


class FeedState(models.Model):
    """The hash of a feed's content at its last request, and since when it is the same: the feed's Last-Modified.

    `articles.feeds` explains why it is observed and not computed from the stories.
    """

    key = models.CharField(max_length=200, unique=True)
    hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    class Meta:
        default_permissions = ()  # Nobody looks at these rows at the desk.

    def __str__(self) -> str:
        return f"{self.key or 'all'}: {self.changed_at}"
