"""The name that only one story has leads nowhere when that story can no longer, or not yet, be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from articles import body, publishing
from articles.models import Article, SearchTerm
from tests import cast, factories

pytestmark = pytest.mark.django_db
NAME = "झिलमिलपुर"
SPELLINGS = [
    NAME, "झिलमिलपूर", "झिल्मिलपुर", "झिलमिलपुरा", "jhilmilpur", "jhilmilpoor", "Jhilmil Pur", "zhilmilpur",
    f"{NAME} मेला", "jhilmilpur mela", f"“{NAME} में”", "मेला jhilmilpoor",
]  # fmt: skip


ENDS: dict[str, Callable[[Article], object]] = {
    "withdrawn": lambda story: publishing.withdraw(story, by=cast.meera()),
    "in the trash": lambda story: publishing.trash(story, by=cast.meera()),
    "expired": lambda story: publishing.expire(story, by=cast.meera()),
    "not yet due": lambda story: _written(story, publish_at=timezone.now() + dt.timedelta(hours=1)),
    # The index is not up to date yet.
    "withdrawn behind the index's back": lambda story: _written(story, status="withdrawn"),
}


def _written(story: Article, **columns: object) -> None:
    for rows in (Article.objects.filter(pk=story.pk), story.bylines, story.tag_rows, story.listings):
        rows.update(**columns)


@pytest.fixture(params=list(ENDS))
def neighbour(request: pytest.FixtureRequest) -> Article:
    """A story that has section, tag and a pointer in common with the one that is gone."""
    shared = {"section": cast.desh(), "bylines": [cast.author_meera()]}
    gone = factories.story(f"{NAME} में मेला", tags=["मेला", f"{NAME} का मेला"], **shared)
    pointing = "<p>मेला लगा।</p>" + body.story(gone.pk, gone.get_absolute_url(), gone.headline)
    neighbour = factories.story("झूलमल का मेला", tags=["मेला"], body=pointing, **shared)
    ENDS[request.param](gone)
    return neighbour


@pytest.mark.sampled(4)
@pytest.mark.parametrize("order", ["newest", "best"])
def test_no_search_leads_to_it_or_offers_it(client: Client, neighbour: Article, order: str) -> None:
    for typed in SPELLINGS:
        page = html.fromstring(client.get("/search/", {"q": typed, "order": order}).content.decode())
        links = [link for link in page.xpath("//main//a") if NAME in link.text_content() or NAME in link.get("href")]
        assert links == [], typed
        assert NAME not in page.xpath("string(//main)").replace(typed, ""), typed
        assert all(link == neighbour.get_absolute_url() for link in page.xpath("//*[@class='card-headline']/a/@href"))


@pytest.mark.sampled(5)
def test_no_name_of_a_topic_leads_to_it(client: Client, neighbour: Article) -> None:
    for typed in ("jhilmilpur", "झिलमिल", "मेला", "jhilmilpur-ka-mela"):
        answer = client.get("/search/", {"q": "मेला", "tag": typed}, follow=True)
        page = html.fromstring(answer.content.decode())
        assert NAME not in page.xpath("string(//main)"), typed
        assert not [link for link in page.xpath("//main//a/@href") if "jhilmilpur" in link], typed


@pytest.mark.sampled(3)
def test_no_page_or_feed_of_others_names_it(client: Client, neighbour: Article) -> None:
    now = timezone.localtime()
    for address in (
        neighbour.get_absolute_url(), "/", "/desh/", "/tag/mela/", "/author/meera-joshi/", f"/archive/{now:%Y/%m}/",
        f"/archive/{now:%Y/%m/%d}/", "/no-such-page/", "/rss.xml", "/desh/rss.xml", "/tag/mela/rss.xml", "/sitemap.xml",
        "/news-sitemap.xml", f"/sitemap/{now:%Y-%m}.xml", "/search/?q=झूलमल",
    ):  # fmt: skip
        shown = client.get(address).content.decode()
        assert NAME not in shown, address
        assert "jhilmilpur" not in shown, address


@pytest.mark.sampled(5)
def test_its_topic_has_a_page_that_search_engines_are_asked_to_leave_out(client: Client, neighbour: Article) -> None:
    page = html.fromstring(client.get("/tag/jhilmilpur-ka-mela/").content.decode())
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not page.xpath("//*[@class='card-headline']")


@pytest.mark.parametrize("transition", ["withdraw", "trash"])
def test_its_word_leaves_the_vocabulary_with_it(transition: str) -> None:
    story = factories.story(f"{NAME} में मेला")
    factories.story("मेला")
    assert SearchTerm.objects.get(word="मेला").frequency == 2
    getattr(publishing, transition)(story, by=cast.meera())
    assert not SearchTerm.objects.filter(word=NAME).exists()
    assert SearchTerm.objects.get(word="मेला").frequency == 1
