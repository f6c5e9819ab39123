"""Limits on attempts: to sign in, to give the code of a second factor, to have a new password sent.

An attempt is counted before the password is hashed and given back if it succeeds, so that of many simultaneous ones no
more are hashed than of one after the other. What is beyond a limit is refused by one read of the database. A count
falls by one for each `longest_wait` that passes. See docs/decisions/0034-throttled-sign-in.md.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, ngettext

from articles.models import AttemptCounter, AttemptScope

_AT_ONE_PLACE = (AttemptScope.PASSWORD_PLACE, AttemptScope.CODE_PLACE)


class TooManyAttempts(Exception):
    """An attempt was refused without looking at it. `seconds` is how long one has to wait."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(until)
        self.seconds = max(1, math.ceil((until - timezone.now()).total_seconds()))

    @property
    def message(self) -> str:
        minutes = math.ceil(self.seconds / 60)
        if self.seconds < 60:
            wait = ngettext("%(n)d second", "%(n)d seconds", self.seconds) % {"n": self.seconds}
        else:
            wait = ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
        return gettext("Too many failed attempts. Try again in %(wait)s.") % {"wait": wait}


@dataclass(frozen=True)
class Limit:
    """`free` attempts follow each other without a wait; each further one must wait twice as long as the last."""

    free: int
    first_wait: int
    longest_wait: int

    def wait(self, count: int) -> int:
        """Return the seconds to wait after that many attempts."""
        if count < self.free:
            return 0
        return min(self.longest_wait, self.first_wait << min(count - self.free, 20))

    def count(self, row: AttemptCounter, now: dt.datetime) -> int:
        """Return what is left of the count that the row had at its time."""
        return max(0, row.count - max(0, int((now - row.at).total_seconds() // self.longest_wait)))


def limit(scope: AttemptScope) -> Limit:
    """Return the limit: for one name at one place, four times as much for all names of it, and all places of a name."""
    if scope in (AttemptScope.MAIL_ACCOUNT, AttemptScope.MAIL_NETWORK):
        return Limit(3 if scope == AttemptScope.MAIL_ACCOUNT else 10, first_wait=300, longest_wait=3600)
    failures: int = settings.LOGIN_FAILURES
    return Limit(
        failures if scope in _AT_ONE_PLACE else 4 * failures, first_wait=30, longest_wait=settings.LOGIN_WAIT_SECONDS
    )


@dataclass(frozen=True)
class Counted:
    """What is counted under a scope: an account, a network, or an account at a place."""

    scope: AttemptScope
    name: str

    @property
    def key(self) -> str:
        """The digest that is kept in the place of names and addresses."""
        return salted_hmac("newsroom.attempts", f"{self.scope}\0{self.name}", algorithm="sha256").hexdigest()[:40]


class Attempt:
    """One attempt, counted as failed in each scope until `succeeded()`. Raise TooManyAttempts if one has to wait."""

    def __init__(self, *counted: Counted) -> None:
        self._scope_of = {one.key: one.scope for one in counted}
        # Without a lock: on SQLite a flood must not hold up those who write.
        self._refuse_excess(timezone.now())
        self._claim()

    def succeeded(self) -> None:
        """Give the attempt back, and forget the failures of this account at this place."""
        own = {key for key, scope in self._scope_of.items() if scope in _AT_ONE_PLACE}
        AttemptCounter.objects.filter(key__in=own).delete()
        others = AttemptCounter.objects.filter(key__in=self._scope_of.keys() - own, count__gt=0)
        others.update(count=F("count") - 1, wait_until=None)

    def _refuse_excess(self, now: dt.datetime) -> None:
        waiting = AttemptCounter.objects.filter(key__in=self._scope_of, wait_until__gt=now)
        if until := waiting.aggregate(until=Max("wait_until"))["until"]:
            raise TooManyAttempts(until)

    @transaction.atomic
    def _claim(self) -> None:
        now = timezone.now()
        new = [AttemptCounter(scope=scope, key=key, at=now) for key, scope in sorted(self._scope_of.items())]
        AttemptCounter.objects.bulk_create(new, ignore_conflicts=True)
        # In one order, so that two transactions never wait for each other.
        rows = list(AttemptCounter.objects.select_for_update().filter(key__in=self._scope_of).order_by("key"))
        self._refuse_excess(now)
        for row in rows:
            rule = limit(AttemptScope(row.scope))
            row.count = rule.count(row, now) + 1
            wait = rule.wait(row.count)
            row.at, row.wait_until = now, now + dt.timedelta(seconds=wait) if wait else None
        AttemptCounter.objects.bulk_update(rows, ["count", "at", "wait_until"])


def use_once(challenge: str) -> bool:
    """Return whether this is the first use of the challenge."""
    used = Counted(AttemptScope.USED_CHALLENGE, challenge)
    _row, is_new = AttemptCounter.objects.get_or_create(key=used.key, defaults={"scope": used.scope})
    return is_new
