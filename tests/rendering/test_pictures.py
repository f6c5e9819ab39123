"""Pictures on readers' pages: the width they need, their labels and credits, and none whose rights have ended."""

from __future__ import annotations

import datetime as dt
import json
import mimetypes

import pytest
import time_machine
from django.test import Client
from lxml import html

from articles import rendering
from articles.models import Image, SocialPost
from articles.publishing import image_library
from articles.rendering import picture
from tests import cast, factories

pytestmark = pytest.mark.django_db
LAST_DAY = dt.date(2026, 3, 15)
# The last day ends at midnight in India, which is 18:30 in Greenwich.
BEFORE, AFTER = dt.datetime(2026, 3, 15, 18, 29, tzinfo=dt.UTC), dt.datetime(2026, 3, 15, 18, 31, tzinfo=dt.UTC)
NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)


def image(alt: str = "नाव", size: tuple[int, int] = (1_600, 900), **fields: object) -> Image:
    made = factories.image(alt, size, **fields)
    image_library.make_renditions(made.pk)
    return Image.objects.get(pk=made.pk)


def page(client: Client, address: str) -> html.HtmlElement:
    return html.fromstring(client.get(address).content.decode())


class TestAPage:
    def test_offers_avif_and_webp_in_several_widths_with_the_size_known(self, client: Client) -> None:
        shown = image()
        story = factories.story(body=f'<p>क</p><figure data-image="{shown.pk}"></figure>', lead_image=shown)
        for where in ("//figure[contains(@class, 'lead')]", "//*[@class='body']/figure"):
            (found,) = page(client, story.get_absolute_url()).xpath(f"{where}/picture")
            assert [source.get("type") for source in found.iter("source")] == ["image/avif", "image/webp"]
            assert all(source.get("sizes") for source in found.iter("source"))
            for source in found.iter("source"):
                assert [part.split()[1] for part in source.get("srcset").split(", ")] == [
                    "320w", "672w", "1008w", "1280w", "1600w",
                ]  # fmt: skip
            (img,) = found.iter("img")
            assert (img.get("width"), img.get("height")) == ("1280", "720")
            assert img.get("src").endswith((".jpg", ".png"))

    def test_waits_for_its_lead_and_for_no_other_picture(self, client: Client) -> None:
        shown = image()
        story = factories.story(body=f'<p>क</p><figure data-image="{shown.pk}"></figure>', lead_image=shown)
        lead, below = page(client, story.get_absolute_url()).xpath("//picture//img")
        assert (lead.get("fetchpriority"), lead.get("loading")) == ("high", None)
        assert (below.get("fetchpriority"), below.get("loading")) == (None, "lazy")

    def test_every_address_it_names_is_a_picture_of_its_kind(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """On a machine that knows no types of its own, too."""
        monkeypatch.setattr(mimetypes, "guess_type", lambda *_args, **_options: (None, None))
        story = factories.story(lead_image=image())
        for source in page(client, story.get_absolute_url()).iter("source"):
            for part in source.get("srcset").split(", "):
                answer = client.get(part.split()[0])
                assert answer.status_code == 200
                assert answer["Content-Type"] == source.get("type")
                assert answer["X-Content-Type-Options"] == "nosniff"
                assert "immutable" in answer["Cache-Control"]
                assert b"".join(answer.streaming_content)  # Read to its end, it is closed.

    def test_shows_in_lists_what_is_cut_to_one_shape(self, client: Client) -> None:
        factories.story(lead_image=image(size=(900, 1_600)), section=cast.desh())
        for address in ("/", "/desh/"):
            (found,) = page(client, address).xpath("//a[@class='card-picture']/picture")
            (img,) = found.iter("img")
            assert (img.get("width"), img.get("height")) == ("480", "270")
            assert all("-card-50x50-" in source.get("srcset") for source in found.iter("source"))

    def test_shows_the_picture_itself_until_its_other_forms_are_made(self, client: Client) -> None:
        shown = factories.image(size=(800, 450))
        story = factories.story(body=f'<p>क</p><figure data-image="{shown.pk}"></figure>')
        (img,) = page(client, story.get_absolute_url()).xpath("//div[@class='body']//figure/img")
        assert (img.get("src"), img.get("width")) == (shown.file.url, "800")


class TestALabel:
    @pytest.mark.parametrize(
        ("origin", "language", "said"),
        [("ai", "hi", "AI से बनी"), ("ai", "en", "Made with AI"), ("archive", "hi", "फ़ाइल फ़ोटो")],
    )
    def test_tells_readers_of_pages_and_feeds_what_is_no_photo(
        self, client: Client, origin: str, language: str, said: str
    ) -> None:
        shown = factories.image(origin=origin)
        body = f'<p>क</p><figure data-image="{shown.pk}"></figure>'
        story = factories.story(body=body, lead_image=shown, language=language, section=cast.desh())
        kinds = page(client, story.get_absolute_url()).xpath("//figcaption/*[@class='picture-kind']/text()")
        assert kinds == [said, said]
        assert client.get("/desh/rss.xml").content.decode().count(said) == 2

    def test_says_nothing_of_a_photo(self, client: Client) -> None:
        story = factories.story(lead_image=factories.image())
        assert not page(client, story.get_absolute_url()).xpath("//*[@class='picture-kind']")


class TestWhenTheRightsHaveEnded:
    @pytest.fixture
    def addresses(self) -> list[str]:
        """Everywhere the picture would stand."""
        shown = image(rights_until=LAST_DAY, caption="नदी पर")
        post = factories.post()
        SocialPost.objects.filter(pk=post.pk).update(image=shown)
        cast.author_meera().__class__.objects.update(portrait=shown)
        body = f'<p>शब्द रहते हैं</p><figure data-image="{shown.pk}"></figure>' + factories.quoting(post)
        story = factories.story(
            "नाव", at=NOON, body=body, lead_image=shown, section=cast.desh(), bylines=[cast.author_meera()]
        )
        return [story.get_absolute_url(), "/", "/desh/", "/author/meera-joshi/", "/rss.xml", "/desh/rss.xml"]

    def test_no_page_no_list_no_feed_shows_the_picture_and_the_words_stay(
        self, client: Client, addresses: list[str]
    ) -> None:
        for address in addresses:
            for moment, is_shown in ((BEFORE, True), (AFTER, False)):
                with time_machine.travel(moment, tick=False):
                    text = client.get(address).content.decode()
                assert ("/media/" in text) is is_shown, (address, moment)
                assert "नाव" in text or "शब्द" in text

    def test_it_leaves_the_linked_data(self, client: Client, addresses: list[str]) -> None:
        for moment, is_linked in ((BEFORE, True), (AFTER, False)):
            with time_machine.travel(moment, tick=False):
                (data,) = page(client, addresses[0]).xpath("//script[@type='application/ld+json']/text()")
            assert ("image" in json.loads(data)) is is_linked

    def test_a_body_says_nothing_of_it_and_the_log_raises_no_alarm(
        self, client: Client, addresses: list[str], caplog: pytest.LogCaptureFixture
    ) -> None:
        with time_machine.travel(AFTER, tick=False):
            body = page(client, addresses[0]).xpath("//*[@class='body']")[0]
        assert not body.xpath(".//*[@class='missing'] | .//figure[contains(@class, 'picture')]")
        assert "does not have" not in caplog.text

    def test_a_picture_is_none(self) -> None:
        one = factories.image(rights_until=LAST_DAY)
        with time_machine.travel(BEFORE, tick=False):
            assert picture(one)
        with time_machine.travel(AFTER, tick=False):
            assert rendering.picture(one) is None

    def test_what_may_be_used_can_be_asked_for(self) -> None:
        factories.image("पुरानी", rights_until=LAST_DAY)
        factories.image("बिना अंत")
        for day, usable in ((LAST_DAY, {"पुरानी", "बिना अंत"}), (LAST_DAY + dt.timedelta(days=1), {"बिना अंत"})):
            assert {one.alt for one in Image.objects.all() if not one.rights_ended(day)} == usable
