"""Which words of a shared post a new quote begins from: nobody publishes under a name what a draft has claimed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import embeds, publishing
from articles.models import CaptureSource, PostSnapshot, SocialPost, User
from articles.publishing import Changes, Quote, social_posts
from tests import cast, factories

pytestmark = pytest.mark.django_db
ADDRESS = "https://x.com/PulVibhag/status/1861454974426722737"
TRUE, FALSE = "पुल कल से खुलेगा।", "पुल कभी नहीं खुलेगा!"


@pytest.fixture
def post() -> SocialPost:
    """The network has sent its words."""
    return factories.post(TRUE, url=ADDRESS, network_id="1861454974426722737", source=CaptureSource.API)


def quoted(by: User, post: SocialPost, *words: str) -> str:
    """The words that a new story by this person quotes, who types these."""
    story = factories.draft(body="<p>क</p>" + factories.quoting(post), by=by)
    if words:
        quote = Quote(post.pk, author_name="पुल विभाग", text=words[0], language="hi")
        publishing.save_draft(story, Changes(quotes=[quote]), by=by)
    return story.quoted_posts.get().snapshot.text


def pasted(by: User, text: str) -> SocialPost:
    content = embeds.QuotedContent(author_name="पुल विभाग", text=text)
    return social_posts.get_or_create_post(ADDRESS, content, by=by)


def test_a_reporters_words_are_those_of_that_story_alone(post: SocialPost) -> None:
    assert quoted(cast.ravi(), post, FALSE) == FALSE
    for other in (cast.seema(), cast.meera()):
        assert quoted(other, post) == TRUE


def test_somebody_who_may_publish_writes_for_all(post: SocialPost) -> None:
    quoted(cast.meera(), post, "पुल परसों से खुलेगा।")
    assert quoted(cast.seema(), post) == "पुल परसों से खुलेगा।"


def test_what_was_published_is_confirmed(post: SocialPost) -> None:
    story = factories.draft(body="<p>क</p>" + factories.quoting(post), by=cast.ravi())
    quote = Quote(post.pk, author_name="पुल विभाग", text="पुल आज खुला।", language="hi")
    publishing.save_draft(story, Changes(quotes=[quote]), by=cast.ravi())
    assert quoted(cast.imran(), post) == TRUE
    publishing.publish(story, by=cast.meera())
    assert quoted(cast.imran(), post) == "पुल आज खुला।"


def test_where_only_a_draft_says_what_it_says_others_begin_without_words() -> None:
    post = pasted(cast.ravi(), FALSE)
    assert quoted(cast.ravi(), post) == FALSE
    assert quoted(cast.meera(), post) == ""


def test_what_an_editor_pastes_then_is_kept_and_begins_for_all() -> None:
    pasted(cast.ravi(), FALSE)
    post = pasted(cast.meera(), TRUE)
    assert quoted(cast.meera(), post) == TRUE
    assert quoted(cast.seema(), post) == TRUE


def test_what_an_import_has_read_out_of_a_text_is_nobodys_word_yet() -> None:
    content = embeds.QuotedContent(author_name="पुल विभाग", text=FALSE)
    post = social_posts.get_or_create_post(ADDRESS, content, by=cast.meera(), confirmed=False)
    assert not post.snapshots.get().is_trusted
    assert quoted(cast.imran(), post) == ""


def test_an_answer_of_the_network_fills_what_is_without_words_with_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    post = pasted(cast.ravi(), FALSE)
    story = factories.draft(body="<p>क</p>" + factories.quoting(post), by=cast.meera())

    def answer(post: SocialPost) -> embeds.RefreshOutcome:
        return embeds.RefreshOutcome("live", "", None, 0)

    monkeypatch.setattr(embeds, "refresh", answer)
    social_posts.refresh_post(post.pk)
    assert story.quoted_posts.get().snapshot.text == ""


class TestTheDesk:
    @pytest.fixture
    def desk(self, client: Client) -> Client:
        client.force_login(cast.meera())
        return client

    def card(self, desk: Client, post: SocialPost) -> Any:
        return desk.get(f"/admin/articles/socialpost/{post.pk}/card/").json()

    def test_a_card_says_whose_words_it_shows_and_where_they_came_from(self, desk: Client, post: SocialPost) -> None:
        quoted(cast.ravi(), post, FALSE)
        card = self.card(desk, post)
        assert card["text"] == TRUE
        assert "नेटवर्क" in card["origin"]
        quoted(cast.meera(), post, "पुल परसों से खुलेगा।")
        assert cast.meera().name in self.card(desk, post)["origin"]

    def test_a_card_shows_no_words_of_somebody_elses_draft(self, desk: Client) -> None:
        post = pasted(cast.ravi(), FALSE)
        card = self.card(desk, post)
        assert (card["text"], card["author"], card["origin"]) == ("", "", "")
        found = desk.get("/admin/articles/socialpost/find/").json()["posts"][0]
        assert found["text"] == ""

    def test_the_list_shows_what_a_quote_begins_from(self, desk: Client, post: SocialPost) -> None:
        quoted(cast.ravi(), post, FALSE)
        page = desk.get("/admin/articles/socialpost/").content.decode()
        assert (TRUE in page, FALSE in page) == (True, False)

    def test_many_drafts_words_cost_no_further_queries(self, desk: Client, django_assert_max_num_queries: Any) -> None:
        for number in range(3):
            factories.post(FALSE, url=f"{ADDRESS}{number}", network_id=f"186{number}", is_trusted=False)
        with CaptureQueriesContext(connection) as few:
            desk.get("/admin/articles/socialpost/find/")
        for number in range(3, 9):
            factories.post(FALSE, url=f"{ADDRESS}{number}", network_id=f"186{number}", is_trusted=False)
        with django_assert_max_num_queries(len(few)):
            desk.get("/admin/articles/socialpost/find/")

    def test_true_words_can_be_typed_where_a_draft_has_false_ones(self, desk: Client) -> None:
        pasted(cast.ravi(), FALSE)
        item = {"typed": True, "url": ADDRESS, "text": TRUE, "author": "पुल विभाग", "network": "x"}
        body = {"items": [item]}
        answer = desk.post("/admin/articles/socialpost/resolve/", body, content_type="application/json").json()
        assert "error" not in answer["posts"][0]
        assert PostSnapshot.objects.get(text=TRUE).is_trusted
