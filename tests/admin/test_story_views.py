"""The body editor's JSON views: other stories, stored social posts, and a post typed by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from articles import publishing
from articles.models import PostSnapshot, SocialPost, User
from tests import cast, factories

pytestmark = pytest.mark.django_db
STORIES = "/admin/articles/article/"
POSTS = "/admin/articles/socialpost/"


def at_the_desk(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def find(client: Client, words: str, **more: Any) -> dict[str, Any]:
    return client.get(f"{STORIES}find/", {"q": words, **more}).json()


def headlines(client: Client, words: str, **more: Any) -> list[str]:
    return [story["headline"] for story in find(client, words, **more)["stories"]]


class TestFindingStories:
    @pytest.mark.usefixtures("run_on_commit_at_once")
    def test_what_readers_can_see_comes_first_and_the_trash_not_at_all(self) -> None:
        factories.story("पुल खुला")
        factories.draft("पुल बनेगा")
        publishing.trash(factories.draft("पुल का पुराना मसौदा"), by=factories.editor())
        assert headlines(at_the_desk(cast.ravi()), "पुल") == ["पुल खुला", "पुल बनेगा"]

    def test_without_words_there_are_the_newest_but_not_the_story_itself(self) -> None:
        factories.draft("पहली")
        own = factories.draft("दूसरी")
        assert headlines(at_the_desk(cast.meera()), "", story=own.pk) == ["पहली"]

    @pytest.mark.parametrize(
        "spelling", ["http://testserver{}", "http://testserver{}?utm=1#top", "HTTPS://TESTSERVER{}"]
    )
    def test_an_address_of_this_site_is_its_story(self, spelling: str) -> None:
        story = factories.story("पुल खुला")
        found = find(at_the_desk(cast.meera()), spelling.format(story.get_absolute_url()))
        assert found["at"]["id"] == story.pk
        assert found["at"]["url"] == story.get_absolute_url()
        assert found["at"]["live"] is True

    @pytest.mark.parametrize(
        "address",
        ["http://other.example{}", "ftp://testserver{}", "http://testserver/desh/", "http://[", "javascript:{}"],
    )
    def test_another_address_is_none(self, address: str) -> None:
        story = factories.story("पुल खुला")
        assert find(at_the_desk(cast.meera()), address.format(story.get_absolute_url()))["at"] is None

    def test_a_story_that_is_no_more_stands_at_no_address(self) -> None:
        assert find(at_the_desk(cast.meera()), "http://testserver/desh/pul-99999999999999999999/")["at"] is None

    def test_the_card_says_that_readers_do_not_see_a_draft(self) -> None:
        story = factories.draft("पुल बनेगा")
        said = at_the_desk(cast.meera()).get(f"{STORIES}{story.pk}/card/").json()
        assert (said["headline"], said["live"], said["date"]) == ("पुल बनेगा", False, "")
        assert said["state"] == "ड्राफ़्ट"

    def test_who_has_no_rights_learns_nothing_and_what_is_gone_is_not_found(self) -> None:
        story = factories.draft()
        assert at_the_desk(cast.guest()).get(f"{STORIES}find/", {"q": "पुल"}).status_code == 403
        assert at_the_desk(cast.guest()).get(f"{STORIES}{story.pk}/card/").status_code == 403
        assert at_the_desk(cast.meera()).get(f"{STORIES}{story.pk + 1}/card/").status_code == 404
        assert Client().get(f"{STORIES}find/").status_code == 302

    def test_senseless_words_find_nothing(self) -> None:
        factories.draft("पुल")
        assert headlines(at_the_desk(cast.meera()), "\x00%_\\'\"" * 400) == []


class TestFindingPosts:
    def test_by_words_author_handle_or_address(self) -> None:
        post = factories.post(
            "पहली बस दस बजे चली", author_name="पुल विभाग", handle="Pul", url="https://x.com/Pul/status/7"
        )
        factories.post("कुछ और", author_name="कोई", handle="koi", url="https://x.com/koi/status/8")
        desk = at_the_desk(cast.ravi())
        for words in ("बस चली", "पुल विभाग", "@pul", "status/7"):
            found = desk.get(f"{POSTS}find/", {"q": words}).json()["posts"]
            assert [one["id"] for one in found] == [post.pk], words
        assert found[0]["text"] == "पहली बस दस बजे चली"

    def test_the_networks_are_named(self) -> None:
        networks = at_the_desk(cast.ravi()).get(f"{POSTS}find/").json()["networks"]
        assert ["x", "X"] in networks
        assert ["other", "अन्य"] in networks

    def test_not_for_everybody(self) -> None:
        assert at_the_desk(cast.guest()).get(f"{POSTS}find/").status_code == 403


class TestAPostWrittenByHand:
    def send(self, person: User, **item: str) -> Any:
        data = json.dumps({"items": [{"typed": True, **item}]})
        answer = at_the_desk(person).post(f"{POSTS}resolve/", data, content_type="application/json")
        return answer.json()["posts"][0] if answer.status_code == 200 else answer.status_code

    def test_is_kept_with_all_that_was_written(self) -> None:
        said = self.send(
            cast.ravi(), text="पहली बस\nदस बजे चली", author="पुल विभाग", handle="@Pul", network="x", date="2025-09-29"
        )
        post, snapshot = SocialPost.objects.get(), PostSnapshot.objects.get()
        assert said == {"id": post.pk, "url": ""}
        assert (post.network, post.confirmed_by) == ("x", cast.ravi())
        assert (snapshot.text, snapshot.author_name, snapshot.handle) == ("पहली बस\nदस बजे चली", "पुल विभाग", "Pul")
        assert (str(snapshot.posted_at)[:10], snapshot.posted_day_only) == ("2025-09-28", True)  # midnight in India

    def test_with_the_address_of_a_network_it_is_that_post(self) -> None:
        said = self.send(cast.ravi(), text="शब्द", url="https://twitter.com/Pul/status/1234567890123456789")
        assert said["url"] == "https://x.com/Pul/status/1234567890123456789"
        assert SocialPost.objects.get().network == "x"

    def test_with_an_address_elsewhere_it_keeps_that(self) -> None:
        assert self.send(cast.ravi(), text="शब्द", url="https://forum.example/7")["url"] == "https://forum.example/7"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"text": ""},
            {"text": "शब्द", "url": "javascript:alert(1)"},
            {"text": "शब्द", "url": "ftp://forum.example/7"},
            {"text": "शब्द", "date": "2025-02-30"},
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_kept(self, wrong: dict[str, str]) -> None:
        said = self.send(cast.ravi(), **wrong)
        assert said["id"] is None
        assert said["error"].endswith((".", "।"))
        assert not SocialPost.objects.exists()

    def test_other_words_for_a_post_that_is_kept_are_not_swallowed(self) -> None:
        at = "https://x.com/Pul/status/1234567890123456789"
        post = factories.post("पहले के शब्द", url=at, network="x", network_id="1234567890123456789")
        assert self.send(cast.ravi(), text="दूसरे शब्द", url=at)["id"] is None
        assert self.send(cast.ravi(), text="पहले के शब्द", url=at)["id"] == post.pk

    def test_an_unheard_of_network_is_another_one(self) -> None:
        self.send(cast.ravi(), text="शब्द", network="orkut")
        assert SocialPost.objects.get().network == "other"

    def test_not_by_everybody(self) -> None:
        assert self.send(cast.guest(), text="शब्द") == 403


def test_a_card_says_what_readers_see_of_it() -> None:
    post = factories.post(policy="link_only", confirmed=False)
    said = at_the_desk(cast.meera()).get(f"{POSTS}{post.pk}/card/").json()
    assert (said["author"], said["handle"], said["network"]) == ("पुल विभाग", "PulVibhag", "X")
    assert len(said["notes"]) == 2
