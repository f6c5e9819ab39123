"""Social posts across stories: added, refreshed, and what readers see of them."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import embeds, publishing
from articles.embeds import fetching
from articles.embeds.providers import FetchedPost, ProviderAnswer
from articles.models import (
    Article,
    AuditEntry,
    CheckResult,
    Job,
    Policy,
    PostSnapshot,
    PostStatus,
    QuotedPost,
    SocialPost,
)
from articles.publishing import Changes, Quote, Refused, social_posts
from tests import cast, factories
from tests.jobs import run_due

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "https://x.com/PulVibhag/status/1861454974426722737"


def network_says(monkeypatch: pytest.MonkeyPatch, *readings: ProviderAnswer) -> list[int]:
    """Answers with these in their order, the last one repeatedly; returns the ids of the posts that are asked for."""
    asked: list[int] = []

    def answer(post: SocialPost) -> ProviderAnswer:
        asked.append(post.pk)
        return readings[min(len(asked), len(readings)) - 1]

    monkeypatch.setattr(fetching, "_fetch", answer)
    return asked


def live(text: str) -> ProviderAnswer:
    return ProviderAnswer(
        CheckResult.LIVE, FetchedPost(author_name="पुल विभाग", handle="PulVibhag", text=text, language="hi")
    )


def quoted_words(story: Article) -> list[str]:
    return [row.snapshot.text for row in story.quoted_posts.select_related("snapshot")]


class TestTakingIn:
    def test_fetches_nothing_itself(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = network_says(monkeypatch, live("x"))
        social_posts.get_or_create_post(ADDRESS, by=cast.meera())
        assert asked == []

    def test_has_the_worker_ask_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = network_says(monkeypatch, live("नया पुल खुला"))
        post = social_posts.get_or_create_post(ADDRESS, by=cast.meera())
        social_posts.get_or_create_post(ADDRESS, by=cast.imran())
        run_due()
        assert asked == [post.pk]
        assert [snapshot.text for snapshot in post.snapshots.all()] == ["नया पुल खुला"]

    def test_is_in_the_log(self) -> None:
        post = social_posts.get_or_create_post(ADDRESS, by=cast.meera())
        assert AuditEntry.objects.filter(action="add", target_id=str(post.pk), by=cast.meera()).exists()


class TestAStoryThatQuotesAPostWithoutWords:
    def story(self) -> Article:
        post = social_posts.get_or_create_post(ADDRESS, by=cast.meera())
        return factories.story(body="<p>क</p>" + factories.quoting(post), by=cast.meera())

    def test_has_them_as_soon_as_they_are_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        network_says(monkeypatch, live("नया पुल खुला"))
        story = self.story()
        assert quoted_words(story) == [""]
        run_due()
        assert quoted_words(story) == ["नया पुल खुला"]

    def test_keeps_what_an_editor_wrote_meanwhile(self, monkeypatch: pytest.MonkeyPatch) -> None:
        network_says(monkeypatch, live("नेटवर्क के शब्द"))
        story = self.story()
        quote = Quote(story.quoted_posts.get().post_id, author_name="पुल विभाग", text="डेस्क के शब्द")
        publishing.update(story, Changes(quotes=[quote]), by=cast.meera())
        run_due()
        assert quoted_words(story) == ["डेस्क के शब्द"]

    def test_waits_while_the_network_gives_no_answer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        network_says(monkeypatch, ProviderAnswer(CheckResult.UNREACHABLE))
        story = self.story()
        run_due()
        assert quoted_words(story) == [""]
        assert SocialPost.objects.get().url == ADDRESS

    def test_an_open_form_that_is_saved_after_they_came_does_not_undo_them(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        network_says(monkeypatch, live("नया पुल खुला"))
        story = self.story()
        run_due()
        publishing.update(story, Changes(quotes=[Quote(SocialPost.objects.get().pk)]), by=cast.meera())
        assert quoted_words(story) == ["नया पुल खुला"]


def test_a_changed_original_changes_no_quoted_words(monkeypatch: pytest.MonkeyPatch) -> None:
    network_says(monkeypatch, live("पहले"), live("बाद में"))
    post = social_posts.get_or_create_post(ADDRESS, by=cast.meera())
    run_due()
    story = factories.story(body="<p>क</p>" + factories.quoting(post), by=cast.meera())
    social_posts.refresh_post(post.pk)
    post.refresh_from_db()
    assert (quoted_words(story), post.status) == (["पहले"], PostStatus.EDITED)
    entry = AuditEntry.objects.get(
        action="checked", target_id=str(post.pk), details__changes__status=["live", "edited"]
    )
    assert entry.by is None
    assert entry.details["note"]


def test_two_stories_quote_one_post_and_a_correction_in_the_second_leaves_the_first_its_words() -> None:
    words = embeds.QuotedContent("पुल विभाग", "PulVibhag", "पहले शब्द")
    first = social_posts.get_or_create_post(
        "https://twitter.com/PulVibhag/status/1861454974426722737?s=20", words, by=cast.meera()
    )
    second = social_posts.get_or_create_post(
        "https://mobile.x.com/pulvibhag/status/1861454974426722737", by=cast.imran()
    )
    assert first == second
    one = factories.story(body="<p>क</p>" + factories.quoting(first))
    two = factories.story(body="<p>ख</p>" + factories.quoting(second))
    quote = Quote(second.pk, author_name="पुल विभाग", handle="PulVibhag", language="hi", text="सुधारे शब्द")
    publishing.update(two, Changes(quotes=[quote]), by=cast.imran())
    assert (quoted_words(one), quoted_words(two)) == (["पहले शब्द"], ["सुधारे शब्द"])


class TestThePolicy:
    def test_needs_a_reason_which_the_log_keeps_with_who_gave_it(self) -> None:
        post = factories.post()
        with pytest.raises(Refused) as refused:
            social_posts.set_policy(post, Policy.WITHDRAWN, by=cast.meera(), why=" ")
        assert list(refused.value.errors) == ["why"]
        social_posts.set_policy(post, Policy.WITHDRAWN, by=cast.meera(), why="लेखिका ने कहा")
        entry = AuditEntry.objects.get(action="policy")
        assert (entry.by, entry.details["note"]) == (cast.meera(), "लेखिका ने कहा")
        assert entry.details["changes"] == {"policy": ["keep", "withdrawn"]}

    def test_is_not_for_a_reporter(self) -> None:
        post = factories.post()
        with pytest.raises(Refused):
            social_posts.set_policy(post, Policy.WITHDRAWN, by=cast.ravi(), why="क")
        post.refresh_from_db()
        assert post.policy == Policy.KEEP

    def test_that_is_the_same_as_before_is_no_act(self) -> None:
        social_posts.set_policy(factories.post(), Policy.KEEP, by=cast.meera(), why="क")
        assert not AuditEntry.objects.filter(action="policy").exists()


class TestTheStateOfTheOriginal:
    def test_can_be_set_by_a_person_with_a_reason(self) -> None:
        post = factories.post()
        with pytest.raises(Refused):
            social_posts.set_status(post, PostStatus.GONE, by=cast.meera(), why="")
        with pytest.raises(Refused):
            social_posts.set_status(post, PostStatus.GONE, by=cast.ravi(), why="देखा")
        social_posts.set_status(post, PostStatus.GONE, by=cast.meera(), why="खाता बंद है")
        entry = AuditEntry.objects.get(action="status")
        assert (entry.by, entry.details["note"]) == (cast.meera(), "खाता बंद है")
        assert entry.details["changes"] == {"status": ["unknown", "gone"]}


class TestTheWatch:
    @pytest.fixture
    def watched(self) -> dict[str, SocialPost]:
        """Three posts that are due: in an old story, in a new one, in none."""
        made = {
            name: social_posts.get_or_create_post(f"https://x.com/a/status/186145497442672273{n}", by=cast.meera())
            for n, name in enumerate(("old", "new", "loose"), start=1)
        }
        for name in ("old", "new"):
            factories.story(body="<p>क</p>" + factories.quoting(made[name]))
        Job.objects.filter(is_periodic=False).delete()
        return made

    def test_begins_with_the_newest_stories(self, watched: dict[str, SocialPost]) -> None:
        found = [post.pk for post in social_posts.due_posts(timezone.now())]
        assert found == [watched[name].pk for name in ("new", "old", "loose")]

    def test_puts_no_more_in_line_than_a_round_has_and_each_once(self, watched: dict[str, SocialPost]) -> None:
        assert social_posts.enqueue_due_checks(2) == 2
        social_posts.enqueue_due_checks(2)
        jobs = Job.objects.filter(name="posts.check")
        assert sorted(job.args[0] for job in jobs) == sorted([watched["new"].pk, watched["old"].pk])

    def test_asks_one_network_at_a_time_and_others_beside_it(self, watched: dict[str, SocialPost]) -> None:
        social_posts.get_or_create_post("https://t.me/pulvibhag/421", by=cast.meera())
        now = timezone.now()
        with time_machine.travel(now, tick=False):
            social_posts.enqueue_due_checks(10)
        waits = sorted(
            (SocialPost.objects.get(pk=job.args[0]).network, round((job.due_at - now).total_seconds()))
            for job in Job.objects.filter(name="posts.check")
        )
        assert waits == [("telegram", 0), ("x", 0), ("x", social_posts.PAUSE), ("x", 2 * social_posts.PAUSE)]

    def test_has_the_worker_look_and_comes_back_later_the_older_a_post_is(
        self, watched: dict[str, SocialPost], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = network_says(monkeypatch, live("नया पुल"))
        social_posts.watch()
        with time_machine.travel(timezone.now() + dt.timedelta(minutes=1)):
            run_due()
        assert sorted(asked) == sorted(post.pk for post in watched.values())
        assert not social_posts.due_posts(timezone.now() + dt.timedelta(hours=5)).exists()
        assert social_posts.due_posts(timezone.now() + dt.timedelta(hours=7)).count() == 3

    def test_a_failed_look_changes_nothing_that_is_kept(
        self, watched: dict[str, SocialPost], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        network_says(monkeypatch, live("नया पुल"), ProviderAnswer(CheckResult.UNUSABLE))
        post = watched["old"]
        social_posts.refresh_post(post.pk)
        before = list(post.snapshots.values()), list(QuotedPost.objects.values())
        for _time in range(5):
            social_posts.refresh_post(post.pk)
        assert (list(post.snapshots.values()), list(QuotedPost.objects.values())) == before

    def test_of_a_post_that_is_no_more_is_nothing(self) -> None:
        assert social_posts.refresh_post(10**6) is None

    def test_gives_words_to_a_story_that_was_saved_in_the_moment_they_came(
        self, watched: dict[str, SocialPost], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        network_says(monkeypatch, live("नया पुल"))
        social_posts.refresh_post(watched["old"].pk)
        empty = PostSnapshot.objects.filter(post=watched["old"], text="").first()
        QuotedPost.objects.filter(post=watched["old"]).update(snapshot=empty)
        social_posts.refresh_post(watched["old"].pk)
        assert QuotedPost.objects.get(post=watched["old"]).snapshot.text == "नया पुल"


class TestTheCommand:
    def run(self, *args: object) -> str:
        out = StringIO()
        call_command("check_embeds", *args, "--pause", "0", stdout=out)
        return out.getvalue()

    def test_looks_at_what_is_due_and_says_what_it_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        network_says(monkeypatch, live("नया पुल"))
        post = social_posts.get_or_create_post(ADDRESS, by=cast.meera())
        output = self.run()
        assert output.splitlines()[0].split("\t") == [str(post.pk), "x", "live", "live", ADDRESS]
        assert self.run() == "0 looked at.\n"

    def test_looks_at_chosen_posts_due_or_not(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = network_says(monkeypatch, ProviderAnswer(CheckResult.GONE))
        post = social_posts.get_or_create_post(ADDRESS, by=cast.meera())
        SocialPost.objects.update(check_due_at=None)
        assert "gone\tunknown" in self.run(post.pk)
        assert asked == [post.pk]

    def test_checks_no_more_than_the_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = network_says(monkeypatch, live("x"))
        for number in "123":
            social_posts.get_or_create_post(f"https://x.com/a/status/186145497442672273{number}", by=cast.meera())
        self.run("--limit", "2")
        assert len(asked) == 2

    def test_says_that_nobody_can_be_asked(self) -> None:
        assert "nobody to ask" in self.run(factories.post(network="other").pk)

    def test_refuses_a_number_that_no_post_has(self) -> None:
        with pytest.raises(CommandError):
            self.run(10**6)
