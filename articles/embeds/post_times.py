"""When a post was written, as its id says: networks that document it write the time into their ids.

Instagram, TikTok, LinkedIn and Reddit have ids from which people have worked out times; none of them says so, and an
upload may be older than its post. They are not used.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.utils import timezone

from .post_content import QuotedContent
from .providers import PROVIDERS, Identity

# A day that a person has read somewhere is that of a time zone from UTC-12 to UTC+14.
_WEST, _EAST = dt.timedelta(hours=12), dt.timedelta(hours=14)
_TOLERANCE = dt.timedelta(hours=1)


def time_of_id(network: str, post_id: str) -> dt.datetime | None:
    """Return when the post with this id was written, or None if its id does not say it."""
    provider = PROVIDERS.get(network)
    time = provider.time_of_id(post_id) if provider and post_id else None
    return time if time and time <= timezone.now() + _TOLERANCE else None


def contradicted_by(network: str, post_id: str, posted_at: dt.datetime | None, day_only: bool) -> dt.datetime | None:
    """Return the time that the id says if it is another one than this; None if they agree or one of them is missing."""
    by_id = time_of_id(network, post_id)
    if by_id is None or posted_at is None:
        return None
    if day_only:
        agree = (by_id - _WEST).date() <= timezone.localtime(posted_at).date() <= (by_id + _EAST).date()
    else:
        agree = abs(by_id - posted_at) <= _TOLERANCE
    return None if agree else by_id


def dated(content: QuotedContent, identity: Identity | None) -> QuotedContent:
    """Return the content with the time that the post's id says, if it has none or only that day.

    Another date stays as it is: one of the two is wrong, and a person has to decide which.
    """
    by_id = time_of_id(identity.network, identity.id) if identity else None
    if identity is None or by_id is None:
        return content
    posted_at, day_only = content.posted_at, content.posted_day_only
    if posted_at and (not day_only or contradicted_by(identity.network, identity.id, posted_at, day_only)):
        return content
    return replace(content, posted_at=by_id, posted_day_only=False)
