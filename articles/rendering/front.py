"""The front page and the top of a section's page, as they are at a moment: now for readers, later for a preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from articles.models import CAPACITY, FRONT_SLOTS, SECTION_SLOTS, Article, Kind, SectionListing, Slot, SlotAssignment

from .site_context import NavItem, SiteContext
from .slots import Filled, due, fill
from .story import FOR_LIST, stories

LATEST_LENGTH = 6  # beside the lead story
BLOCK_LENGTH = 4  # at least so many of a section, if it has them

Blocks = list[tuple[NavItem, list[Article]]]


def front_page(
    assignments: Sequence[SlotAssignment], latest: Sequence[Article], site: SiteContext, at: dt.datetime
) -> dict[str, Any]:
    """What the front page's template is filled with, beside the frame. At most 5 queries.

    `latest` are the newest live stories. All of them stand on the page, so that nobody who pages on misses one.
    """
    shown_now = due(assignments, at)
    live, opinions = _placed_and_opinions(shown_now, at)
    filled = fill(shown_now, live, latest, FRONT_SLOTS, opinions)
    newest = [article for article in latest if article.pk not in filled.keys][:LATEST_LENGTH]
    above = filled.keys | {article.pk for article in newest}
    rest = [article for article in latest if article.pk not in above]
    blocks = _blocks(site, rest, _newest_by_section(site.sections, above | {one.pk for one in rest}, at))
    slots = [article for shown in filled.by_slot.values() for article in shown]
    articles = [*slots, *newest, *(article for _place, block in blocks for article in block)]
    values = {story.id: story for story in stories(_with_bar(articles, filled), site.section_rows(), FOR_LIST)}
    return {
        **{slot.value: [values[one.pk] for one in shown] for slot, shown in filled.by_slot.items()},
        "bar": filled.bar,
        "bar_story": values[filled.bar.story.pk] if filled.bar and filled.bar.story else None,
        "latest": [values[article.pk] for article in newest],
        "blocks": [(nav_item, [values[article.pk] for article in block]) for nav_item, block in blocks],
    }


def section_top(
    assignments: Sequence[SlotAssignment], latest: Sequence[Article], at: dt.datetime
) -> list[list[Article]]:
    """The lead story, the second row, and what is left of the latest for the list below. At most one query."""
    shown_now = due(assignments, at)
    live, _none = _placed_and_opinions(shown_now, at, with_opinions=False)
    filled = fill(shown_now, live, latest, SECTION_SLOTS)
    rest = [article for article in latest if article.pk not in filled.keys]
    return [filled.by_slot[Slot.LEAD], filled.by_slot[Slot.SECOND], rest]


def _with_bar(articles: list[Article], filled: Filled) -> list[Article]:
    return [*articles, filled.bar.story] if filled.bar and filled.bar.story else articles


def _placed_and_opinions(
    assignments: Sequence[SlotAssignment], at: dt.datetime, *, with_opinions: bool = True
) -> tuple[dict[int, Article], list[Article]]:
    """The live ones of the stories placed, by key, and the newest opinions that are none of these. A query or none."""
    wanted = {one.story_id for one in assignments if one.story_id is not None}
    rows = Article.objects.filter(pk__in=wanted).published(at).with_stories("lead_image")
    if with_opinions:
        newest = Article.objects.filter(kind=Kind.OPINION).exclude(pk__in=wanted).not_paid_for().published(at)
        keys = newest.values("pk")[: CAPACITY[Slot.OPINION] + 1 + CAPACITY[Slot.SECOND]]
        opinions = Article.objects.filter(pk__in=keys).published(at).with_stories("lead_image")
        rows = rows.order_by().union(opinions.order_by(), all=True) if wanted else opinions
    elif not wanted:
        return {}, []
    found = sorted(rows, key=lambda article: (article.publish_at, article.pk), reverse=True)
    return {one.pk: one for one in found if one.pk in wanted}, [one for one in found if one.pk not in wanted]


def _blocks(site: SiteContext, rest: Sequence[Article], by_section: dict[int, list[Article]]) -> Blocks:
    """Under each section what is left of the latest, filled up with older stories of the section."""
    found = []
    for section in site.sections:
        block = [article for article in rest if section in site.line(article.section_id)]
        block += by_section.get(section.id, [])[: max(0, BLOCK_LENGTH - len(block))]
        if block:
            found.append((section, block))
    return found


def _newest_by_section(sections: list[NavItem], above: set[int], at: dt.datetime) -> dict[int, list[Article]]:
    """The newest stories of each section that do not stand on the page yet, enough for its block. One query."""
    blocks = []
    for section in sections:
        newest = SectionListing.objects.filter(section_id=section.id).exclude(article_id__in=above).published(at)
        keys = newest.values("pk")[:BLOCK_LENGTH]
        blocks.append(SectionListing.objects.filter(pk__in=keys).published(at).with_stories("lead_image").order_by())
    if not blocks:
        return {}
    # One after the other and not one condition with ORs: that would be looked for among all rows.
    rows = list(blocks[0].union(*blocks[1:], all=True))
    found: dict[int, list[Article]] = {}
    for row in sorted(rows, key=lambda row: (row.publish_at, row.article_id), reverse=True):
        found.setdefault(row.section_id, []).append(row.article)
    return found
