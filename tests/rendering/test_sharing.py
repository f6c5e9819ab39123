"""How a page looks where its address is shared, and the plain links by which readers share it."""

from __future__ import annotations

import datetime as dt
import io
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from lxml import html
from PIL import Image as Pillow

from articles import images
from articles.images import renditions, site_card
from articles.models import Article, Image
from tests import cast, factories
from tests.images import files

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 3, 1, 6, 30, tzinfo=dt.UTC)


def made(size: tuple[int, int], kind: str = "JPEG", mode: str = "RGB", **fields: object) -> Image:
    file = ContentFile(files.written(kind, size, mode), name=f"picture.{kind.lower()}")
    image = Image.objects.create(file=file, **{"alt": "नदी पर पुल", **fields})
    image.renditions = images.make(image).to_json()
    image.save()
    return image


def shown(client: Client, address: str) -> html.HtmlElement:
    return html.fromstring(client.get(address).content.decode())


def tags(page: html.HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in page.xpath("//head/meta[@property or starts-with(@name, 'twitter:')]"):
        found.setdefault(meta.get("property") or meta.get("name"), []).append(meta.get("content"))
    return found


class TestASharedStory:
    def test_says_what_it_is_in_its_own_language(self, client: Client, settings) -> None:
        story = factories.story(
            "नया पुल खुला", standfirst="आज से आवाजाही शुरू।", section=cast.desh(), tags=["पुल", "नर्मदा"], at=NOON,
            bylines=[cast.author_meera(), "एजेंसी"], lead_image=made((1_600, 900)),
        )  # fmt: skip
        found = tags(shown(client, story.get_absolute_url()))
        image = found.pop("og:image")[0]
        assert image.startswith(f"{settings.SITE_URL}/media/renditions/")
        assert found == {
            "og:type": ["article"],
            "og:site_name": [settings.SITE_NAME],
            "og:locale": ["hi_IN"],
            "og:title": ["नया पुल खुला"],
            "og:description": ["आज से आवाजाही शुरू।"],
            "og:url": [settings.SITE_URL + story.get_absolute_url()],
            "og:image:type": ["image/jpeg"],
            "og:image:width": ["1200"],
            "og:image:height": ["630"],
            "og:image:alt": ["नदी पर पुल"],
            "article:published_time": ["2026-03-01T06:30:00+00:00"],
            "article:modified_time": ["2026-03-01T06:30:00+00:00"],
            "article:section": ["देश"],
            "article:author": [f"{settings.SITE_URL}/author/meera-joshi/"],
            "article:tag": ["पुल", "नर्मदा"],
            "twitter:card": ["summary_large_image"],
            "twitter:image:alt": ["नदी पर पुल"],
        }

    def test_has_its_short_headline_and_is_english_where_it_is(self, client: Client) -> None:
        story = factories.story("A long one", short_headline="Short", language="en", section=cast.english())
        found = tags(shown(client, story.get_absolute_url()))
        assert (found["og:title"], found["og:locale"]) == (["Short"], ["en_IN"])

    @pytest.mark.parametrize("cluster", ["क्षि", "र्त्स्न्ये", "👩🏽‍🌾", "हैं"])
    def test_is_cut_between_letters_as_readers_see_them(self, client: Client, cluster: str) -> None:
        story = factories.story(cluster * 15, standfirst=cluster * 300)
        found = tags(shown(client, story.get_absolute_url()))
        for name in ("og:title", "og:description"):
            (text,) = found[name]
            assert text.removesuffix("…").replace(cluster, "") == ""
        assert found["og:description"][0] == cluster * 199 + "…"

    def test_is_one_line_whatever_the_standfirst_is(self, client: Client) -> None:
        story = factories.story(standfirst='पहली "पंक्ति"\nदूसरी <b>')
        assert tags(shown(client, story.get_absolute_url()))["og:description"] == ['पहली "पंक्ति" दूसरी <b>']

    def test_shows_the_sites_own_picture_where_it_has_none_or_may_show_none(self, client: Client, settings) -> None:
        ended = made((1_600, 900), rights_until=dt.date(2020, 1, 1))
        for lead in (None, ended, made((400, 300))):
            found = tags(shown(client, factories.story(lead_image=lead).get_absolute_url()))
            assert found["og:image"][0].partition("?")[0] == f"{settings.SITE_URL}/share.jpg"
            assert found["og:image:alt"] == [settings.SITE_NAME]
            assert (found["og:image:width"], found["og:image:height"]) == (["1200"], ["630"])


class TestSharedLists:
    def test_have_their_own_name_and_address(self, client: Client, settings) -> None:
        factories.story(section=cast.desh(), tags=["पुल"], bylines=[cast.author_meera()])
        names = {"/": settings.SITE_NAME, "/desh/": "देश", "/tag/pul/": "पुल", "/author/meera-joshi/": "मीरा जोशी"}
        for path, name in names.items():
            found = tags(shown(client, path))
            assert (found["og:title"], found["og:url"]) == ([name], [settings.SITE_URL + path])
            assert found["og:type"] == ["website"]
            assert found["og:description"]

    def test_of_an_author_have_the_portrait(self, client: Client) -> None:
        author = cast.author_meera()
        author.portrait = made((1_200, 1_400), alt="मीरा जोशी")
        author.save()
        factories.story(bylines=[author])
        found = tags(shown(client, "/author/meera-joshi/"))
        assert "-share-" in found["og:image"][0]
        assert found["og:image:alt"] == ["मीरा जोशी"]

    def test_pages_that_are_not_there_are_nothing_to_share(self, client: Client) -> None:
        assert tags(shown(client, "/nowhere/")) == {}


class TestThePicture:
    def stored(self, image: Image) -> Pillow.Image:
        rendition = images.share(image)
        assert rendition is not None
        with default_storage.open(rendition.url.removeprefix("/media/")) as file:
            return Pillow.open(io.BytesIO(file.read()))

    @pytest.mark.sampled(3)
    @pytest.mark.parametrize("size", [(3_000, 2_000), (1_200, 1_200), (900, 1_600), (700, 500), (4_000, 640)])
    def test_is_a_jpeg_of_one_size_whatever_it_is_made_of(self, size: tuple[int, int]) -> None:
        picture = self.stored(made(size))
        assert (picture.format, picture.size) == ("JPEG", (1200, 630))

    @pytest.mark.slow
    def test_is_cut_around_the_focal_point(self) -> None:
        # Red on the left, blue on the right.
        left, right = self.stored(made((4_000, 1_000), focal_x=0)), self.stored(made((4_000, 1_000), focal_x=100))
        assert left.getpixel((600, 300))[0] > 200 > left.getpixel((600, 300))[2]
        assert right.getpixel((600, 300))[2] > 200 > right.getpixel((600, 300))[0]

    def test_of_noise_fits_into_300_kilobytes_all_the_same(self) -> None:
        noise = Pillow.effect_noise((1_200, 630), 120).convert("RGB")
        assert len(renditions.share_jpeg(noise)) <= 300_000

    def test_stands_on_white_where_something_shines_through(self) -> None:
        assert self.stored(made((1_400, 800), "PNG", "RGBA")).mode == "RGB"

    def test_is_removed_with_the_others(self) -> None:
        image = made((1_600, 900))
        rendition = images.share(image)
        assert rendition is not None
        assert rendition.url.removeprefix("/media/") in images.files(image)

    def test_until_it_is_made_is_the_plain_one_of_an_earlier_recipe(self) -> None:
        image = made((1_600, 900))
        del image.renditions["share"]
        assert images.share(image) == images.rendition(image, "plain")
        assert images.share(factories.image()) is None

    def test_of_the_site_has_its_name_in_shaped_letters_or_none(self, client: Client, monkeypatch) -> None:
        answer = client.get("/share.jpg")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        picture = Pillow.open(io.BytesIO(answer.content))
        assert (picture.format, picture.size) == ("JPEG", (1200, 630))
        assert len(answer.content) <= 300_000
        assert client.get("/share.jpg", headers={"if-none-match": answer["ETag"]}).status_code == 304
        plain = Pillow.open(io.BytesIO(site_card("", "#9b1c1f"))).tobytes()
        for name in ("न्यूज़रूम", "Newsroom", "एक बहुत ही लंबे नाम का बड़ा अख़बार जो पूरे देश में पढ़ा जाता है"):
            assert Pillow.open(io.BytesIO(site_card(name, "#9b1c1f"))).tobytes() != plain or len(name) > 40
        monkeypatch.setattr("PIL.features.check", lambda name: False)
        site_card.cache_clear()
        assert Pillow.open(io.BytesIO(site_card("न्यूज़रूम", "#9b1c1f"))).tobytes() == plain
        site_card.cache_clear()


class TestTheLinks:
    @pytest.fixture
    def story(self) -> Article:
        return factories.story('पुल "खुला" & चला #1 100%', section=cast.desh())

    def test_are_plain_whatsapp_first(self, client: Client, story: Article, settings) -> None:
        page = shown(client, story.get_absolute_url())
        links = page.xpath("//nav[@class='share']//a")
        assert [link.xpath("string(span)") for link in links] == ["WhatsApp", "Facebook", "X", "Telegram", "ईमेल"]
        url = settings.SITE_URL + story.get_absolute_url()
        said = [parse_qs(urlsplit(link.get("href")).query) for link in links]
        assert said[0] == {"text": [f"{story.headline}\n{url}"]}
        assert links[0].get("href").startswith("https://wa.me/?text=")
        assert said[1] == {"u": [url]}
        assert said[2] == {"text": [story.headline], "url": [url]}
        assert said[3] == {"text": [story.headline], "url": [url]}
        assert unquote(links[4].get("href")) == f"mailto:?subject={story.headline}&body={story.headline}\r\n{url}"
        assert all("noopener" in link.get("rel") for link in links)

    def test_that_need_a_script_are_hidden_without_one(self, client: Client, story: Article) -> None:
        page = shown(client, story.get_absolute_url())
        for button in page.xpath("//main//button"):
            assert button.xpath("ancestor::*[@hidden]")
