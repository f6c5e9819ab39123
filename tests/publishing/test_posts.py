"""Quoted posts beyond one story: taken in, asked for, shown or not."""

from __future__ import annotations

import pytest

from articles import embeds, publishing
from articles.embeds import asking
from articles.embeds.providers import Captured, Reading, Verdict
from articles.models import Article, AuditEntry, Policy, PostStatus, SocialPost
from articles.publishing import Changes, Quote, Refused, posts
from articles.tasks import run_due
from tests import cast, factories

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "https://x.com/PulVibhag/status/1861454974426722737"


def network_says(monkeypatch: pytest.MonkeyPatch, *readings: Reading) -> list[int]:
    """The network's answers in their order, the last again and again; and the numbers of those asked for."""
    asked: list[int] = []

    def answer(post: SocialPost) -> Reading:
        asked.append(post.pk)
        return readings[min(len(asked), len(readings)) - 1]

    monkeypatch.setattr(asking, "_ask", answer)
    return asked


def live(text: str) -> Reading:
    return Reading(Verdict.LIVE, Captured(author_name="पुल विभाग", handle="PulVibhag", text=text, language="hi"))


def quoted_words(story: Article) -> list[str]:
    return [row.snapshot.text for row in story.quoted_posts.select_related("snapshot")]


class TestTakingIn:
    def test_fetches_nothing_itself(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = network_says(monkeypatch, live("x"))
        posts.take_in(ADDRESS, by=cast.meera())
        assert asked == []

    def test_has_the_worker_ask_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked = network_says(monkeypatch, live("नया पुल खुला"))
        post = posts.take_in(ADDRESS, by=cast.meera())
        posts.take_in(ADDRESS, by=cast.imran())
        run_due()
        assert asked == [post.pk]
        assert [snapshot.text for snapshot in post.snapshots.all()] == ["नया पुल खुला"]

    def test_is_in_the_log(self) -> None:
        post = posts.take_in(ADDRESS, by=cast.meera())
        assert AuditEntry.objects.filter(act="add", target_id=str(post.pk), by=cast.meera()).exists()


class TestAStoryThatQuotesAPostWithoutWords:
    def story(self) -> Article:
        post = posts.take_in(ADDRESS, by=cast.meera())
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
        network_says(monkeypatch, Reading(Verdict.UNREACHABLE))
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
    post = posts.take_in(ADDRESS, by=cast.meera())
    run_due()
    story = factories.story(body="<p>क</p>" + factories.quoting(post), by=cast.meera())
    posts.look(post.pk)
    post.refresh_from_db()
    assert (quoted_words(story), post.status) == (["पहले"], PostStatus.EDITED)
    assert AuditEntry.objects.filter(act="checked", target_id=str(post.pk)).exists()


def test_two_stories_quote_one_post_and_a_correction_in_the_second_leaves_the_first_its_words() -> None:
    words = embeds.Words("पुल विभाग", "PulVibhag", "पहले शब्द")
    first = posts.take_in("https://twitter.com/PulVibhag/status/1861454974426722737?s=20", words, by=cast.meera())
    second = posts.take_in("https://mobile.x.com/pulvibhag/status/1861454974426722737", by=cast.imran())
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
            posts.set_policy(post, Policy.WITHDRAWN, by=cast.meera(), why=" ")
        assert list(refused.value.problems) == ["why"]
        posts.set_policy(post, Policy.WITHDRAWN, by=cast.meera(), why="लेखिका ने कहा")
        entry = AuditEntry.objects.get(act="policy")
        assert (entry.by, entry.details["note"]) == (cast.meera(), "लेखिका ने कहा")
        assert entry.details["changes"] == {"policy": ["keep", "withdrawn"]}

    def test_is_not_for_a_reporter(self) -> None:
        post = factories.post()
        with pytest.raises(Refused):
            posts.set_policy(post, Policy.WITHDRAWN, by=cast.ravi(), why="क")
        post.refresh_from_db()
        assert post.policy == Policy.KEEP

    def test_that_is_the_same_as_before_is_no_act(self) -> None:
        posts.set_policy(factories.post(), Policy.KEEP, by=cast.meera(), why="क")
        assert not AuditEntry.objects.filter(act="policy").exists()


def test_posts_of_the_newest_stories_are_looked_at_first(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new, loose = (posts.take_in(f"https://x.com/a/status/186145497442672273{n}", by=cast.meera()) for n in "123")
    for post in (old, new):
        factories.story(body="<p>क</p>" + factories.quoting(post))
    found = [post.pk for post in posts.due(SocialPost.objects.latest("check_due_at").check_due_at)]
    assert found == [new.pk, old.pk, loose.pk]
