"""Urdu runs from right to left wherever it stands: on pages, in cards and lists, in feeds."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from articles.rendering.directions import with_directions
from articles.text import detect_language, direction, language_direction, written_language
from tests import cast, factories

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


def test_what_says_its_own_direction_or_language_keeps_it() -> None:
    given_ones = f'<p dir="ltr">{URDU}</p><p lang="fa">{URDU}</p>'
    assert with_directions(given_ones) == f'<p dir="ltr">{URDU}</p><p lang="fa" dir="rtl">{URDU}</p>'
    assert with_directions(f"<p>{HINDI}</p>") == f"<p>{HINDI}</p>"


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
