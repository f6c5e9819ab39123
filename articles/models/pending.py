"""Rows that a form has made and that no saved object names yet."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


class PendingQuerySet(models.QuerySet[Any]):
    def settled(self) -> PendingQuerySet:
        """Return the rows that a saved object has named, or that were made for themselves."""
        return self.filter(pending_by__isnull=True)

    def shown_to(self, user: Any) -> PendingQuerySet:
        """Return the settled rows and this person's own pending ones."""
        return self.filter(Q(pending_by__isnull=True) | Q(pending_by=user.pk))


class Pending(models.Model):
    """Base of what can be made while a story is written: an uploaded picture, a pasted post.

    `pending_by` is the person whose form made it, until a story that names it is saved. Until then lists and the audit
    log leave it out, and maintenance may delete it (`articles.publishing.pending`).
    """

    pending_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        abstract = True
