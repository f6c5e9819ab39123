"""Attempts to sign in, as they are counted, and the sessions of the desk."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .fields import LineField

# Longer than the longest wait, so that a row that is deleted would not have counted any more.
ATTEMPTS_KEPT = dt.timedelta(days=2)
# How long a network from which an account has signed in counts as its own.
KNOWN_FOR = dt.timedelta(days=60)


class AttemptScope(models.TextChoices):
    """What is counted: `known` is no count, but a network from which an account has signed in."""

    PASSWORD_ACCOUNT = "password account"  # noqa: S105 - a name
    PASSWORD_PLACE = "password place"  # noqa: S105 - a name
    PASSWORD_NETWORK = "password network"  # noqa: S105 - a name
    CODE_ACCOUNT = "code account"
    CODE_PLACE = "code place"
    MAIL_ACCOUNT = "mail account"
    MAIL_NETWORK = "mail network"
    USED_CHALLENGE = "used challenge"
    KNOWN = "known"


class AttemptCounterQuerySet(models.QuerySet["AttemptCounter"]):
    def outdated(self, now: dt.datetime | None = None) -> AttemptCounterQuerySet:
        now = now or timezone.now()
        is_known = models.Q(scope=AttemptScope.KNOWN)
        return self.filter(~is_known, at__lt=now - ATTEMPTS_KEPT) | self.filter(is_known, at__lt=now - KNOWN_FOR)


class AttemptCounter(models.Model):
    """How often something was tried in vain. `key` is a digest with the scope: neither names nor addresses are kept.

    `count` is as of `at`; see `articles.authentication.throttle` for how it falls with time.
    """

    scope = models.CharField(max_length=20)
    key = models.CharField(max_length=40, unique=True)
    count = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AttemptCounterQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("failed attempts to sign in")
        verbose_name_plural = _("failed attempts to sign in")

    def __str__(self) -> str:
        return f"{self.scope}: {self.count}"


class DeskSessionQuerySet(models.QuerySet["DeskSession"]):
    def live(self, now: dt.datetime | None = None) -> DeskSessionQuerySet:
        return self.filter(seen_at__gte=(now or timezone.now()) - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE))

    def outdated(self, now: dt.datetime | None = None) -> DeskSessionQuerySet:
        return self.filter(seen_at__lt=(now or timezone.now()) - dt.timedelta(seconds=settings.SESSION_COOKIE_AGE))


class DeskSession(models.Model):
    """A session of somebody who has signed in, as its owner sees it in a list. What it holds is Django's.

    `seen_at` is exact to ten minutes.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="desk_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=45, blank=True)
    user_agent = LineField(max_length=300, blank=True)
    signed_in_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = DeskSessionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-seen_at", "-id"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.address}"
