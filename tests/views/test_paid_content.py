"""Paid content: it is labelled wherever it appears, and nothing puts it forward by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree, html

from articles import body, publishing
from articles.models import Article, Slot, SlotAssignment
from articles.publishing import Changes, Refused, front_desk
from articles.rendering import latest
from tests import cast, factories
from tests.pages import words
from tests.wellformed import markup_errors

pytestmark = pytest.mark.django_db
PAYER = "जलमित्र फ़िल्टर"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def paid(headline: str = "साफ़ पानी के सात नुस्ख़े", **fields: Any) -> Article:
    return factories.story(headline, **{"section": cast.desh(), "paid_by": PAYER, **fields})


def page_of(client: Client, address: str, status: int = 200) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == status
    text = answer.content.decode()
    assert markup_errors(text) == []
    return html.fromstring(text)


def headlines(page: html.HtmlElement) -> list[str]:
    """Of all cards and pointers, as a list of a page's links would read them out."""
    return [
        words(link) for link in page.xpath("//*[@class='card-headline']/a | //section[@class='related-stories']//li/a")
    ]


def labels(page: html.HtmlElement) -> list[str]:
    return [words(label) for label in page.xpath("//*[@class='paid']")]


def body_on_page(client: Client, story: Article) -> html.HtmlElement:
    (shown,) = page_of(client, story.get_absolute_url()).xpath("//*[@class='body']")
    return shown


def newest_item(client: Client) -> etree._Element:
    return next(etree.fromstring(client.get("/rss.xml").content).iter("item"))


def body_in_feed(client: Client) -> html.HtmlElement:
    return html.fromstring(newest_item(client).findtext(CONTENT))


class TestTheStorysPage:
    def test_says_who_paid_before_the_headline_and_in_its_title(self, client: Client) -> None:
        page = page_of(client, paid().get_absolute_url())
        (label,) = page.xpath("//article//*[@class='paid']")
        assert PAYER in words(label)
        assert label.xpath("following::h1")
        assert label.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") == "hi"
        name = label.findtext("strong")
        assert name
        assert page.findtext(".//title").startswith(f"{name}: साफ़ पानी")

    def test_speaks_the_storys_language_and_marks_a_name_in_another_script(self, client: Client) -> None:
        page = page_of(
            client, paid("Seven ways to clean water", language="en", section=cast.english()).get_absolute_url()
        )
        (label,) = page.xpath("//*[@class='paid']")
        assert words(label) == f"Paid content · Paid for by {PAYER}"
        assert label.xpath("span/@lang") == ["hi"]
        latin = page_of(client, paid(paid_by="Jalmitra <b>&", slug="").get_absolute_url())
        assert latin.xpath("//*[@class='paid']/span[@lang='en']/text()") == ["Jalmitra <b>&"]

    def test_says_nothing_of_the_kind_where_nobody_paid(self, client: Client) -> None:
        story = factories.story(section=cast.desh())
        answer = client.get(story.get_absolute_url()).content.decode()
        assert 'class="paid' not in answer
        assert "sponsor" not in answer

    def test_is_labelled_where_it_is_shared(self, client: Client) -> None:
        page = page_of(client, paid().get_absolute_url())
        (label,) = page.xpath("//*[@class='paid']/strong/text()")
        assert page.xpath("string(//meta[@property='og:title']/@content)").startswith(f"{label}: ")
        assert page.xpath("string(//button/@data-title)").startswith(f"{label}: ")

    def test_is_no_news_to_search_engines_but_has_a_sponsor(self, client: Client) -> None:
        page = page_of(client, paid(kind="opinion").get_absolute_url())
        data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
        assert data["@type"] == "AdvertiserContentArticle"
        assert data["sponsor"] == {"@type": "Organization", "name": PAYER}
        assert data["isAccessibleForFree"] is True

    def test_says_of_links_to_other_sites_that_they_were_paid_for(self, client: Client, settings) -> None:
        post = factories.post("देखिए https://t.example/1", url="https://x.com/a/status/1")
        other = factories.story("पुल", section=cast.desh())
        elsewhere = ["https://shop.example/?a=1&amp;b=2", "//shop.example/", "http://shop.example:81/x"]
        elsewhere += ["/\\shop.example/", settings.SITE_URL.replace("//", "//shop.example\\@") + "/"]
        here = ["/desh/", settings.SITE_URL + "/x/", "mailto:a@shop.example", "#x", "tel:1"]
        text = "".join(f'<p><a href="{address}">यहाँ</a></p>' for address in [*elsewhere, *here])
        text += factories.quoting(post) + body.story(other.pk, "/x/", "x")
        story = paid(body=text)
        of_post = ["https://t.example/1", "https://x.com/a/status/1"]
        for shown in (body_on_page(client, story), body_in_feed(client)):
            sponsored = [link.get("href") for link in shown.iter("a") if "sponsored" in link.get("rel", "").split()]
            assert len(sponsored) == len([*elsewhere, *of_post])
            assert set(of_post) < set(sponsored)
            assert not {link for link in sponsored if link in here}
        assert body_on_page(client, story).xpath(".//a[@class='post-link']/@rel") == ["nofollow noopener sponsored"]
        assert "sponsored" not in Article.objects.get(pk=story.pk).body
        publishing.update(story, Changes(fields={"paid_by": ""}), by=cast.meera())
        assert "sponsored" not in client.get(story.get_absolute_url()).content.decode()
        assert "sponsored" not in client.get("/rss.xml").content.decode()


