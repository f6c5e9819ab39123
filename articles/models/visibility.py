"""What the public may see: one rule, for stories and for every row that lists them.

The columns stand on the story and again on its link rows (author, tag, section), so that a list page reads one index;
`publishing` writes both in one transaction.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar, NamedTuple, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class State(models.TextChoices):
    """A story's state for people: its status together with its times and the trash. Not stored."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TRASH = "trash", _("In the trash")

    @property
    def status(self) -> Status | None:
        """The status that is stored in this state; None for the trash, where each story keeps the status it had."""
        if self == State.TRASH:
            return None
        return Status.PUBLISHED if self in (State.SCHEDULED, State.EXPIRED) else Status(self.value)


class Cursor(NamedTuple):
    """The last row of a page of a list: the next page holds what comes after it."""

    publish_at: dt.datetime
    story_id: int


class VisibleQuerySet(models.QuerySet[Any]):
    """A queryset of stories, or of rows that stand for one story each."""

    story_key: ClassVar[str] = "article_id"

    def published(self, at: dt.datetime | None = None, before: Cursor | None = None) -> Self:
        """What readers may see at that time (now, if not said), newest first; `before` goes on after an earlier page.

        With a cursor the bound "not after now" is replaced, not kept beside it: SQLite uses only one upper bound, and
        PostgreSQL needs the redundant one beside the OR. Rows that are chosen by their keys (`filter(pk__in=…)` first)
        are found by those: their status is asked for in a way that fits no index of what is live, each of which
        PostgreSQL takes for nearly empty until it has statistics.
        """
        at = at or timezone.now()
        status = Q(status__range=[Status.PUBLISHED] * 2) if self._is_by_key else Q(status=Status.PUBLISHED)
        live = status & Q(deleted_at__isnull=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=at))
        if before is None or before.publish_at > at:
            bound = Q(publish_at__lte=at)
        else:
            bound = Q(publish_at__lte=before.publish_at) & (
                Q(publish_at__lt=before.publish_at) | Q(**{f"{self.story_key}__lt": before.story_id})
            )
        return self.filter(live & bound).order_by(F("publish_at").desc(), F(self.story_key).desc())

    def was_public(self, at: dt.datetime | None = None) -> bool:
        """Return whether readers could see any of them by that time (now, if not said). One query.

        What was added to a withdrawn story has not been seen yet.
        """
        since = "shown_from" if self._to_story else "first_published_at"
        return self.filter(**{f"{since}__lte": at or timezone.now()}).exists()

    def newer_than(self, cursor: Cursor) -> Self:
        """Of what `published` gives, what comes before the cursor's row in the list: the nearest first."""
        newer = Q(publish_at__gte=cursor.publish_at) & (
            Q(publish_at__gt=cursor.publish_at) | Q(**{f"{self.story_key}__gt": cursor.story_id})
        )
        return self.filter(newer).order_by("publish_at", self.story_key)

    def not_paid_for(self) -> Self:
        """Without paid content: for whatever puts stories forward by itself, or tells of them as news."""
        return self.filter(**{f"{self._to_story}paid_by": ""})

    def with_stories(self, *along: str) -> Self:
        """With the stories the rows stand for, and what is named of them, fetched in the same query."""
        story = self._to_story.removesuffix("__")
        names = [story, *(f"{story}__{name}" for name in along)] if story else along
        return self.select_related(*names)

    @property
    def _is_by_key(self) -> bool:
        """Whether a condition names the keys of the rows that are wanted."""
        key = self.model._meta.pk
        return any(getattr(getattr(part, "lhs", None), "target", None) == key for part in self.query.where.children)

    @property
    def _to_story(self) -> str:
        """What a lookup of the story's own fields begins with: nothing, where the rows are stories."""
        return "" if self.story_key == "id" else self.story_key.removesuffix("_id") + "__"


class Visibility(models.Model):
    """The columns that decide it. A story is live while published, due, not expired and not in the trash."""

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False)
    publish_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    expire_at = models.DateTimeField(
        _("expires"), null=True, blank=True, help_text=_("From then on readers are told that it is gone.")
    )
    deleted_at = models.DateTimeField(_("put in the trash"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


VISIBILITY_FIELDS = ["status", "publish_at", "expire_at", "deleted_at"]
LIVE = Q(status=Status.PUBLISHED, deleted_at__isnull=True)


class StoryLink(Visibility):
    """Base of the rows that say under what a story is listed; `publishing.link_writer` alone writes them."""

    class Meta:
        abstract = True


class NamedLink(StoryLink):
    """Base of those whose name a draft may have brought: an author, a tag. `shown_from` is when readers first saw the
    story with it, or will."""

    shown_from = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
