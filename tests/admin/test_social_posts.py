"""Social posts at the desk: typed by hand, given an address later, looked for, decided on."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from articles import embeds
from articles.embeds import fetching
from articles.embeds.providers import FetchedPost, ProviderAnswer
from articles.models import Article, AuditEntry, CaptureSource, CheckResult, Job, Policy, PostStatus, SocialPost
from articles.publishing import social_posts
from tests import cast, factories
from tests.admin.forms import errors, sent
from tests.jobs import run_due

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/articles/socialpost/", "/admin/articles/socialpost/add/"
ADDRESS = "https://x.com/PulVibhag/status/1861454974426722737"


def change(post: SocialPost) -> str:
    return f"{LIST}{post.pk}/change/"


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(cast.meera())
    return client


def fill(client: Client, address: str, **changes: Any) -> Any:
    return client.post(address, sent(client, address, "socialpost_form", **changes))


def page_of(story: Article) -> Any:
    return html.fromstring(Client().get(f"/desh/{story.slug}-{story.pk}/").content.decode())


def story_with(*quoted: SocialPost) -> Article:
    return factories.story(body="<p>क</p>" + factories.quoting(*quoted), section=cast.desh(), by=cast.meera())


class TestAPostTypedByHand:
    """Of a network that the software does not know, and without an address."""

    def typed(self, desk: Client, **more: Any) -> SocialPost:
        answer = fill(
            desk, ADD, network="other", snapshots__0__author_name="राधा देवी", snapshots__0__handle="radha",
            snapshots__0__text="पुल पर चलकर देखा। #पुल", snapshots__0__posted_at_0="2026-03-01",
            snapshots__0__posted_at_1="09:30", **more,
        )  # fmt: skip
        assert answer.status_code == 302, errors(answer)
        return SocialPost.objects.get()

    def test_is_kept_as_typed_by_whom_in_which_language(self, desk: Client) -> None:
        post = self.typed(desk)
        snapshot = post.snapshots.get()
        assert (post.network, post.url, post.confirmed_by) == ("other", "", cast.meera())
        assert (snapshot.text, snapshot.language, snapshot.source) == ("पुल पर चलकर देखा। #पुल", "hi", CaptureSource.TYPED)
        assert snapshot.captured_by == cast.meera()
        assert post.check_due_at is None
        assert not Job.objects.filter(name="posts.capture").exists()

    def test_is_a_card_on_the_page(self, desk: Client) -> None:
        (card,) = page_of(story_with(self.typed(desk))).xpath("//figure[@class='post post-other']")
        assert card.xpath("normalize-space(.//blockquote)") == "पुल पर चलकर देखा। #पुल"
        assert "राधा देवी" in card.xpath("string(./figcaption)")
        assert "@radha" in card.xpath("string(./figcaption)")
        assert card.xpath(".//time/@datetime") == ["2026-03-01T09:30+05:30"]
        assert card.xpath(".//a") == []

    def test_may_have_any_address_of_the_web(self, desk: Client) -> None:
        post = self.typed(desk, url="https://kuchh.example/p/1")
        (card,) = page_of(story_with(post)).xpath("//figure[@class='post post-other']")
        assert card.xpath(".//a[@class='post-link']/@href") == ["https://kuchh.example/p/1"]

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "नहीं"])
    def test_may_have_no_other(self, desk: Client, address: str) -> None:
        assert fill(desk, ADD, network="other", url=address, snapshots__0__text="क").status_code == 200
        assert not SocialPost.objects.exists()

    def test_can_be_corrected_by_further_words_which_a_story_that_quotes_others_does_not_take(
        self, desk: Client
    ) -> None:
        post = self.typed(desk)
        story = story_with(post)
        data = sent(desk, change(post), "socialpost_form", snapshots__TOTAL_FORMS="2", snapshots__1__text="सुधारे शब्द")
        data["snapshots-1-post"] = post.pk
        assert desk.post(change(post), data).status_code == 302
        assert [snapshot.text for snapshot in post.snapshots.all()] == ["पुल पर चलकर देखा। #पुल", "सुधारे शब्द"]
        assert story.quoted_posts.get().snapshot.text == "पुल पर चलकर देखा। #पुल"

    def test_words_reach_the_stories_that_were_waiting_for_them(self, desk: Client) -> None:
        post = social_posts.get_or_create_post(ADDRESS, by=cast.meera())
        story = story_with(post)
        total = int(sent(desk, change(post), "socialpost_form")["snapshots-TOTAL_FORMS"])
        data = sent(desk, change(post), "socialpost_form", snapshots__TOTAL_FORMS=total + 1)
        data |= {f"snapshots-{total}-text": "हाथ से लिखे शब्द", f"snapshots-{total}-post": post.pk}
        assert desk.post(change(post), data).status_code == 302
        assert story.quoted_posts.get().snapshot.text == "हाथ से लिखे शब्द"


class TestAnAddressThatComesLater:
    def test_says_which_post_it_is_and_the_network_is_asked(self, desk: Client) -> None:
        post, _new = embeds.add(
            "", embeds.QuotedContent("पुल विभाग", "PulVibhag", "नया पुल"), by=cast.meera(), network=""
        )
        story = story_with(post)
        spelled = "https://mobile.twitter.com/PulVibhag/status/1861454974426722737?s=20"
        assert fill(desk, change(post), url=spelled).status_code == 302
        post.refresh_from_db()
        assert (post.url, post.network, post.network_id) == (ADDRESS, "x", "1861454974426722737")
        assert Job.objects.filter(name="posts.capture", args=[post.pk]).exists()
        assert page_of(story).xpath("//a[@class='post-link']/@href") == [ADDRESS]

    def test_of_a_post_that_is_kept_already_is_refused_with_its_number(self, desk: Client) -> None:
        known, _new = embeds.add(ADDRESS, by=cast.meera())
        post, _new = embeds.add("", embeds.QuotedContent("पुल विभाग", "", "नया पुल"), by=cast.meera())
        answer = fill(desk, change(post), url="https://twitter.com/pulvibhag/status/1861454974426722737")
        assert answer.status_code == 200
        assert str(known.pk) in errors(answer)
        post.refresh_from_db()
        assert (post.url, post.network_id) == ("", "")

    def test_of_another_page_that_is_kept_already_is_refused_the_same_way(self, desk: Client) -> None:
        known = factories.post(url="https://kuchh.example/1", network="other")
        post = factories.post(network="other")
        assert str(known.pk) in errors(fill(desk, change(post), url="https://kuchh.example/1"))

    def test_that_replaces_a_wrong_one_takes_nothing_of_what_was_found_there(self, desk: Client) -> None:
        post, _new = embeds.add(ADDRESS, embeds.QuotedContent("पुल विभाग", "", "नया पुल"), by=cast.meera())
        SocialPost.objects.update(status=PostStatus.GONE, gone_answers=3, last_answer="gone", checked_at=timezone.now())
        other = "https://x.com/PulVibhag/status/1861454974426722738"
        assert fill(desk, change(post), url=other).status_code == 302
        post.refresh_from_db()
        assert (post.network_id, post.status, post.gone_answers) == ("1861454974426722738", PostStatus.UNKNOWN, 0)

    def test_that_is_no_posts_makes_it_nobodys(self, desk: Client) -> None:
        post, _new = embeds.add(ADDRESS, embeds.QuotedContent("पुल विभाग", "", "नया पुल"), by=cast.meera())
        assert fill(desk, change(post), url="https://kuchh.example/1").status_code == 302
        post.refresh_from_db()
        assert (post.url, post.network_id, post.check_due_at) == ("https://kuchh.example/1", "", None)

    def test_in_a_new_record_brings_the_networks_own_policy(self, desk: Client) -> None:
        fill(desk, ADD, url="https://www.threads.net/@pul/post/DAbc123xyZ")
        post = SocialPost.objects.get()
        assert (post.network, post.policy) == ("threads", Policy.LINK_ONLY)


class TestWhatReadersSee:
    @pytest.mark.parametrize(
        ("field", "value", "act"), [("policy", "withdrawn", "policy"), ("status", "gone", "status")]
    )
    def test_is_changed_with_a_reason_that_the_log_keeps_with_who_gave_it(
        self, desk: Client, field: str, value: str, act: str
    ) -> None:
        post = factories.post()
        answer = fill(desk, change(post), **{field: value})
        assert answer.status_code == 200
        assert errors(answer)
        assert not AuditEntry.objects.filter(action=act).exists()
        assert fill(desk, change(post), **{field: value}, why="लेखिका ने कहा").status_code == 302
        post.refresh_from_db()
        assert getattr(post, field) == value
        entry = AuditEntry.objects.get(action=act)
        assert (entry.by, entry.details["note"]) == (cast.meera(), "लेखिका ने कहा")
        assert entry.details["changes"][field][1] == value

    def test_is_true_on_the_page_at_once(self, desk: Client) -> None:
        post = factories.post("नया पुल", url=ADDRESS, network_id="1861454974426722737")
        story = story_with(post)
        fill(desk, change(post), policy="withdrawn", why="क़ानूनी नोटिस")
        assert "नया पुल" not in page_of(story).xpath("string(//figure)")

    def test_may_be_a_picture_of_the_library_with_its_credit(self, desk: Client) -> None:
        post, image = factories.post(), factories.image(alt="नदी पर पुल", credit="फ़ोटो: नदी")
        story = story_with(post)
        assert fill(desk, change(post), image=image.pk).status_code == 302
        card = page_of(story).xpath("//figure")[0]
        assert card.xpath(".//img/@alt") == ["नदी पर पुल"]
        assert card.xpath("normalize-space(.//p[@class='credit'])") == "फ़ोटो: नदी"

    def test_is_not_for_a_reporter_to_change(self) -> None:
        client, post = Client(), factories.post()
        client.force_login(cast.ravi())
        client.post(change(post), {"policy": "withdrawn", "why": "क"})
        post.refresh_from_db()
        assert post.policy == Policy.KEEP

    def test_is_no_matter_of_deleting(self, desk: Client) -> None:
        post = factories.post()
        assert desk.post(f"{LIST}{post.pk}/delete/", {"post": "yes"}).status_code == 403


class TestTheList:
    @pytest.fixture
    def four(self) -> dict[str, SocialPost]:
        return {
            "gone": factories.post("गई पोस्ट", status="gone"),
            "edited": factories.post("बदली पोस्ट", status="edited"),
            "unreachable": factories.post("चुप पोस्ट", status="unreachable"),
            "unconfirmed": factories.post("सुझाई पोस्ट", confirmed=False),
        }

    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ("status__exact=gone", "gone"), ("status__exact=edited", "edited"),
            ("status__exact=unreachable", "unreachable"), ("confirmed=no", "unconfirmed"),
        ],
    )  # fmt: skip
    def test_is_narrowed_to_those_that_want_looking_at(
        self, desk: Client, four: dict[str, SocialPost], query: str, name: str
    ) -> None:
        shown = html.fromstring(desk.get(f"{LIST}?{query}").content.decode())
        found = shown.xpath("//table[@id='result_list']/tbody/tr//input[@name='_selected_action']/@value")
        assert found == [str(four[name].pk)]

    def test_offers_these_filters_by_name(self, desk: Client, four: dict[str, SocialPost]) -> None:
        links = html.fromstring(desk.get(LIST).content.decode()).xpath("//nav[@id='changelist-filter']//a/@href")
        for query in ("status__exact=gone", "status__exact=edited", "status__exact=unreachable", "confirmed=no"):
            assert any(query in link for link in links)

    def test_says_in_how_many_stories_each_stands_and_the_form_in_which(self, desk: Client) -> None:
        post = factories.post()
        stories = [story_with(post), story_with(post)]
        row = html.fromstring(desk.get(LIST).content.decode()).xpath("//td[contains(@class, 'field-uses')]")
        assert [cell.text for cell in row] == ["2"]
        form = desk.get(change(post)).content.decode()
        for story in stories:
            assert f"/admin/articles/article/{story.pk}/change/" in form

    def test_finds_a_post_by_its_words_its_author_and_its_address(self, desk: Client) -> None:
        factories.post("नया पुल खुला", url=ADDRESS, author_name="पुल विभाग", handle="PulVibhag")
        factories.post("कुछ और", author_name="कोई और", handle="other")
        for asked in ("पुल खुला", "पुल विभाग", "PulVibhag", "1861454974426722737"):
            shown = desk.get(LIST, {"q": asked}).content.decode()
            assert shown.count("_selected_action") - shown.count("action-toggle") <= 2
            assert "कुछ और" not in shown

    def test_tells_the_editor_when_it_was_written_by_the_newsrooms_clock(self, desk: Client, settings: Any) -> None:
        factories.post(posted_at=dt.datetime(2025, 9, 30, 19, 0, tzinfo=dt.UTC))
        found = reverse("admin:articles_socialpost_find")
        assert desk.get(found).json()["posts"][0]["posted"].startswith("1 अक्टूबर 2025")
        settings.TIME_ZONE = "America/New_York"
        assert desk.get(found).json()["posts"][0]["posted"].startswith("30 सितंबर 2025")

    def test_has_the_networks_asked_about_chosen_posts(self, desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        known, _new = embeds.add(ADDRESS, embeds.QuotedContent("पुल विभाग", "", "नया पुल"), by=cast.meera())
        loose = factories.post(network="other")
        said = FetchedPost(author_name="पुल विभाग", handle="PulVibhag", text="नया पुल")
        monkeypatch.setattr(fetching, "_fetch", lambda _post: ProviderAnswer(CheckResult.LIVE, said))
        chosen = {"action": "ask_again", "_selected_action": [known.pk, loose.pk]}
        assert desk.post(LIST, chosen).status_code == 302
        assert AuditEntry.objects.filter(action="ask", target_id=str(known.pk), by=cast.meera()).exists()
        run_due()
        known.refresh_from_db()
        assert (known.status, known.last_answer) == (PostStatus.LIVE, "live")
        assert "नेटवर्क" in desk.get(change(loose)).content.decode()

    def test_costs_the_same_however_many_posts_there_are(
        self, desk: Client, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(12):
            factories.post(f"पोस्ट {number}")
        with django_assert_max_num_queries(14):
            desk.get(LIST)