class TestWhereverTheStoryStands:
    def test_lists_search_and_front_page_say_so_within_the_link(
        self, client: Client, run_on_commit_at_once: None
    ) -> None:
        paid(tags=["पानी"], bylines=[cast.author_meera()])
        factories.story("पुल खुला", section=cast.desh())
        month = timezone.localtime().strftime("/archive/%Y/%m/")
        for address in ("/", "/desh/", "/tag/pani/", "/author/meera-joshi/", "/search/?q=नुस्ख़े", month):
            (name,) = [one for one in headlines(page_of(client, address)) if "नुस्ख़े" in one]
            assert name.index(PAYER) < name.index("साफ़ पानी"), address

    @pytest.mark.parametrize("slot", [Slot.LEAD, Slot.SECOND, Slot.OPINION])
    def test_an_editor_may_place_it_and_it_keeps_its_label(self, client: Client, slot: Slot) -> None:
        story = paid(kind="opinion")
        front_desk.arrange(None, [SlotAssignment(slot, story.pk)], by=cast.meera(), began_from=0)
        factories.story("पुल खुला", section=cast.desh())
        page = page_of(client, "/")
        assert len(labels(page)) == 1
        assert len([name for name in headlines(page) if PAYER in name]) == 1

    def test_a_body_that_points_to_it_says_so(self, client: Client) -> None:
        other = paid()
        story = factories.story("अपनी", section=cast.desh(), body="<p>क</p>" + body.story(other.pk, "/x/", "x"))
        (pointer,) = page_of(client, story.get_absolute_url()).xpath("//p[@class='related']/a")
        assert PAYER in words(pointer)
        assert PAYER in client.get("/rss.xml").content.decode().split(f"<title>{story.headline}")[1].split("</item>")[0]

    def test_a_feed_says_so_first_and_as_a_category(self, client: Client) -> None:
        paid(standfirst="सार", tags=["पानी"])
        item = newest_item(client)
        first, *tags = [one.text for one in item.iter("category")]
        assert tags == ["पानी"]
        assert item.findtext("description").startswith(first)
        assert PAYER in item.findtext("description").split("सार")[0]
        assert words(html.fromstring(item.findtext(CONTENT))).startswith(first)

    def test_search_finds_it_by_its_payer(self, client: Client, run_on_commit_at_once: None) -> None:
        paid()
        assert headlines(page_of(client, "/search/?q=जलमित्र"))


class TestByItself:
    """Nothing puts it forward."""

    def test_it_is_in_no_news_sitemap_but_in_the_sitemap(self, client: Client) -> None:
        story, own = paid(), factories.story("पुल खुला", section=cast.desh())
        news = client.get("/news-sitemap.xml").content.decode()
        assert story.get_absolute_url() not in news
        assert own.get_absolute_url() in news
        month = timezone.localtime().strftime("/sitemap/%Y-%m.xml")
        assert story.get_absolute_url() in client.get(month).content.decode()

    def test_it_is_no_related_story_and_not_among_more_of_the_section(self, client: Client) -> None:
        own = factories.story("पुल खुला", section=cast.desh(), tags=["पानी"])
        factories.story("दूसरा पुल", section=cast.desh(), tags=["पानी"])
        for n in range(15):
            paid(f"विज्ञापन {n}", tags=["पानी"])
        assert headlines(page_of(client, own.get_absolute_url())) == ["दूसरा पुल"]

    def test_it_is_not_among_the_latest_of_error_pages(self, client: Client) -> None:
        factories.story("पुल खुला", section=cast.desh())
        for n in range(6):
            paid(f"विज्ञापन {n}")
        assert [one.headline for one in latest()] == ["पुल खुला"]
        assert headlines(page_of(client, "/nowhere/", 404)) == ["पुल खुला"]

    def test_it_fills_no_slot_of_the_front_page_or_of_a_section(self, client: Client) -> None:
        for n in range(5):
            factories.story(f"खबर {n}", section=cast.desh())
        factories.story("राय", kind="opinion", section=cast.desh())
        for n in range(6):
            paid(f"विज्ञापन {n}", kind="opinion")
        for address in ("/", "/desh/"):
            page = page_of(client, address)
            slots = page.xpath("//*[@class='top-lead' or @class='second-row' or @class='opinion-row']//article")
            assert len(slots) >= 4
            assert not [slot for slot in slots if "विज्ञापन" in words(slot)]
            assert len(labels(page)) == 6

    def test_a_front_page_of_nothing_else_shows_it_among_the_latest(self, client: Client) -> None:
        paid()
        page = page_of(client, "/")
        assert not page.xpath("//*[@class='top-lead'] | //*[@class='empty']")
        assert len(headlines(page)) == 1

    def test_it_never_stands_in_the_breaking_bar(self, client: Client) -> None:
        story = paid()
        with pytest.raises(Refused):
            front_desk.arrange(None, [SlotAssignment(Slot.BREAKING, story.pk)], by=cast.meera(), began_from=0)
        own = factories.story("पुल खुला", section=cast.desh())
        front_desk.arrange(None, [SlotAssignment(Slot.BREAKING, own.pk, text="अभी")], by=cast.meera(), began_from=0)
        assert "अभी" in client.get("/").content.decode()
        publishing.update(own, Changes(fields={"paid_by": PAYER}), by=cast.meera())
        assert "अभी" not in client.get("/").content.decode()

    @pytest.mark.slow
    def test_a_newsroom_full_of_it_asks_no_more_of_the_database(self, client: Client) -> None:
        own = factories.story("पुल खुला", section=cast.desh(), tags=["पानी"])
        asked = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                for address in ("/", "/desh/", own.get_absolute_url(), "/news-sitemap.xml", "/nowhere/", "/rss.xml"):
                    client.get(address)
                    client.get(address)
            asked.append(len(queries))
            for n in range(25):
                paid(f"विज्ञापन {n}", tags=["पानी"])
        assert asked[0] == asked[1]
