"""Which story stands in which slot: a pure matter of what is placed, what is live and what is new."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.models import CAPACITY, FRONT_SLOTS, Article, Kind, Slot, SlotAssignment
from articles.rendering.front_page import BreakingBar, due_assignments, fill

NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def story(number: int, kind: str = Kind.NEWS) -> Article:
    return Article(pk=number, headline=f"खबर {number}", kind=kind)


def numbers(stories: list[Article]) -> list[int]:
    return [one.pk for one in stories]


LATEST = [story(number) for number in range(100, 90, -1)]
OPINIONS = [story(number, Kind.OPINION) for number in range(50, 40, -1)]


def shown(
    *assignments: SlotAssignment, live: list[int] | None = None, latest: list[Article] = LATEST
) -> dict[Slot, list[int]]:
    rows = {one.story_id: story(one.story_id) for one in assignments if one.story_id}
    there = {key: row for key, row in rows.items() if live is None or key in live}
    filled = fill(assignments, there, latest, FRONT_SLOTS, OPINIONS)
    return {slot: numbers(stories) for slot, stories in filled.by_slot.items()}


def test_empty_slots_fill_with_the_latest_and_the_opinion_row_with_opinions() -> None:
    assert shown() == {Slot.LEAD: [100], Slot.SECOND: [99, 98, 97], Slot.OPINION: [50, 49, 48, 47]}


def test_what_is_placed_comes_first_and_the_rest_of_the_slot_is_filled() -> None:
    found = shown(SlotAssignment(Slot.SECOND, 7), SlotAssignment(Slot.LEAD, 5), SlotAssignment(Slot.OPINION, 3))
    assert found == {Slot.LEAD: [5], Slot.SECOND: [7, 100, 99], Slot.OPINION: [3, 50, 49, 48]}


def test_an_assignment_beyond_a_slots_capacity_waits_and_moves_up_when_another_goes() -> None:
    assignments = [SlotAssignment(Slot.LEAD, 1), SlotAssignment(Slot.LEAD, 2)]
    assert shown(*assignments)[Slot.LEAD] == [1]
    assert shown(*assignments, live=[2])[Slot.LEAD] == [2]
    assert shown(*assignments, live=[])[Slot.LEAD] == [100]


def test_no_story_stands_twice_wherever_it_is_placed() -> None:
    assignments = [SlotAssignment(slot, 100) for slot in (Slot.OPINION, Slot.SECOND, Slot.LEAD, Slot.SECOND)]
    assignments += [SlotAssignment(Slot.BREAKING, 99), SlotAssignment(Slot.OPINION, 50)]
    found = shown(*assignments)
    assert found == {Slot.LEAD: [100], Slot.SECOND: [98, 97, 96], Slot.OPINION: [50, 49, 48, 47]}


def test_opinions_are_taken_for_other_slots_only_where_there_is_nothing_else() -> None:
    latest = [story(50, Kind.OPINION), story(12), story(49, Kind.OPINION)]
    found = shown(latest=latest)
    assert found == {Slot.LEAD: [12], Slot.SECOND: [50, 49], Slot.OPINION: [48, 47, 46, 45]}


@pytest.mark.parametrize(
    ("at", "shows"), [(NOON - HOUR, False), (NOON, True), (NOON + HOUR, True), (NOON + 2 * HOUR, False)]
)
def test_an_assignment_holds_from_its_beginning_until_before_its_end(at: dt.datetime, shows: bool) -> None:
    assignment = SlotAssignment(Slot.LEAD, 1, starts=NOON, ends=NOON + 2 * HOUR)
    assert due_assignments([assignment], at) == ([assignment] if shows else [])


class TestTheBreakingBar:
    def bar(self, *assignments: SlotAssignment, live: tuple[int, ...] = (1, 2)) -> BreakingBar | None:
        return fill(assignments, {key: story(key) for key in live}, LATEST, FRONT_SLOTS).breaking_bar

    def test_is_there_only_if_somebody_has_placed_something(self) -> None:
        assert self.bar() is None
        assert self.bar(SlotAssignment(Slot.BREAKING, 1), live=()) is None

    def test_says_its_words_or_the_storys_headline(self) -> None:
        assert self.bar(SlotAssignment(Slot.BREAKING, 1, text="अभी-अभी")) == BreakingBar("अभी-अभी", story(1))
        assert self.bar(SlotAssignment(Slot.BREAKING, 1)) == BreakingBar("खबर 1", story(1))
        words = SlotAssignment(Slot.BREAKING, text="अभी-अभी", url="https://x.example/")
        assert self.bar(words) == BreakingBar("अभी-अभी", url="https://x.example/")

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "//x.example/", "/\\x.example", "data:,x", " /x"])
    def test_leads_nowhere_where_an_address_is_none(self, url: str) -> None:
        assert self.bar(SlotAssignment(Slot.BREAKING, text="x", url=url)) == BreakingBar("x")

    def test_has_words_alone_where_its_story_stands_on_the_page_already(self) -> None:
        lead = SlotAssignment(Slot.LEAD, 1)
        assert self.bar(lead, SlotAssignment(Slot.BREAKING, 1, text="अभी-अभी")) == BreakingBar("अभी-अभी")
        assert self.bar(lead, SlotAssignment(Slot.BREAKING, 1)) is None

    def test_shows_the_first_that_can_be_shown(self) -> None:
        assignments = [
            SlotAssignment(Slot.BREAKING, 9),
            SlotAssignment(Slot.BREAKING, 2),
            SlotAssignment(Slot.BREAKING, text="x"),
        ]
        assert self.bar(*assignments) == BreakingBar("खबर 2", story(2))


def test_an_assignment_is_kept_as_data_and_read_again() -> None:
    for assignment in (
        SlotAssignment(Slot.LEAD, 1),
        SlotAssignment(Slot.BREAKING, None, NOON, NOON + HOUR, "क", "/desh/"),
    ):
        assert SlotAssignment.from_data(assignment.as_data()) == assignment
    assert set(CAPACITY) == set(Slot)
