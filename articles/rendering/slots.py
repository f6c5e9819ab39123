"""Which story stands in which slot of a page at a moment. Pure: rows in, rows out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from articles.models import CAPACITY, Article, Kind, Slot, SlotAssignment

from .post_card import web_address

# Where a story is placed twice, the slot further up this list has it.
_FIRST = (Slot.LEAD, Slot.SECOND, Slot.OPINION, Slot.BREAKING)


@dataclass(frozen=True)
class Bar:
    """What the breaking bar says; without a story and an address it leads nowhere."""

    text: str
    story: Article | None = None
    url: str = ""


@dataclass(frozen=True)
class Filled:
    """What stands in each slot, no story twice; `bar` is the breaking bar, if it says anything now."""

    by_slot: dict[Slot, list[Article]] = field(default_factory=dict)
    bar: Bar | None = None

    @property
    def keys(self) -> set[int]:
        in_bar = {self.bar.story.pk} if self.bar and self.bar.story else set()
        return in_bar | {article.pk for shown in self.by_slot.values() for article in shown}


def due(assignments: Iterable[SlotAssignment], at: dt.datetime) -> list[SlotAssignment]:
    return [one for one in assignments if one.is_due(at)]


def fill(
    assignments: Sequence[SlotAssignment], live: Mapping[int, Article], latest: Sequence[Article],
    slots: Iterable[Slot], opinions: Sequence[Article] = (),
) -> Filled:  # fmt: skip
    """First what is placed, as far as it is live; then the latest into what is still empty.

    `placings` are those that are due, `live` the live stories among them. The opinion row takes opinions only, and the
    other slots take them only where there is nothing else. Nothing is put into the breaking bar that nobody placed, and
    paid content only where somebody has placed it: never into the bar, which is for news.
    """
    order = [slot for slot in _FIRST if slot in set(slots)]
    filled: dict[Slot, list[Article]] = {slot: [] for slot in order if slot != Slot.BREAKING}
    taken: set[int] = set()
    bar = None
    for slot in order:
        for one in assignments:
            if one.slot != slot:
                continue
            if slot == Slot.BREAKING:
                bar = bar or _bar(one, live, taken)
            elif (
                (story := live.get(one.story_id or 0)) and story.pk not in taken and len(filled[slot]) < CAPACITY[slot]
            ):
                filled[slot].append(story)
                taken.add(story.pk)
    taken |= {bar.story.pk} if bar and bar.story else set()
    for slot in filled:
        offered = opinions if slot == Slot.OPINION else sorted(latest, key=_is_opinion)
        for article in offered:
            if len(filled[slot]) < CAPACITY[slot] and article.pk not in taken and not article.paid_by:
                filled[slot].append(article)
                taken.add(article.pk)
    return Filled(filled, bar)


def _is_opinion(article: Article) -> bool:
    return article.kind == Kind.OPINION


def _address(url: str) -> str:
    """An address of the web, or a path on this site. The verb sees to that; a page does not rely on it."""
    is_path = url.startswith("/") and not url.startswith(("//", "/\\"))
    return url if is_path else web_address(url)


def _bar(one: SlotAssignment, live: Mapping[int, Article], taken: set[int]) -> Bar | None:
    """None where its story is not to be seen. If that stands further down the page already, the words alone."""
    if one.story_id is None:
        return Bar(one.text, url=_address(one.url))
    story = live.get(one.story_id)
    if story is None or story.paid_by:
        return None
    if story.pk in taken:
        return Bar(one.text) if one.text else None
    return Bar(one.text or story.list_headline, story)
