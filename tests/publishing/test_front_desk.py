"""Arranging pages: who may, what is refused, what is kept, and conflicts of two editors."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import AppendOnlyError, Arrangement, AuditEntry, Slot, SlotAssignment
from articles.publishing import NotAllowed, Refused, front_desk
from tests import cast, factories

pytestmark = pytest.mark.django_db


def lead(story_id: int) -> SlotAssignment:
    return SlotAssignment(Slot.LEAD, story_id)


def test_an_arrangement_is_kept_with_who_and_when_and_stands_in_the_log() -> None:
    story = factories.story()
    arrangement = front_desk.arrange(None, [lead(story.pk)], by=cast.meera(), began_from=0)
    assert (arrangement.number, arrangement.by, arrangement.by_name) == (1, cast.meera(), "Meera Joshi")
    assert Arrangement.objects.assignments(None) == [lead(story.pk)]
    entry = AuditEntry.objects.get(action="arrange")
    assert (entry.by, entry.target_id) == (cast.meera(), str(arrangement.pk))
    assert entry.details == {"before": {}, "after": {"lead": [str(story.pk)]}}


def test_only_who_may_publish_arranges() -> None:
    for person in (cast.ravi(), cast.guest()):
        with pytest.raises(NotAllowed):
            front_desk.arrange(None, [], by=person, began_from=0)
        with pytest.raises(NotAllowed):
            front_desk.go_back(None, 0, by=person, began_from=0)
    assert front_desk.may_arrange(cast.meera())
    assert front_desk.may_arrange(cast.kavita())


def test_each_page_has_arrangements_of_its_own() -> None:
    one, two = factories.story("एक"), factories.story("दो")
    front_desk.arrange(None, [lead(one.pk)], by=cast.meera(), began_from=0)
    front_desk.arrange(cast.desh(), [lead(two.pk)], by=cast.meera(), began_from=0)
    front_desk.arrange(None, [], by=cast.meera(), began_from=1)
    assert Arrangement.objects.assignments(None) == []
    assert Arrangement.objects.assignments(cast.desh().pk) == [lead(two.pk)]
    assert Arrangement.objects.assignments(cast.duniya().pk) == []


def test_what_was_kept_is_never_changed() -> None:
    arrangement = front_desk.arrange(None, [lead(factories.story().pk)], by=cast.meera(), began_from=0)
    arrangement.data = {}
    with pytest.raises(AppendOnlyError):
        arrangement.save()


def test_going_back_is_an_act_like_any_other() -> None:
    one, two = factories.story("एक"), factories.story("दो")
    front_desk.arrange(None, [lead(one.pk)], by=cast.meera(), began_from=0)
    front_desk.arrange(None, [lead(two.pk)], by=cast.meera(), began_from=1)
    arrangement = front_desk.go_back(None, 1, by=cast.imran(), began_from=2)
    assert (arrangement.number, arrangement.back_to, arrangement.by_name) == (3, 1, "Imran Ali")
    assert Arrangement.objects.assignments(None) == [lead(one.pk)]
    front_desk.go_back(None, 0, by=cast.imran(), began_from=3)
    assert Arrangement.objects.assignments(None) == []
    assert Arrangement.objects.of(None).count() == 4
    assert AuditEntry.objects.filter(action="go back").count() == 2
    with pytest.raises(Refused):
        front_desk.go_back(None, 77, by=cast.imran(), began_from=4)


def test_saving_what_holds_already_is_no_act() -> None:
    story = factories.story()
    front_desk.arrange(None, [lead(story.pk)], by=cast.meera(), began_from=0)
    assert front_desk.arrange(None, [lead(story.pk)], by=cast.meera(), began_from=1).number == 1
    assert AuditEntry.objects.filter(action="arrange").count() == 1


def test_of_two_editors_at_once_the_second_gets_a_conflict_and_nothing_is_written() -> None:
    one, two = factories.story("एक"), factories.story("दो")
    front_desk.arrange(None, [lead(one.pk)], by=cast.imran(), began_from=0)
    with pytest.raises(front_desk.StaleArrangement) as conflict:
        front_desk.arrange(None, [lead(two.pk)], by=cast.meera(), began_from=0)
    assert conflict.value.current.by == cast.imran()
    assert "Imran Ali" in str(conflict.value)
    with pytest.raises(front_desk.StaleArrangement):
        front_desk.go_back(None, 0, by=cast.meera(), began_from=0)
    assert Arrangement.objects.assignments(None) == [lead(one.pk)]


@pytest.mark.parametrize("page", [None, "desh"])
def test_of_two_in_the_same_moment_too(page: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both pass the check before the insert; the database refuses a second row with the same number."""
    section = cast.desh() if page else None
    check, looked = front_desk._check_newest, []

    def slow(current: Arrangement | None, began_from: int) -> None:
        check(current, began_from)
        if not looked:
            looked.append(True)
            front_desk.arrange(section, [lead(factories.story().pk)], by=cast.imran(), began_from=0)

    monkeypatch.setattr(front_desk, "_check_newest", slow)
    assignments = [lead(factories.story().pk)]
    with pytest.raises(front_desk.StaleArrangement):
        front_desk.arrange(section, assignments, by=cast.meera(), began_from=0)
    assert AuditEntry.objects.filter(action="arrange", by=cast.imran()).count() == 1


NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    "assignment",
    [
        SlotAssignment(Slot.LEAD), SlotAssignment(Slot.LEAD, 999_999), SlotAssignment(Slot.LEAD, 2**70),
        SlotAssignment(Slot.BREAKING),
        SlotAssignment(Slot.LEAD, None, text="केवल शब्द"), SlotAssignment(Slot.BREAKING, text="x" * 201),
        SlotAssignment(Slot.BREAKING, text="x", starts=NOON, ends=NOON),
        *(
            SlotAssignment(Slot.BREAKING, text="x", url=url)
            for url in ("javascript:alert(1)", "//x.example/", "/\\x.example", "x.example", "https://", "data:,x",
                        "/a b", "https://x.example/" + "x" * 500, "http://[")
        ),
    ],
)  # fmt: skip
@pytest.mark.sampled(4)
def test_what_makes_no_sense_is_refused_by_its_place(assignment: SlotAssignment) -> None:
    good = lead(factories.story().pk)
    with pytest.raises(Refused) as refused:
        front_desk.arrange(None, [good, assignment], by=cast.meera(), began_from=0)
    assert list(refused.value.errors) == ["1"]
    assert not Arrangement.objects.exists()


@pytest.mark.parametrize("url", ["", "/desh/", "https://x.example/क?a=1#b", "http://x.example"])
def test_the_bar_leads_to_the_web_or_into_the_site(url: str) -> None:
    assignment = SlotAssignment(Slot.BREAKING, text="अभी-अभी", url=url)
    assert front_desk.arrange(None, [assignment], by=cast.meera(), began_from=0).assignments == [assignment]


def test_a_sections_page_has_no_breaking_bar_and_no_opinion_row() -> None:
    for slot in (Slot.OPINION, Slot.BREAKING):
        with pytest.raises(Refused):
            front_desk.arrange(cast.desh(), [SlotAssignment(slot, factories.story().pk)], by=cast.meera(), began_from=0)


def test_a_page_holds_sixty_assignments_at_most() -> None:
    story = factories.story()
    with pytest.raises(Refused):
        front_desk.arrange(None, [lead(story.pk)] * 61, by=cast.meera(), began_from=0)


def test_what_is_not_public_yet_or_in_the_trash_may_be_placed_all_the_same() -> None:
    """Readers do not see it: visibility is decided each time the page is rendered."""
    draft, trashed = factories.draft(), factories.story()
    publishing.trash(trashed, by=cast.meera())
    front_desk.arrange(None, [lead(draft.pk), lead(trashed.pk)], by=cast.meera(), began_from=0)
    assert len(Arrangement.objects.assignments(None)) == 2


def test_times_are_kept_to_the_second_in_whatever_zone_they_come() -> None:
    local = timezone.localtime(NOON)
    assignment = SlotAssignment(Slot.LEAD, factories.story().pk, starts=local)
    front_desk.arrange(None, [assignment], by=cast.meera(), began_from=0)
    assert Arrangement.objects.assignments(None)[0].starts == NOON
