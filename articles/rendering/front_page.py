"""The front page and the top of a section's page at a given time: now for readers, or later for a preview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.models import (
    CAPACITY,
    FRONT_SLOTS,
    KEPT_ROWS,
    SECTION_SLOTS,
    Article,
    CompiledQuery,
    Kind,
    SectionListing,
    Slot,
    SlotAssignment,
    VisibleQuerySet,
)
from articles.text import safe_link

from .site_context import NavItem, SiteContext
from .story import FOR_LIST, Story, stories

LATEST_LENGTH = 6  # beside the lead story
BLOCK_LENGTH = 4  # stories in a section's block, if the section has so many

# A story that is assigned to several slots stands in the first of these.
_SLOT_ORDER = (Slot.LEAD, Slot.SECOND, Slot.OPINION, Slot.BREAKING)


def _assigned(wanted: Sequence[int], at: dt.datetime) -> VisibleQuerySet:
    return Article.objects.filter(pk__in=wanted).published(at).with_stories("lead_image").order_by()


def _assigned_and_newest_opinions(at: dt.datetime, wanted: Sequence[int] = ()) -> VisibleQuerySet:
    others = Article.objects.filter(kind=Kind.OPINION).exclude(pk__in=wanted).not_paid_for().published(at)
    keys = others.values("pk")[: CAPACITY[Slot.OPINION] + 1 + CAPACITY[Slot.SECOND]]
    opinions = Article.objects.filter(pk__in=keys).published(at).with_stories("lead_image").order_by()
    return _assigned(wanted, at).union(opinions, all=True) if wanted else opinions


def _newest_of_each(at: dt.datetime, above: Sequence[int] = (), **sections: int) -> VisibleQuerySet:
    """Return the newest rows of each section but those of the articles `above`."""
    parts = []
    for section in sections.values():
        newest = SectionListing.objects.filter(section_id=section).exclude(article_id__in=above).published(at)
        keys = newest.values("pk")[:BLOCK_LENGTH]
        parts.append(SectionListing.objects.filter(pk__in=keys).published(at).with_stories("lead_image").order_by())
    # UNION, not OR: each part reads one index, in order, and stops; OR reads all rows.
    return parts[0].union(*parts[1:], all=True)


_ASSIGNED, _ASSIGNED_AND_OPINIONS = (
    CompiledQuery(query, KEPT_ROWS) for query in (_assigned, _assigned_and_newest_opinions)
)
_NEWEST_BY_SECTION = CompiledQuery(_newest_of_each, KEPT_ROWS)


@dataclass(frozen=True)
class BreakingBar:
    """The text of the breaking bar. It is a link if it has an article or an address."""

    text: str
    article: Article | None = None
    url: str = ""


@dataclass(frozen=True)
class FilledSlots:
    """The articles in each slot, each article at most once, and the breaking bar if it says anything now."""

    by_slot: dict[Slot, list[Article]] = field(default_factory=dict)
    breaking_bar: BreakingBar | None = None

    @property
    def in_bar(self) -> list[Article]:
        """The article that the breaking bar links to, or nothing."""
        return [self.breaking_bar.article] if self.breaking_bar and self.breaking_bar.article else []

    @property
    def article_ids(self) -> set[int]:
        return {article.pk for articles in (*self.by_slot.values(), self.in_bar) for article in articles}


def front_page(
    assignments: Sequence[SlotAssignment], latest: Sequence[Article], site: SiteContext, at: dt.datetime
) -> dict[str, Any]:
    """Return the front page's template variables, without the base context. At most 5 queries.

    `latest` are the newest live articles. All of them are shown, so that a reader who goes on to "older stories"
    misses none.
    """
    due = due_assignments(assignments, at)
    assigned, opinions = _assigned_and_opinions(due, at)
    filled = fill(due, assigned, latest, FRONT_SLOTS, opinions)
    beside_lead = [article for article in latest if article.pk not in filled.article_ids][:LATEST_LENGTH]
    above = filled.article_ids | {article.pk for article in beside_lead}
    rest = [article for article in latest if article.pk not in above]
    newest = _newest_by_section(site.sections, above | {article.pk for article in rest}, at)
    blocks = _blocks(site, rest, newest)
    groups = [*filled.by_slot.values(), beside_lead, *(articles for _section, articles in blocks), filled.in_bar]
    by_id = _stories_by_id(groups, site)
    return {
        **{slot.value: [by_id[article.pk] for article in articles] for slot, articles in filled.by_slot.items()},
        "breaking_bar": filled.breaking_bar,
        "breaking_story": next((by_id[article.pk] for article in filled.in_bar), None),
        "latest": [by_id[article.pk] for article in beside_lead],
        "blocks": [(section, [by_id[article.pk] for article in articles]) for section, articles in blocks],
    }


def section_top(
    assignments: Sequence[SlotAssignment], latest: Sequence[Article], site: SiteContext, at: dt.datetime
) -> dict[str, list[Story]]:
    """Return the variables "lead", "second", and "stories": the remaining `latest`, for the list below.

    At most three queries.
    """
    due = due_assignments(assignments, at)
    assigned, _opinions = _assigned_and_opinions(due, at, with_opinions=False)
    filled = fill(due, assigned, latest, SECTION_SLOTS)
    rest = [article for article in latest if article.pk not in filled.article_ids]
    groups = {"lead": filled.by_slot[Slot.LEAD], "second": filled.by_slot[Slot.SECOND], "stories": rest}
    by_id = _stories_by_id(groups.values(), site)
    return {name: [by_id[article.pk] for article in articles] for name, articles in groups.items()}


def section_context(section_id: int, site: SiteContext) -> dict[str, Any]:
    """Return the variables of a section's page beside its stories. No query."""
    *above, section = site.path_to(section_id)
    return {
        "section": section, "heading": section.name, "page_language": section.language, "breadcrumbs": above,
        "subsections": site.subsections_of(section_id),
    }  # fmt: skip


