"""The front page: the newest stories, then each section's."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, SectionListing
from articles.rendering import FOR_LIST, Furniture, Place, furniture, stories

from .lists import show_list
from .paging import list_page
from .public import public_page, render_page

TOP_LENGTH = 7
BLOCK_LENGTH = 4  # at least so many of a section, if it has them


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The newest stories, then the newest of each section that are not among them. At most 5 queries.

    "Older stories" goes on after the newest twenty. All of these stand here, so that nobody who pages on misses one.
    """
    at, around = timezone.now(), furniture()
    latest = list_page(request, Article.objects.published, at)
    feed = reverse("articles:rss")
    if not latest.is_first:
        return show_list(request, "articles/list.html", latest, around, feed=feed, heading="")
    top = latest.articles[:TOP_LENGTH]
    blocks = _blocks(around, latest.articles, _newest_by_section(around.sections, at))
    articles = [*top, *(article for _place, block in blocks for article in block)]
    values = {story.id: story for story in stories(articles, around.section_rows(), FOR_LIST)}
    context = {
        "lead": [values[article.pk] for article in top[:1]],
        "top": [values[article.pk] for article in top[1:]],
        "blocks": [(place, [values[article.pk] for article in block]) for place, block in blocks],
        "older": latest.older,
        "feed_url": feed,
    }
    return render_page(request, "articles/front.html", context, around)


def _blocks(
    around: Furniture, latest: list[Article], by_section: dict[int, list[Article]]
) -> list[tuple[Place, list[Article]]]:
    """Under each section what is left of the latest, filled up with older stories of the section."""
    top, rest = latest[:TOP_LENGTH], latest[TOP_LENGTH:]
    found = []
    for section in around.sections:
        block = [article for article in rest if section in around.line(article.section_id)]
        older = [article for article in by_section.get(section.id, []) if article not in top and article not in block]
        block += older[: max(0, BLOCK_LENGTH - len(block))]
        if block:
            found.append((section, block))
    return found


def _newest_by_section(sections: list[Place], at: dt.datetime) -> dict[int, list[Article]]:
    """The newest stories of each section, enough to fill its block beside those on top. One query."""
    blocks = []
    for section in sections:
        newest = SectionListing.objects.filter(section_id=section.id).published(at)
        keys = newest.values("pk")[: BLOCK_LENGTH + TOP_LENGTH]
        blocks.append(SectionListing.objects.filter(pk__in=keys).published(at).with_stories("lead_image").order_by())
    if not blocks:
        return {}
    # One after the other and not one condition with ORs: that would be looked for among all rows.
    rows = list(blocks[0].union(*blocks[1:], all=True))
    found: dict[int, list[Article]] = {}
    for row in sorted(rows, key=lambda row: (row.publish_at, row.article_id), reverse=True):
        found.setdefault(row.section_id, []).append(row.article)
    return found
