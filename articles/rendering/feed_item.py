"""What an item of a feed says of a story."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from .blocks import render_body
from .story import Story


def feed_content(story: Story) -> str:
    """Return the full text as HTML that needs neither script nor style, with the quoted posts. No queries."""
    context = {"story": story, "body": render_body(story, "feed"), "site_url": settings.SITE_URL}
    with translation.override(story.language):
        return render_to_string("feeds/_item.html", context).strip()


def feed_summary(story: Story) -> str:
    return f"{story.paid.sentence} {story.description}" if story.paid else story.description


def feed_updated_at(story: Story) -> dt.datetime | None:
    """Return when the story was published, significantly updated or last corrected, whichever was last."""
    times = (story.published_at, story.updated_at, *(correction.at for correction in story.corrections))
    return max((time for time in times if time), default=None)
