"""Hostile words in every field: they reach pages and feeds as words, or not at all."""

from __future__ import annotations

import pytest
from django.test import Client
from lxml import etree, html

from articles import body, publishing
from articles.models import Article, Author, Correction, Image, Page, PostSnapshot, Section, SocialPost, Tag
from articles.publishing import BylineLine, Changes
from tests import cast, factories
from tests.body.payloads import PAYLOADS
from tests.wellformed import markup_errors

pytestmark = pytest.mark.django_db
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def story() -> Article:
    """A story in which every field that readers see can be overwritten."""
    image, post = factories.image(), factories.post(url="https://x.com/a/status/1", translation="x")
    other = factories.story("x", section=cast.desh())
    text = "<p>x</p>" + factories.quoting(post) + body.image(image.pk) + body.gallery([image.pk] * 2)
    text += body.story(other.pk, other.get_absolute_url(), "x")
    story = factories.story("x", body=text, section=cast.desh(), tags=["x"], lead_image=image, slug="x")
    lines = [BylineLine(cast.author_meera().pk, role="x"), BylineLine(name="y", role="x")]
    publishing.correct(story, "x", Changes(bylines=lines), by=cast.meera())
    Page.objects.create(title="x", slug="about", body="<p>x</p>")
    return story


def put_everywhere(story: Article, hostile: str) -> None:
    """Write the text past all forms and transitions, like a row left by an error elsewhere."""
    line = hostile[:40] if len(hostile) > 60 else hostile
    Article.objects.filter(pk=story.pk).update(
        headline=hostile, short_headline=hostile[:120], kicker=hostile[:80], standfirst=hostile,
        seo_title=hostile[:120],
        seo_description=hostile, dateline_place=hostile[:80], source_credit=hostile[:120], lead_caption=hostile,
        canonical_url=hostile[:500], body=story.body + hostile, paid_by=hostile[:120],
    )  # fmt: skip
    Article.objects.exclude(pk=story.pk).update(
        headline=hostile, short_headline=hostile[:120], kicker=hostile[:80],
        paid_by=hostile[:120],
    )  # fmt: skip
    Author.objects.update(name=hostile[:120], latin_name=hostile[:120], role=hostile[:120], bio=hostile, links=hostile)
    story.bylines.update(role=line[:60])
    story.bylines.filter(author=None).update(name=line or "x")
    Tag.objects.update(name=hostile[:100], description=hostile)
    Section.objects.update(name=hostile[:100], description=hostile)
    Image.objects.update(alt=hostile, caption=hostile, credit=hostile)
    Correction.objects.update(text=hostile)
    SocialPost.objects.update(url=hostile[:500])
    snapshot = PostSnapshot.objects.create(
        post=SocialPost.objects.get(), author_name=hostile, handle=hostile, text=hostile, translation=hostile
    )
    story.quoted_posts.update(snapshot=snapshot)
    Page.objects.update(title=hostile, body=hostile)


@pytest.mark.sampled(20)
@pytest.mark.parametrize("hostile", PAYLOADS)
def test_runs_nowhere(client: Client, story: Article, hostile: str) -> None:
    put_everywhere(story, hostile)
    for address in (story.get_absolute_url(), "/", "/desh/", "/tag/x/", "/author/meera-joshi/", "/about/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert markup_errors(answer.content.decode()) == [], address
    for address in ("/rss.xml", "/desh/rss.xml", "/tag/x/rss.xml", "/author/meera-joshi/rss.xml"):
        channel = etree.fromstring(client.get(address).content)[0]
        for item in channel.iter("item"):
            for part in (item.findtext(CONTENT), item.findtext("description")):
                assert markup_errors(part or "", fragment=True) == [], (address, part)


@pytest.mark.parametrize("hostile", ["<b>मोटा</b>", "5 < 6 & 7 > 3", "\"क\" & 'ख'", "&lt;b&gt;", "{{ 7 }}"])
def test_words_with_signs_are_read_as_they_were_written(client: Client, hostile: str) -> None:
    story = factories.story(hostile, standfirst=hostile, tags=[hostile], bylines=[hostile], kicker=hostile)
    page = html.fromstring(client.get(story.get_absolute_url()).content.decode())
    for path in (
        "//h1",
        "//*[@class='standfirst']",
        "//*[@class='kicker']",
        "//a[@rel='tag']",
        "//ul[@class='bylines']/li",
    ):
        assert page.xpath(path)[0].text_content().strip() == hostile
    assert page.xpath("//meta[@name='description']/@content") == [hostile]
    item = etree.fromstring(client.get("/rss.xml").content).find("channel/item")
    assert item is not None
    assert item.findtext("title") == hostile
    assert item.findtext("category") == hostile
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == hostile
    assert html.fromstring(f"<p>{item.findtext('description')}</p>").text_content() == hostile
