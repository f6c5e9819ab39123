"""A story as an item of a feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from .blocks import render_body
from .paid import PaidContent
from .story import Contributor, Story, TermLink


@dataclass(frozen=True)
class FeedItem:
    """`link` is absolute; `content` is the full text as HTML that needs neither script nor style; times are aware."""

    id: str
    link: str
    title: str
    summary: str
    content: str
    language: str
    contributors: Sequence[Contributor]
    tags: Sequence[TermLink]
    published_at: dt.datetime | None
    updated_at: dt.datetime | None
    paid: PaidContent | None = None


def feed_item(story: Story) -> FeedItem:
    """Return the story with its full text, readable quoted posts and all contributors. No queries."""
    context = {"story": story, "body": render_body(story, "feed"), "site_url": settings.SITE_URL}
    with translation.override(story.language):
        content = render_to_string("feeds/_item.html", context)
    changes = [story.published_at, story.updated_at, *(correction.at for correction in story.corrections)]
    return FeedItem(
        id=f"urn:uuid:{story.feed_id}",
        link=story.absolute_url,
        title=story.list_headline,
        summary=f"{story.paid.sentence} {story.description}" if story.paid else story.description,
        content=content.strip(),
        language=story.language,
        contributors=story.bylines,
        tags=story.tags,
        published_at=story.published_at,
        updated_at=max((time for time in changes if time), default=None),
        paid=story.paid,
    )
