"""Urdu runs from right to left wherever it stands: on pages, in cards and lists, in feeds."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from articles import publishing
from articles.models import Article, Page, Site, Tag
from articles.rendering.directions import with_directions
from articles.templatetags.newsroom import paragraphs
from articles.text import detect_language, direction, isolated_plain, language_direction, written_language
from tests import cast, factories
from tests.files import made

URDU = "یہ نیا پل آج سے عام لوگوں کے لیے کھل گیا ہے۔"
HINDI = "नया पुल आज से आम लोगों के लिए खुल गया है।"


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (URDU, "rtl"), (HINDI, "ltr"), ("The bridge is open.", "ltr"), ("", "ltr"), ("123 …", "ltr"),
        ("שלום עולם", "rtl"),
        (f"BREAKING: {URDU}", "rtl"), (f"@asha_rao {URDU} https://example.org/a", "rtl"), (f"{HINDI} پل", "ltr"),
        (f"#BridgeOpen {URDU}", "rtl"), ("ab اب", "ltr"), ("اب ab", "rtl"), ("@asha", "ltr"), ("۱۲۳ پل", "rtl"),
    ],
)  # fmt: skip
def test_most_letters_decide_and_names_do_not_count(words: str, way: str) -> None:
    assert direction(words) == way


def test_urdu_is_no_english_because_of_a_handle() -> None:
    assert detect_language(f"@asha_rao {URDU}") == ""
    assert written_language(f"@asha_rao {URDU}") == "ur"
    assert (written_language(HINDI), written_language("Hello"), written_language("שלום")) == ("hi", "en", "he")
    assert [language_direction(tag) for tag in ("ur", "ur-IN", "hi", "en", "")] == ["rtl", "rtl", "ltr", "ltr", "ltr"]


@given(st.text(max_size=60))
def test_any_text_has_a_direction(text: str) -> None:
    assert direction(text) in ("rtl", "ltr")


BLOCKS = {
    "paragraph": f"<p>{URDU}</p>", "heading": f"<h2>{URDU}</h2>", "list": f"<ul><li>{URDU}</li></ul>",
    "quotation": f"<blockquote><p>{URDU}</p></blockquote>", "cell": f"<table><tr><td>{URDU}</td></tr></table>",
    "numbered list": f"<ol><li>{URDU}</li><li>{URDU}</li></ol>",
}  # fmt: skip


@pytest.mark.parametrize("block", BLOCKS)
def test_each_kind_of_block_is_turned(block: str) -> None:
    turned = with_directions(f"<p>{HINDI}</p>{BLOCKS[block]}")
    assert re.sub(' (lang="ur"|dir="rtl")', "", turned) == f"<p>{HINDI}</p>{BLOCKS[block]}"
    assert f"<p>{HINDI}</p>" in turned
    innermost = turned.partition(URDU)[0].rpartition("<")[2]
    assert 'lang="ur" dir="rtl"' in innermost


def test_a_block_among_others_of_the_other_direction_is_turned_back() -> None:
    turned = with_directions(f"<ul><li>{URDU}</li><li>{URDU}</li><li>{HINDI}</li><li>12</li></ul>")
    assert f'<li lang="hi" dir="ltr">{HINDI}</li><li dir="rtl">12</li>' in turned
    assert turned.startswith(f'<ul lang="ur" dir="rtl"><li lang="ur" dir="rtl">{URDU}</li>')
    assert str(paragraphs(f"{URDU}\n\n{HINDI}\n\n12")) == (
        f'<p lang="ur" dir="rtl">{URDU}</p>\n\n<p lang="hi" dir="ltr">{HINDI}</p>\n\n<p>12</p>'
    )


def test_what_says_its_own_direction_or_language_keeps_it() -> None:
    given_ones = f'<p dir="ltr">{URDU}</p><p lang="fa">{URDU}</p>'
    assert with_directions(given_ones) == f'<p dir="ltr">{URDU}</p><p lang="fa" dir="rtl">{URDU}</p>'
    assert with_directions(f"<p>{HINDI}</p>") == f"<p>{HINDI}</p>"


@pytest.mark.parametrize(
    ("words", "is_isolated"),
    [
        (f"{URDU}!", True), (URDU, False), ("پل 12", True), ("BBC پل کھل گیا", True), ("پل!", True), ("", False),
        (HINDI, False), ("The bridge (پل)", False), ("Bridge", False),
    ],
)  # fmt: skip
def test_plain_words_are_isolated_where_their_order_would_depend_on_the_line(words: str, is_isolated: bool) -> None:
    assert isolated_plain(words) == (f"\u2067{words}\u2069" if is_isolated else words)


def wrongly_turned(tree: html.HtmlElement) -> list[tuple[str, str]]:
    """Return each text, and each description of a picture, that has another direction than the page says of it."""
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        # A label of a part that has words itself is only spoken, and its element has the language of those words.
        label = element.get("aria-label") if element.tag in ("audio", "video", "input") else None
        texts = [(words, element) for words in (element.text, element.get("alt"), label)]
        texts.append((element.tail, element.getparent()))
        for words, around in texts:
            said = around.xpath("ancestor-or-self::*[@dir or self::bdi][1]") if around is not None else []
            way = (said[0].get("dir") or direction(words or "")) if said else "ltr"
            if (words or "").strip() and direction(words or "") == "rtl" != way and element is not tree:
                found.append((element.tag, words or ""))
    return found


URDU_PAGES = ["/", "/desh/", "/pul/", "/tag/pul/", "/author/ayesha/", "/about/", "/search/?q=پل", "/search/?q=لفظ"]


@pytest.mark.django_db
class TestEverythingInUrdu:
    """The desk has no Urdu to choose, so each language is said to be Hindi: the words alone decide."""

    @pytest.fixture
    def story(self) -> Article:
        desh = factories.section(name="ملک", description=URDU)
        part = factories.section("pul", "پل", parent=desh, description=URDU)
        author = factories.author("عائشہ راؤ", "ayesha", role="نامہ نگار", bio=URDU, portrait=factories.image(URDU))
        Page.objects.create(title="ہمارے بارے میں", slug="about", body=f"<h2>پل</h2><p>{URDU}</p>")
        picture = factories.image(URDU, caption=URDU, credit="عائشہ راؤ")
        other = factories.story(f"{URDU} پہلا", kicker="پل", section=part, tags=["پل"], bylines=[author])
        factories.story(f"{URDU} رائے", kind="opinion", kicker="پل", section=desh, bylines=[author])
        post = factories.post(URDU, author_name="عائشہ راؤ", handle="asha", language="hi")
        body = (
            f"<p>{URDU}</p><h2>{URDU}</h2><ul><li>{URDU}</li></ul><blockquote><p>{URDU}</p></blockquote>"
            f'<figure data-image="{picture.pk}"></figure>'
            f'<figure data-image="{picture.pk}"><figcaption>{URDU}</figcaption></figure>'
            f'<figure data-gallery="{picture.pk} {factories.image(URDU).pk}"><figcaption>{URDU}</figcaption></figure>'
            f'<aside data-aside="fact-box"><h3>{URDU}</h3><p>{URDU}</p></aside>'
            f'<aside data-aside="pull-quote"><p>{URDU}</p><p>— عائشہ راؤ</p></aside>'
            f'<figure data-table="plain"><figcaption>{URDU}</figcaption><table><tbody><tr><th><p>پل</p></th>'
            f"<td><p>{URDU}</p></td></tr></tbody></table></figure>"
            f'<figure data-story="{other.pk}"><a href="/{other.pk}">{URDU}</a></figure>'
            + factories.quoting(post)
            + "".join(
                f'<figure data-file="{made.media_file(kind, URDU).pk}"></figure>' for kind in ("mp4", "mp3", "pdf")
            )
        )
        story = factories.story(
            URDU, standfirst=URDU, body=body, kicker="پل", dateline_place="لاہور", source_credit="پی ٹی آئی",
            bylines=[author, "بلال خان"], section=part, tags=["پل"], lead_image=picture, lead_caption=URDU,
        )  # fmt: skip
        return publishing.correct(story, text=URDU, by=cast.meera())

    def test_is_turned_on_every_page(self, client: Client, story: Article) -> None:
        Tag.objects.update(description=URDU, slug="pul")
        wrong, seen = {}, 0
        for address in [story.get_absolute_url(), *URDU_PAGES]:
            response = client.get(address, follow=True)
            assert response.status_code == 200, address
            page = html.fromstring(response.content.decode())
            seen += len(page.xpath("//main//*[@dir='rtl']"))
            if found := wrongly_turned(page.xpath("//body")[0]):
                wrong[address] = found
        assert wrong == {}
        assert seen > 60

    def test_is_turned_in_the_footer_beside_a_hindi_address(self, client: Client, story: Article) -> None:
        Site.objects.update_or_create(defaults={"postal_address": f"{URDU}\n\n{HINDI}"})
        page = html.fromstring(client.get("/about/").content.decode())
        assert wrongly_turned(page.xpath("//footer")[0]) == []
        assert [each.get("dir") for each in page.xpath("//footer/address/p")][1:3] == ["rtl", "ltr"]

    def test_keeps_its_order_in_titles(self, client: Client, story: Article) -> None:
        Article.objects.update(headline=f"BREAKING: {URDU} 12!")
        isolated = f"\u2067BREAKING: {URDU} 12!\u2069"
        page = html.fromstring(client.get(story.get_absolute_url()).content.decode())
        assert page.findtext(".//title").startswith(f"{isolated} – ")
        (item, *_) = etree.fromstring(client.get("/rss.xml").content).xpath("//item")
        assert item.findtext("title") == isolated
        assert item.findtext("{*}language") == "ur"

    def test_is_turned_in_every_feed(self, client: Client, story: Article) -> None:
        Tag.objects.update(slug="pul")
        feeds = ["/rss.xml", "/desh/rss.xml", "/pul/rss.xml", "/tag/pul/rss.xml", "/author/ayesha/rss.xml"]
        for address in feeds:
            feed = etree.fromstring(client.get(address).content)
            contents = feed.xpath("//item/*[local-name()='encoded']/text()")
            assert contents, address
            assert [wrongly_turned(html.fragment_fromstring(each, create_parent="main")) for each in contents] == [
                [] for _ in contents
            ]

    def test_says_the_language_of_the_story_in_its_data(self, client: Client, story: Article) -> None:
        page = html.fromstring(client.get(story.get_absolute_url()).content.decode())
        data = json.loads(page.xpath("//script[@type='application/ld+json']")[0].text)
        articles = [
            one for one in (data if isinstance(data, list) else data.get("@graph", [data])) if "headline" in one
        ]
        assert [one["inLanguage"] for one in articles] == [story.language]


@pytest.mark.django_db
class TestAStory:
    def everything(self) -> str:
        post = factories.post(URDU, author_name="عائشہ راؤ", handle="asha", language="")
        return factories.story(
            URDU, standfirst=URDU, body=f"<p>{HINDI}</p><p>{URDU}</p>" + factories.quoting(post), kicker="پل",
            dateline_place="لاہور", source_credit="پی ٹی آئی", bylines=["عائشہ راؤ"], section=cast.desh(), tags=["پل"],
        ).get_absolute_url()  # fmt: skip

    def test_is_turned_in_every_part_of_its_page(self, client: Client) -> None:
        page = html.fromstring(client.get(self.everything()).content.decode())
        main = page.xpath("//main")[0]
        wrong = [
            element.tag
            for element in main.iter()
            if isinstance(element.tag, str)
            and direction((element.text or "").strip()) == "rtl"
            and not element.xpath("ancestor-or-self::*[@dir='rtl']")
        ]
        assert wrong == []
        (post,) = page.xpath("//figure[contains(@class, 'post')]")
        assert [element.get("lang") for element in post.xpath(".//*[@dir='rtl'][contains(@class, 'post-text')]")] == [
            "ur"
        ]
        assert page.xpath("//html")[0].get("lang") == "hi"

    def test_is_turned_in_its_card_and_its_feed(self, client: Client) -> None:
        self.everything()
        card = client.get("/desh/").content.decode()
        assert len(re.findall(r'<a [^>]*lang="ur" dir="rtl"[^>]*>', card)) >= 1
        feed = client.get("/desh/rss.xml").content.decode()
        assert feed.count('dir="rtl"') >= 5