def _stories_by_id(groups: Iterable[Sequence[Article]], site: SiteContext) -> dict[int, Story]:
    articles = [article for group in groups for article in group]
    return {story.id: story for story in stories(articles, site.sections_by_id(), FOR_LIST)}


def due_assignments(assignments: Iterable[SlotAssignment], at: dt.datetime) -> list[SlotAssignment]:
    return [assignment for assignment in assignments if assignment.is_due(at)]


def fill(
    assignments: Sequence[SlotAssignment], assigned: Mapping[int, Article], latest: Sequence[Article],
    slots: Iterable[Slot], opinions: Sequence[Article] = (),
) -> FilledSlots:  # fmt: skip
    """Put assigned articles into the slots, then the latest ones into what is still empty. Pure: no queries.

    `assignments` are those due now and `assigned` the live articles among them, by id. The opinion row fills up with
    opinions only; the other slots take opinions last. The breaking bar and paid content are never filled in: both
    appear only where an editor assigned them, and paid content never in the bar, which is for news.
    """
    order = [slot for slot in _SLOT_ORDER if slot in set(slots)]
    by_slot: dict[Slot, list[Article]] = {slot: [] for slot in order if slot != Slot.BREAKING}
    used: set[int] = set()

    def put(slot: Slot, article: Article) -> None:
        if article.pk not in used and len(by_slot[slot]) < CAPACITY[slot]:
            by_slot[slot].append(article)
            used.add(article.pk)

    for slot in by_slot:
        for assignment in assignments:
            if assignment.slot == slot and (article := assigned.get(assignment.story_id or 0)):
                put(slot, article)
    bar = _breaking_bar(assignments, assigned, used) if Slot.BREAKING in order else None
    used |= {bar.article.pk} if bar and bar.article else set()
    for slot in by_slot:
        for article in opinions if slot == Slot.OPINION else sorted(latest, key=_is_opinion):
            if not article.paid_by:
                put(slot, article)
    return FilledSlots(by_slot, bar)


def _is_opinion(article: Article) -> bool:
    return article.kind == Kind.OPINION


def _breaking_bar(
    assignments: Sequence[SlotAssignment], assigned: Mapping[int, Article], used: set[int]
) -> BreakingBar | None:
    """Return the bar of the first assignment that has something to say."""
    bars = (_bar(assignment, assigned, used) for assignment in assignments if assignment.slot == Slot.BREAKING)
    return next((bar for bar in bars if bar), None)


def _bar(assignment: SlotAssignment, assigned: Mapping[int, Article], used: set[int]) -> BreakingBar | None:
    """Return None if the assignment's article may not be seen; only the text if the page shows the article already."""
    if assignment.story_id is None:
        return BreakingBar(assignment.text, url=safe_link(assignment.url, site_paths=True))
    article = assigned.get(assignment.story_id)
    if article is None or article.paid_by:
        return None
    if article.pk in used:
        return BreakingBar(assignment.text) if assignment.text else None
    return BreakingBar(assignment.text or article.list_headline, article)


def _assigned_and_opinions(
    assignments: Sequence[SlotAssignment], at: dt.datetime, *, with_opinions: bool = True
) -> tuple[dict[int, Article], list[Article]]:
    """Return the assigned articles that are live, by id, and the newest other opinions. At most one query."""
    wanted = {assignment.story_id for assignment in assignments if assignment.story_id is not None}
    keys = {"wanted": sorted(wanted)} if wanted else {}
    if not wanted and not with_opinions:
        return {}, []
    rows = (_ASSIGNED_AND_OPINIONS if with_opinions else _ASSIGNED)(**keys, at=at)
    articles = sorted(rows, key=lambda article: (article.publish_at, article.pk), reverse=True)
    assigned = {article.pk: article for article in articles if article.pk in wanted}
    return assigned, [article for article in articles if article.pk not in wanted]


def _blocks(
    site: SiteContext, rest: Sequence[Article], newest: dict[int, list[Article]]
) -> list[tuple[NavItem, list[Article]]]:
    """Return each section with its articles of `rest`, filled up with older ones; sections without any are left out."""
    blocks = []
    for section in site.sections:
        articles = [article for article in rest if section in site.path_to(article.section_id)]
        articles += newest.get(section.id, [])[: max(0, BLOCK_LENGTH - len(articles))]
        if articles:
            blocks.append((section, articles))
    return blocks


def _newest_by_section(sections: list[NavItem], above: set[int], at: dt.datetime) -> dict[int, list[Article]]:
    """Return the newest articles of each section that are not on the page yet, enough for its block. One query."""
    if not sections:
        return {}
    shown = {"above": sorted(above)} if above else {}
    rows = _NEWEST_BY_SECTION(
        **shown, at=at, **{f"section_{place}": section.id for place, section in enumerate(sections)}
    )
    by_section: dict[int, list[Article]] = {}
    for row in sorted(rows, key=lambda row: (row.publish_at, row.article_id), reverse=True):
        by_section.setdefault(row.section_id, []).append(row.article)
    return by_section
