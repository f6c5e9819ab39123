"""Quoted posts: proposed till a person confirms them, pinned to the words a story quotes."""

from __future__ import annotations

import datetime as dt

import pytest

from articles import publishing
from articles.models import Article, AuditEntry, CaptureSource, PostSnapshot
from articles.publishing import Changes, NotReady, Quote
from tests import cast, factories

pytestmark = pytest.mark.django_db
POSTED = dt.datetime(2025, 9, 29, 14, 0, tzinfo=dt.UTC)


def quoted_words(story: Article) -> list[str]:
    return [row.snapshot.text for row in story.quoted_posts.select_related("snapshot")]


class TestAProposedPost:
    def test_keeps_a_story_from_being_published(self) -> None:
        story = factories.draft(body="<p>क</p>" + factories.quoting(factories.post(confirmed=False)), by=cast.meera())
        with pytest.raises(NotReady) as refused:
            publishing.publish(story, by=cast.meera())
        assert list(refused.value.errors) == ["quotes"]

    def test_cannot_be_slipped_into_a_published_story(self) -> None:
        story = factories.story()
        body = story.body + factories.quoting(factories.post(confirmed=False))
        with pytest.raises(NotReady):
            publishing.update(story, Changes(fields={"body": body}), by=cast.meera())

    def test_is_confirmed_by_the_desk_and_the_log_says_by_whom(self) -> None:
        post = factories.post(confirmed=False)
        story = factories.draft(body="<p>क</p>" + factories.quoting(post), by=cast.meera())
        publishing.publish(story, Changes(quotes=[Quote(post.pk, confirmed=True)]), by=cast.meera())
        post.refresh_from_db()
        assert (post.confirmed_by, bool(post.confirmed_at)) == (cast.meera(), True)
        assert AuditEntry.objects.filter(action="confirm", by=cast.meera(), target_id=str(post.pk)).exists()
        assert post.snapshots.count() == 1

    def test_can_be_taken_as_right_with_all_others_in_one_go(self) -> None:
        posts = [factories.post(confirmed=False) for _ in range(3)]
        story = factories.draft(body="<p>क</p>" + factories.quoting(*posts), by=cast.meera())
        publishing.publish(story, by=cast.meera(), confirm=True)
        assert all(row.post.confirmed_at for row in story.quoted_posts.select_related("post"))

    def test_is_left_as_it_is_by_a_save_that_does_not_speak_of_it(self) -> None:
        post = factories.post("मूल", confirmed=False)
        story = factories.draft(body=factories.quoting(post), by=cast.meera())
        publishing.save_draft(story, Changes(quotes=[Quote(post.pk)]), by=cast.meera())
        post.refresh_from_db()
        assert post.confirmed_at is None
        assert quoted_words(story) == ["मूल"]


class TestCorrectingTheWords:
    def words(self, post_id: int, **said: object) -> Quote:
        as_it_was = {"author_name": "पुल विभाग", "handle": "PulVibhag", "language": "hi", "text": "मूल"}
        return Quote(post_id, **{**as_it_was, **said})

    def test_in_one_story_makes_a_further_snapshot_and_leaves_other_stories_their_words(self) -> None:
        post = factories.post("मूल")
        mine = factories.story(body="<p>क</p>" + factories.quoting(post))
        other = factories.story(body="<p>ख</p>" + factories.quoting(post))
        publishing.update(mine, Changes(quotes=[self.words(post.pk, text="सुधारा हुआ")]), by=cast.meera())
        assert (quoted_words(mine), quoted_words(other)) == (["सुधारा हुआ"], ["मूल"])
        first, further = post.snapshots.all()
        assert (first.text, further.text) == ("मूल", "सुधारा हुआ")
        assert (further.source, further.captured_by) == (CaptureSource.TYPED, cast.meera())

    def test_makes_none_where_nothing_was_changed(self) -> None:
        post = factories.post("मूल", posted_at=POSTED)
        story = factories.story(body="<p>क</p>" + factories.quoting(post))
        ist = POSTED.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=30)))
        for same in ("मूल", "मूल\u200b"):
            publishing.update(story, Changes(quotes=[self.words(post.pk, text=same, posted_at=ist)]), by=cast.meera())
        assert post.snapshots.count() == 1

    def test_is_in_the_revision_and_the_revision_before_keeps_the_old_ones(self) -> None:
        post = factories.post("मूल")
        story = factories.story(body="<p>क</p>" + factories.quoting(post))
        publishing.update(story, Changes(quotes=[self.words(post.pk, text="नया")]), by=cast.meera())
        assert [row.data["quotes"][0]["text"] for row in story.revisions.all()[:2]] == ["नया", "मूल"]

    def test_of_all_kinds_counts(self) -> None:
        post = factories.post("मूल")
        story = factories.draft(body=factories.quoting(post), by=cast.meera())
        for said in (
            {"author_name": "और नाम"}, {"handle": "aur"}, {"language": "en"}, {"translation": "अनुवाद"},
            {"translation_language": "en"}, {"posted_at": POSTED}, {"posted_day_only": True},
        ):  # fmt: skip
            publishing.save_draft(story, Changes(quotes=[self.words(post.pk, **said)]), by=cast.meera())
            snapshot = story.quoted_posts.get().snapshot
            assert {name: getattr(snapshot, name) for name in said} == said


class TestPinning:
    def test_a_later_capture_does_not_change_what_a_story_quotes(self) -> None:
        post = factories.post("तब")
        story = factories.story(body="<p>क</p>" + factories.quoting(post))
        PostSnapshot.objects.create(post=post, text="अब", source=CaptureSource.API)
        publishing.update(story, Changes(fields={"headline": "और"}), by=cast.meera())
        assert quoted_words(story) == ["तब"]

    def test_a_new_story_quotes_the_newest(self) -> None:
        post = factories.post("तब")
        PostSnapshot.objects.create(post=post, text="अब", source=CaptureSource.API, is_trusted=True)
        assert quoted_words(factories.draft(body=factories.quoting(post))) == ["अब"]

    def test_a_post_without_any_snapshot_gets_an_empty_one(self) -> None:
        post = factories.post()
        bare = type(post).objects.create(network="x", network_id="77")
        assert quoted_words(factories.draft(body=factories.quoting(bare))) == [""]

    def test_rows_follow_the_order_of_the_text_and_leave_with_it(self) -> None:
        one, two = factories.post("एक"), factories.post("दो")
        story = factories.draft(body=factories.quoting(one, two, one), by=cast.meera())
        assert quoted_words(story) == ["एक", "दो"]
        publishing.save_draft(story, Changes(fields={"body": factories.quoting(two, one)}), by=cast.meera())
        assert quoted_words(story) == ["दो", "एक"]
        publishing.save_draft(story, Changes(fields={"body": "<p>क</p>"}), by=cast.meera())
        assert quoted_words(story) == []
        assert PostSnapshot.objects.count() == 2

    def test_what_is_said_of_a_post_that_is_not_in_the_text_is_of_no_effect(self) -> None:
        stranger = factories.post("मूल", confirmed=False)
        story = factories.draft(by=cast.meera())
        publishing.save_draft(story, Changes(quotes=[Quote(stranger.pk, text="x", confirmed=True)]), by=cast.meera())
        stranger.refresh_from_db()
        assert stranger.confirmed_at is None
        assert stranger.snapshots.count() == 1
