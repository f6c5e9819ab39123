"""The life of a story: each step from where it leads, what it does, and what it leaves behind."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
import time_machine
from django.utils import timezone, translation

from articles import publishing
from articles.models import Article, AuditEntry, Kind, Language, Status, TransitionName
from articles.publishing import BylineLine, Changes, NotReady, Refused, StaleVersion, WrongState, transitions, workflow
from tests import cast, factories

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 1, 6, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)

STATES = ["draft", "in review", "approved", "published", "scheduled", "expired", "withdrawn", "in the trash"]
RUN: dict[TransitionName, Callable[[Article], Article]] = {
    TransitionName.SAVE_DRAFT: lambda story: publishing.save_draft(story, by=cast.meera()),
    TransitionName.SUBMIT: lambda story: publishing.submit(story, by=cast.meera()),
    TransitionName.SEND_BACK: lambda story: publishing.send_back(story, by=cast.meera()),
    TransitionName.APPROVE: lambda story: publishing.approve(story, by=cast.meera()),
    TransitionName.PUBLISH: lambda story: publishing.publish(story, by=cast.meera()),
    TransitionName.SCHEDULE: lambda story: publishing.schedule(story, at=timezone.now() + HOUR, by=cast.meera()),
    TransitionName.UNSCHEDULE: lambda story: publishing.unschedule(story, by=cast.meera()),
    TransitionName.UPDATE: lambda story: publishing.update(story, by=cast.meera()),
    TransitionName.EXPIRE: lambda story: publishing.expire(story, by=cast.meera(), at=timezone.now() + 9 * HOUR),
    TransitionName.WITHDRAW: lambda story: publishing.withdraw(story, by=cast.meera()),
    TransitionName.CORRECT: lambda story: publishing.correct(story, "पुल की लंबाई 300 मीटर है।", by=cast.meera()),
    TransitionName.AMEND: lambda story: publishing.amend(story, a_correction(story), "और 20", by=cast.meera()),
    TransitionName.RETRACT: lambda story: publishing.retract(story, a_correction(story), by=cast.meera()),
    TransitionName.TRASH: lambda story: publishing.trash(story, by=cast.meera()),
    TransitionName.RESTORE: lambda story: publishing.restore(story, by=cast.meera()),
}
# From which states each transition starts, and the status it sets.
LEADS: dict[TransitionName, tuple[set[str], Status | None]] = {
    TransitionName.SAVE_DRAFT: ({"draft", "in review", "approved", "withdrawn"}, None),
    TransitionName.SUBMIT: ({"draft"}, Status.IN_REVIEW),
    TransitionName.SEND_BACK: ({"in review", "approved"}, Status.DRAFT),
    TransitionName.APPROVE: ({"draft", "in review"}, Status.APPROVED),
    TransitionName.PUBLISH: ({"draft", "in review", "approved", "scheduled", "withdrawn"}, Status.PUBLISHED),
    TransitionName.SCHEDULE: ({"draft", "in review", "approved", "scheduled", "withdrawn"}, Status.PUBLISHED),
    TransitionName.UNSCHEDULE: ({"scheduled"}, Status.APPROVED),
    TransitionName.UPDATE: ({"published", "scheduled", "expired"}, None),
    TransitionName.EXPIRE: ({"published", "scheduled", "expired"}, None),
    TransitionName.WITHDRAW: ({"published", "expired"}, Status.WITHDRAWN),
    TransitionName.CORRECT: ({"published", "expired"}, None),
    TransitionName.AMEND: ({"published", "expired"}, None),
    TransitionName.RETRACT: ({"published", "expired"}, None),
    TransitionName.TRASH: (set(STATES) - {"in the trash"}, None),
    TransitionName.RESTORE: ({"in the trash"}, None),
}


def a_correction(story: Article) -> int:
    return story.corrections.create(text="पुल की लंबाई 300 मीटर है।", by=cast.meera()).pk


def story_that_is(state: str) -> Article:
    story = factories.draft(by=cast.meera())
    match state:
        case "in review":
            publishing.submit(story, by=cast.meera())
        case "approved":
            publishing.approve(story, by=cast.meera())
        case "scheduled":
            publishing.schedule(story, at=timezone.now() + HOUR, by=cast.meera())
        case "published" | "expired" | "withdrawn":
            publishing.publish(story, by=cast.meera(), at=timezone.now() - 2 * HOUR)
            if state == "expired":
                publishing.expire(story, by=cast.meera(), at=timezone.now() - HOUR)
            if state == "withdrawn":
                publishing.withdraw(story, by=cast.meera())
        case "in the trash":
            publishing.trash(story, by=cast.meera())
    return story


@pytest.mark.sampled(10)
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("act", list(RUN))
def test_a_transition_starts_from_its_states_and_from_no_other(act: TransitionName, state: str) -> None:
    story = story_that_is(state)
    leads_from, to = LEADS[act]
    assert workflow.can_transition(story, act) is (state in leads_from)
    before = Article.objects.values().get(pk=story.pk)
    rows = (story.revisions.count(), AuditEntry.objects.count())
    if state in leads_from:
        RUN[act](story)
        story.refresh_from_db()
        assert story.status == to if to else story.status in (before["status"], Status.APPROVED, Status.WITHDRAWN)
        assert story.version == before["version"] + 1
        assert (story.revisions.count(), AuditEntry.objects.count()) == (rows[0] + 1, rows[1] + 1)
        newest, entry = story.revisions.first(), AuditEntry.objects.first()
        assert newest
        assert entry
        assert (newest.number, newest.transition) == (story.version, act)
        assert (newest.by, newest.by_name) == (cast.meera(), "Meera Joshi")
        assert (entry.action, entry.target_kind, entry.target_id) == (act, "article", str(story.pk))
    else:
        with pytest.raises(WrongState):
            RUN[act](story)
        assert Article.objects.values().get(pk=story.pk) == before
        assert (story.revisions.count(), AuditEntry.objects.count()) == rows


def test_every_transition_has_an_entry_and_a_function() -> None:
    assert set(RUN) == set(LEADS) == set(workflow.TRANSITIONS) == set(transitions.FUNCTIONS) == set(TransitionName)
    for name, function in transitions.FUNCTIONS.items():
        assert function is getattr(publishing, name.value)


class TestSaving:
    def test_a_new_story_is_a_draft_of_whoever_began_it(self) -> None:
        story = publishing.save_draft(Article(), Changes(fields={"headline": "नया"}), by=cast.ravi())
        assert (story.status, story.created_by, story.version) == (Status.DRAFT, cast.ravi(), 1)

    def test_a_draft_may_be_empty(self) -> None:
        assert publishing.save_draft(Article(), by=cast.ravi()).pk

    def test_all_fields_are_written(self) -> None:
        image, section = factories.image(), cast.desh()
        fields = {
            "headline": "शीर्षक", "short_headline": "छोटा", "kicker": "मौसम", "standfirst": "सार", "body": "<p>बात</p>",
            "kind": Kind.FACT_CHECK, "language": Language.ENGLISH, "dateline_place": "भोपाल", "source_credit": "एजेंसी",
            "section": section, "lead_image": image, "lead_caption": "चित्र", "canonical_url": "https://e.example/1",
            "seo_title": "t", "seo_description": "d", "slug": "apna-shabd", "expire_at": NOON, "paid_by": "दुकान",
            "without_ads": True, "schedule_at": NOON,
        }  # fmt: skip
        story = publishing.save_draft(Article(), Changes(fields=fields), by=cast.ravi())
        story.refresh_from_db()
        assert {name: getattr(story, name) for name in fields} == fields

    def test_what_is_not_said_stays_as_it_is(self) -> None:
        story = factories.draft(tags=["पुल"], bylines=[cast.author_meera()], kicker="शहर")
        publishing.save_draft(story, Changes(fields={"headline": "और"}), by=cast.meera())
        assert story.kicker == "शहर"
        assert [row.tag.name for row in story.tag_rows.all()] == ["पुल"]
        assert [row.author for row in story.bylines.all()] == [cast.author_meera()]

    def test_bylines_keep_their_order_and_roles(self) -> None:
        lines = [
            BylineLine(cast.author_ravi().pk, role="रिपोर्ट"),
            BylineLine(name="अतिथि लेखक", role="अनुवाद"),
            BylineLine(cast.author_meera().pk, name="left out"),
            BylineLine(name=" \u200b"),
        ]
        story = factories.draft()
        publishing.save_draft(story, Changes(bylines=lines), by=cast.meera())
        assert [(row.shown_name, row.role) for row in story.bylines.all()] == [
            ("रवि कुमार", "रिपोर्ट"), ("अतिथि लेखक", "अनुवाद"), ("मीरा जोशी", ""),
        ]  # fmt: skip
        publishing.save_draft(story, Changes(bylines=lines[::-1]), by=cast.meera())
        assert [row.shown_name for row in story.bylines.all()] == ["मीरा जोशी", "अतिथि लेखक", "रवि कुमार"]
        publishing.save_draft(story, Changes(bylines=[]), by=cast.meera())
        assert not story.bylines.exists()

    def test_status_and_times_are_nothing_an_editor_writes(self) -> None:
        for name in (
            "status",
            "publish_at",
            "deleted_at",
            "version",
            "id",
            "feed_id",
            "first_published_at",
            "created_by",
        ):
            with pytest.raises(TypeError, match=name):
                Changes(fields={name: 1})

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("headline", "क" * 301), ("kicker", "क" * 81), ("slug", "दो शब्द"), ("canonical_url", "javascript:alert(1)"),
            ("canonical_url", "not an address"), ("kind", "poem"), ("language", "xx"), ("seo_title", "t" * 121),
        ],
    )  # fmt: skip
    def test_what_a_field_cannot_hold_is_refused_by_its_name(self, field: str, value: str) -> None:
        for story in (Article(), factories.draft(by=cast.meera())):
            with pytest.raises(Refused) as refused:
                publishing.save_draft(story, Changes(fields={field: value}), by=cast.meera())
            assert list(refused.value.errors) == [field]

    @pytest.mark.parametrize(
        "lines",
        [
            [BylineLine(name="क" * 161)], [BylineLine(name="क", role="ख" * 61)], [BylineLine(10**9)],
            [BylineLine(1), BylineLine(1)],
        ],
    )  # fmt: skip
    def test_bylines_that_cannot_be_are_refused(self, lines: list[BylineLine]) -> None:
        with pytest.raises(Refused) as refused:
            publishing.save_draft(Article(), Changes(bylines=lines), by=cast.meera())
        assert list(refused.value.errors) == ["bylines"]

    def test_a_section_or_image_that_is_gone_is_refused(self) -> None:
        section, image = factories.section("gone", "x"), factories.image()
        for field, gone in (("section", section), ("lead_image", image)):
            key = gone.pk
            gone.delete()
            gone.pk = key
            with pytest.raises(Refused) as refused:
                publishing.save_draft(Article(), Changes(fields={field: gone}), by=cast.meera())
            assert list(refused.value.errors) == [field]

    @pytest.mark.parametrize(
        "figure", ['<figure data-social-post="99999"></figure>', '<figure data-image="99999"></figure>']
    )
    @pytest.mark.parametrize("number", ["99999", "9" * 18])
    def test_a_text_that_shows_what_does_not_exist_is_refused(self, figure: str, number: str) -> None:
        with pytest.raises(Refused) as refused:
            factories.draft(body=figure.replace("99999", number))
        assert list(refused.value.errors) == ["body"]

    def test_a_proposed_headline_is_confirmed_by_changing_it(self) -> None:
        story = factories.draft("प्रस्तावित", headline_proposed=True)
        assert story.headline_proposed
        publishing.save_draft(story, Changes(fields={"headline": "प्रस्तावित"}), by=cast.meera())
        assert story.headline_proposed
        publishing.save_draft(story, Changes(fields={"headline": "पक्का"}), by=cast.meera())
        assert not story.headline_proposed

    def test_notes_are_kept_clean(self) -> None:
        story = factories.draft()
        publishing.save_draft(story, by=cast.meera(), note="क\x00\x01ख\ud800")
        assert story.revisions.first().note == "कख"
        assert AuditEntry.objects.first().details["note"] == "कख"


class TestPublishing:
    def test_needs_a_headline_a_section_and_a_text_and_names_all_that_is_missing(self) -> None:
        story = publishing.save_draft(Article(), by=cast.meera())
        for act in (
            lambda: publishing.publish(story, by=cast.meera()),
            lambda: publishing.schedule(story, at=timezone.now() + HOUR, by=cast.meera()),
        ):
            with pytest.raises(NotReady) as refused:
                act()
            assert set(refused.value.errors) == {"headline", "section", "body"}

    def test_of_a_proposed_headline_is_refused_unless_it_is_confirmed(self) -> None:
        story = factories.draft("प्रस्तावित", headline_proposed=True)
        with pytest.raises(NotReady) as refused:
            publishing.publish(story, by=cast.meera())
        assert list(refused.value.errors) == ["headline"]
        publishing.publish(story, by=cast.meera(), confirm=True)
        assert not story.headline_proposed

    def test_a_published_story_can_never_be_left_without_what_it_needs(self) -> None:
        story = factories.story()
        for field, nothing in (("headline", ""), ("section", None), ("body", "<p></p>")):
            with pytest.raises(NotReady):
                publishing.update(story, Changes(fields={field: nothing}), by=cast.meera())
        story.refresh_from_db()
        assert story.headline
        assert story.section
        assert story.body

    def test_with_an_earlier_time_gives_that_time(self) -> None:
        story = factories.story(at=NOON)
        assert story.publish_at == story.first_published_at == NOON

    def test_with_a_later_time_is_refused(self) -> None:
        with pytest.raises(Refused) as refused:
            factories.story(at=timezone.now() + HOUR)
        assert list(refused.value.errors) == ["publish_at"]

    def test_of_a_new_story_in_one_go_works(self) -> None:
        fields = {"headline": "ख", "section": cast.desh(), "body": "<p>ग</p>"}
        story = publishing.publish(Article(), Changes(fields=fields, tags=["घ"]), by=cast.meera())
        assert story.is_live()
        assert [revision.transition for revision in story.revisions.all()] == [TransitionName.PUBLISH]

    def test_of_a_story_whose_end_is_past_is_refused(self) -> None:
        with time_machine.travel(NOON, tick=False):
            story = factories.story()
            publishing.expire(story, by=cast.meera(), at=NOON + HOUR)
            publishing.withdraw(story, by=cast.meera())
        with time_machine.travel(NOON + 2 * HOUR, tick=False), pytest.raises(Refused) as refused:
            publishing.publish(story, by=cast.meera())
        assert list(refused.value.errors) == ["expire_at"]

    def test_again_after_a_withdrawal_keeps_its_place_and_its_first_time(self) -> None:
        with time_machine.travel(NOON, tick=False):
            story = factories.story()
        with time_machine.travel(NOON + HOUR, tick=False):
            publishing.withdraw(story, by=cast.meera())
            assert not story.is_live()
        with time_machine.travel(NOON + 2 * HOUR, tick=False):
            publishing.publish(story, by=cast.meera())
            assert story.is_live()
        assert (story.publish_at, story.first_published_at) == (NOON, NOON)


class TestScheduling:
    def test_fixes_the_slug_and_the_first_time_at_once(self) -> None:
        at = timezone.now() + HOUR
        story = publishing.schedule(factories.draft("New bridge"), at=at, by=cast.meera())
        assert (story.status, story.publish_at, story.first_published_at) == (Status.PUBLISHED, at, at)
        assert (story.slug, story.has_address) == ("new-bridge", True)
        assert not story.is_live()

    def test_for_a_time_that_is_past_or_now_is_refused(self) -> None:
        with time_machine.travel(NOON, tick=False):
            story = factories.draft()
            for at in (NOON, NOON - HOUR):
                with pytest.raises(Refused) as refused:
                    publishing.schedule(story, at=at, by=cast.meera())
                assert list(refused.value.errors) == ["schedule_at"]

    def test_can_be_changed_and_brought_forward(self) -> None:
        story = story_that_is("scheduled")
        later = timezone.now() + 3 * HOUR
        publishing.schedule(story, at=later, by=cast.meera())
        assert story.publish_at == story.first_published_at == later
        publishing.publish(story, by=cast.meera())
        assert story.is_live()
        assert story.first_published_at <= timezone.now()

    def test_can_be_undone_and_then_the_address_is_free_again(self) -> None:
        story = story_that_is("scheduled")
        publishing.unschedule(story, by=cast.meera())
        assert (story.status, story.publish_at, story.first_published_at) == (Status.APPROVED, None, None)
        publishing.save_draft(story, Changes(fields={"slug": "free"}), by=cast.meera())
        assert story.slug == "free"

    def test_undone_for_a_story_that_was_public_leaves_it_gone_not_unknown(self) -> None:
        story = story_that_is("withdrawn")
        publishing.schedule(story, at=timezone.now() + HOUR, by=cast.meera())
        assert Article.objects.at_address(story.pk)[0] == "gone"
        publishing.unschedule(story, by=cast.meera())
        assert Article.objects.at_address(story.pk)[0] == "gone"
        assert story.has_address

    def test_makes_the_time_the_plan_as_well(self) -> None:
        story = story_that_is("scheduled")
        assert story.schedule_at == story.publish_at

    def test_moves_with_the_plan(self) -> None:
        later = timezone.now() + 3 * HOUR
        for update in (publishing.update, lambda story, changes, by: publishing.correct(story, "क", changes, by=by)):
            story = story_that_is("withdrawn")
            publishing.schedule(story, at=timezone.now() + HOUR, by=cast.meera())
            update(story, Changes(fields={"schedule_at": later}), by=cast.meera())
            assert story.publish_at == story.schedule_at == later

    def test_moves_only_to_a_time_to_come(self) -> None:
        for at in (None, timezone.now() - HOUR):
            story = story_that_is("scheduled")
            with pytest.raises(Refused) as refused:
                publishing.update(story, Changes(fields={"schedule_at": at}), by=cast.meera())
            assert list(refused.value.errors) == ["schedule_at"]

    def test_of_a_story_that_readers_have_seen_is_refused(self) -> None:
        for state in ("published", "expired"):
            story = story_that_is(state)
            with pytest.raises(Refused) as refused:
                publishing.update(story, Changes(fields={"schedule_at": timezone.now() + HOUR}), by=cast.meera())
            assert list(refused.value.errors) == ["schedule_at"]

    def test_undone_leaves_the_plan(self) -> None:
        for undo in (publishing.unschedule, publishing.trash):
            story = story_that_is("scheduled")
            planned = story.publish_at
            undo(story, by=cast.meera())
            assert (story.publish_at, story.schedule_at) == (None, planned)

    def test_leaves_no_plan_behind_once_readers_have_seen_the_story(self) -> None:
        ends = (
            lambda story: publishing.withdraw(story, by=cast.meera()),
            lambda story: publishing.restore(publishing.trash(story, by=cast.meera()), by=cast.meera()),
        )
        for end in ends:
            with time_machine.travel(NOON, tick=False):
                story = story_that_is("scheduled")
            with time_machine.travel(NOON + 2 * HOUR, tick=False):
                publishing.update(story, Changes(fields={"schedule_at": NOON + HOUR}), by=cast.meera())
                end(story)
                assert (story.status, story.schedule_at) == (Status.WITHDRAWN, None)

    def test_is_no_plan_any_more_once_the_story_is_published(self) -> None:
        story = factories.draft(schedule_at=timezone.now() + HOUR)
        publishing.publish(story, by=cast.meera())
        assert story.schedule_at is None

    def test_cannot_end_before_it_begins(self) -> None:
        story = factories.draft(expire_at=timezone.now() + HOUR)
        with pytest.raises(Refused) as refused:
            publishing.schedule(story, at=timezone.now() + 2 * HOUR, by=cast.meera())
        assert list(refused.value.errors) == ["expire_at"]


class TestEnding:
    def test_now_takes_the_story_off_in_the_same_moment(self) -> None:
        with time_machine.travel(NOON, tick=False):
            story = factories.story()
            publishing.expire(story, by=cast.meera())
            assert not story.is_live()
            assert Article.objects.at_address(story.pk)[0] == "gone"

    def test_later_leaves_it_till_then(self) -> None:
        story = factories.story()
        publishing.expire(story, at=timezone.now() + HOUR, by=cast.meera())
        assert story.is_live()
        assert not story.is_live(timezone.now() + HOUR)

    def test_before_it_began_is_refused(self) -> None:
        with pytest.raises(Refused):
            publishing.expire(factories.story(), at=NOON - 10_000 * HOUR, by=cast.meera())

    def test_can_be_taken_back(self) -> None:
        story = story_that_is("expired")
        publishing.update(story, Changes(fields={"expire_at": None}), by=cast.meera())
        assert story.is_live()


class TestUpdating:
    def test_tells_readers_only_when_it_is_significant(self) -> None:
        story = factories.story()
        publishing.update(story, Changes(fields={"kicker": "शहर"}), by=cast.meera())
        assert story.significant_update_at is None
        assert story.saved_at
        with time_machine.travel(NOON + 10_000 * HOUR, tick=False):
            publishing.update(story, by=cast.meera(), significant=True)
            assert story.significant_update_at == NOON + 10_000 * HOUR

    def test_leaves_the_times_of_publication(self) -> None:
        story = factories.story(at=NOON)
        publishing.update(story, Changes(fields={"headline": "दूसरा"}), by=cast.meera())
        assert (story.publish_at, story.first_published_at) == (NOON, NOON)


class TestCorrecting:
    def test_adds_what_readers_see_with_the_changes_it_speaks_of(self) -> None:
        story = factories.story()
        changes = Changes(fields={"body": "<p>पुल 300 मीटर लंबा है।</p>"})
        publishing.correct(story, "पुल 300 मीटर लंबा है,\nन कि 200।", changes, by=cast.meera())
        (note,) = story.corrections.all()
        assert (note.text, note.by, note.at) == (
            "पुल 300 मीटर लंबा है,\nन कि 200।",
            cast.meera(),
            story.significant_update_at,
        )
        assert story.body == "<p>पुल 300 मीटर लंबा है।</p>"
        assert story.revisions.first().data["corrections"][0]["text"] == note.text

    @pytest.mark.parametrize("nothing", ["", " \n", "\u200b"])
    def test_needs_words(self, nothing: str) -> None:
        story = factories.story()
        with pytest.raises(Refused) as refused:
            publishing.correct(story, nothing, by=cast.meera())
        assert list(refused.value.errors) == ["correction"]


class TestTheTrash:
    def test_keeps_everything(self) -> None:
        story = factories.story(tags=["पुल"], bylines=["अतिथि"])
        publishing.trash(story, by=cast.meera())
        assert Article.objects.at_address(story.pk)[0] == "gone"
        assert story.tag_rows.count() == story.bylines.count() == 1

    def test_gives_back_a_public_story_as_withdrawn(self) -> None:
        story = factories.story()
        publishing.trash(story, by=cast.meera())
        publishing.restore(story, by=cast.meera())
        assert (story.status, story.deleted_at) == (Status.WITHDRAWN, None)
        publishing.publish(story, by=cast.meera())
        assert story.is_live()

    @pytest.mark.parametrize("state", ["draft", "in review", "approved", "withdrawn"])
    def test_gives_back_any_other_as_it_was(self, state: str) -> None:
        story = story_that_is(state)
        before = story.status
        publishing.trash(story, by=cast.meera())
        assert publishing.restore(story, by=cast.meera()).status == before

    def test_takes_a_story_off_the_schedule_which_then_was_never_public(self) -> None:
        story = story_that_is("scheduled")
        publishing.trash(story, by=cast.meera())
        with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
            assert Article.objects.at_address(story.pk) == ("missing", None)
            publishing.restore(story, by=cast.meera())
            assert (story.status, story.first_published_at) == (Status.APPROVED, None)


class TestVersions:
    def test_a_save_on_top_of_a_newer_one_is_refused_and_says_who_and_when(self) -> None:
        with time_machine.travel(NOON, tick=False):
            story = factories.draft(by=cast.imran())
            opened = story.version
            publishing.save_draft(story, Changes(fields={"headline": "इमरान का"}), by=cast.imran(), version=opened)
        mine = Article.objects.get(pk=story.pk)
        with translation.override("en"), pytest.raises(StaleVersion) as refused:
            publishing.save_draft(mine, Changes(fields={"headline": "मीरा का"}), by=cast.meera(), version=opened)
        assert (refused.value.by, refused.value.at) == ("Imran Ali", NOON)
        message = str(refused.value)
        assert "Imran Ali" in message
        assert "12:00" in message
        mine.refresh_from_db()
        assert mine.headline == "इमरान का"

    @pytest.mark.parametrize("act", sorted(set(RUN) - {TransitionName.SAVE_DRAFT}))
    def test_every_transition_refuses_a_stale_version(self, act: TransitionName) -> None:
        state = sorted(LEADS[act][0])[0]
        story = story_that_is(state)
        more = {"at": timezone.now() + HOUR} if act in (TransitionName.SCHEDULE, TransitionName.EXPIRE) else {}
        words = {
            TransitionName.CORRECT: ("ग़लत था।",),
            TransitionName.AMEND: (a_correction(story), "ग़लत था।"),
            TransitionName.RETRACT: (a_correction(story),),
        }.get(act, ())
        with pytest.raises(StaleVersion):
            getattr(publishing, act.value)(story, *words, by=cast.meera(), version=story.version - 1, **more)

    def test_who_may_not_do_it_learns_nothing_of_the_version(self) -> None:
        story = factories.draft(by=cast.meera())
        with pytest.raises(publishing.NotAllowed):
            publishing.save_draft(story, Changes(fields={"headline": "x"}), by=cast.seema(), version=0)

    def test_without_a_version_the_newest_is_taken(self) -> None:
        story = factories.draft()
        stale = Article.objects.get(pk=story.pk)
        publishing.save_draft(story, Changes(fields={"headline": "एक"}), by=cast.meera())
        publishing.save_draft(stale, Changes(fields={"kicker": "दो"}), by=cast.meera())
        assert (stale.headline, stale.kicker) == ("एक", "दो")


class TestSlugs:
    def test_are_made_from_the_headline_at_publication_and_stay_until_they_are_changed(self) -> None:
        story = factories.draft("New bridge opens", by=cast.meera())
        assert story.slug == ""
        publishing.save_draft(story, Changes(fields={"headline": "New bridge opened"}), by=cast.meera())
        publishing.publish(story, by=cast.meera())
        assert story.slug == "new-bridge-opened"
        publishing.update(story, Changes(fields={"headline": "Another"}), by=cast.meera())
        assert (story.headline, story.slug) == ("Another", "new-bridge-opened")
        publishing.update(story, Changes(fields={"slug": "another"}), by=cast.meera())
        assert story.slug == "another"
        publishing.withdraw(story, by=cast.meera())
        publishing.save_draft(story, Changes(fields={"slug": "third"}), by=cast.meera())
        assert story.slug == "third"

    def test_that_are_cleared_come_from_the_headline_again(self) -> None:
        story = factories.story("New bridge", slug="nwe-bridge")
        publishing.update(story, Changes(fields={"slug": ""}), by=cast.meera())
        assert story.slug == "new-bridge"

    def test_of_the_desk_win(self) -> None:
        assert factories.story("New bridge", slug="the-desk-s-own").slug == "the-desk-s-own"

    def test_need_not_be_unique(self) -> None:
        assert factories.story("Twice").slug == factories.story("Twice").slug == "twice"

    @pytest.mark.parametrize("headline", ["!!!", "🇮🇳", "漢字", "—"])
    def test_exist_even_where_a_headline_gives_none(self, headline: str) -> None:
        assert factories.story(headline).slug

    def test_end_with_a_whole_word(self) -> None:
        slug = factories.story("bridge " * 40).slug
        assert len(slug) <= 80
        assert set(slug.split("-")) == {"bridge"}


class TestRevisions:
    def test_hold_the_whole_story_and_survive_json(self) -> None:
        post = factories.post(text="पोस्ट 🇮🇳\nदो", url="https://x.com/a/status/1", posted_at=NOON)
        picture, lead = factories.image("चित्र"), factories.image("मुख्य")
        figure = f'<figure data-image="{picture.pk}"></figure>'
        story = factories.story(
            body="<p>बात</p>" + factories.quoting(post) + figure, lead_image=lead, tags=["पुल", "भोपाल"],
            bylines=[cast.author_meera(), "अतिथि"], section=cast.madhya_pradesh(), standfirst="सार", paid_by="दुकान",
        )  # fmt: skip
        publishing.correct(story, "सुधार", by=cast.meera())
        data = story.revisions.first().data
        assert json.loads(json.dumps(data)) == data
        assert data["schema_version"] == 3
        for name in "headline body standfirst kind language slug status kicker paid_by without_ads".split():
            assert data[name] == getattr(story, name)
        assert (data["id"], data["feed_id"]) == (story.pk, str(story.feed_id))
        assert dt.datetime.fromisoformat(data["publish_at"]) == story.publish_at
        assert [(line["author"], line["name"]) for line in data["bylines"]] == [
            (cast.author_meera().pk, "मीरा जोशी"), (None, "अतिथि"),
        ]  # fmt: skip
        assert [tag["name"] for tag in data["tags"]] == ["पुल", "भोपाल"]
        assert data["section"]["slug"] == "madhya-pradesh"
        assert data["lead_image"]["alt"] == "मुख्य"
        assert [image["alt"] for image in data["images"]] == ["चित्र"]
        (quote,) = data["quotes"]
        assert (quote["text"], quote["policy"], quote["url"]) == ("पोस्ट 🇮🇳\nदो", "keep", "https://x.com/a/status/1")
        assert quote["hash"] == post.snapshots.get().hash
        assert [note["text"] for note in data["corrections"]] == ["सुधार"]

    def test_are_one_a_version_in_order(self) -> None:
        story = factories.story()
        publishing.update(story, by=cast.meera())
        publishing.withdraw(story, by=cast.imran(), note="अदालत का आदेश")
        assert [(row.number, row.transition, row.by_name, row.note) for row in story.revisions.all()] == [
            (4, "withdraw", "Imran Ali", "अदालत का आदेश"), (3, "update", "Meera Joshi", ""),
            (2, "publish", "sampadak", ""), (1, "save_draft", "sampadak", ""),
        ]  # fmt: skip

    def test_of_before_keep_the_words_of_before(self) -> None:
        story = factories.story("पहला")
        publishing.update(story, Changes(fields={"headline": "दूसरा"}), by=cast.meera())
        assert [row.data["headline"] for row in story.revisions.all()] == ["दूसरा", "पहला", "पहला"]


def test_states_have_names_that_include_the_time() -> None:
    with translation.override("en"):
        names = {state: str(story_that_is(state).state().label) for state in STATES}
    assert names == {
        "draft": "Draft", "in review": "In review", "approved": "Approved", "published": "Published",
        "scheduled": "Scheduled", "expired": "Expired", "withdrawn": "Withdrawn", "in the trash": "In the trash",
    }  # fmt: skip
