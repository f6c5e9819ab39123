"""The links in a post's words: ours, in the post's own network, Hindi ones whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from articles.body import NETWORKS
from articles.embeds import linkify
from articles.models import OTHER_NETWORK
from articles.rendering.post_card import post_html
from tests.embeds.answers import EXPECTED

TOOT = "https://mastodon.social/@nadi/112345678901234567"


def links(text: str, network: str = "x", url: str = "") -> list[tuple[str, str]]:
    return [(piece, target) for piece, target in linkify(text, network, url) if target]


@pytest.mark.parametrize("network", [*EXPECTED, OTHER_NETWORK, ""])
def test_a_mention_and_a_hashtag_link_to_their_page_in_the_posts_network(network: str) -> None:
    expected = EXPECTED[network]["links"] if network in EXPECTED else {"mention": "", "hashtag": ""}
    pairs = (("@pul", expected["mention"]), ("#पुल", expected["hashtag"]))
    assert links("देखिए @pul और #पुल", network, TOOT) == [pair for pair in pairs if pair[1]]


@pytest.mark.parametrize(
    "tag",
    [
        "#हिन्दी", "#हिंदी_पत्रकारिता", "#क्‍या", "#क़ानून", "#महात्मा_१२३४", "#पुल2026", "#ज़िंदगी", "#श्री", "#ड़", "#भारत",
    ],
)  # fmt: skip
def test_a_tag_in_hindi_is_whole(tag: str) -> None:
    for before, after in (("", ""), ("आज ", " है।"), ("(", ")"), ("\n", "\n"), ("🇮🇳", "🎉"), ("", "।"), ("", ",")):
        (found,) = links(f"{before}{tag}{after}")
        assert found[0] == tag


@pytest.mark.parametrize(
    "text", ["#१२३", "#2026", "#", "##", "पुल#खुला", "&#2381;", "# पुल", "a@b.in", "@", "$100", "$१००"]
)
def test_what_only_looks_like_one_is_left(text: str) -> None:
    assert links(text) == []


def test_a_companys_sign_leads_to_a_search() -> None:
    assert links("$TATA आज $INFY.NS") == [
        ("$TATA", "https://x.com/search?q=%24TATA"), ("$INFY.NS", "https://x.com/search?q=%24INFY.NS"),
    ]  # fmt: skip
    assert links("$TATA", "facebook") == []


@pytest.mark.parametrize(
    ("text", "piece", "target"),
    [
        ("पढ़ें https://pul.example/a?b=1&c=2।", "https://pul.example/a?b=1&c=2", "https://pul.example/a?b=1&c=2"),
        ("(https://pul.example/)", "https://pul.example/", "https://pul.example/"),
        ("t.co/AbCdEf1234", "t.co/AbCdEf1234", "https://t.co/AbCdEf1234"),
        ("pic.twitter.com/AbCdEf1234", "pic.twitter.com/AbCdEf1234", "https://pic.twitter.com/AbCdEf1234"),
        ("https://pul.example/#पुल", "https://pul.example/#पुल", "https://pul.example/#पुल"),
    ],
)
def test_an_address_leads_where_it_says(text: str, piece: str, target: str) -> None:
    assert links(text) == [(piece, target)]


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "jAvAsCrIpT://x"]
)
def test_no_other_scheme_is_linked(text: str) -> None:
    assert links(text) == []


def test_a_post_of_mastodon_without_an_address_has_no_server_to_lead_to() -> None:
    assert links("@pul #पुल", "mastodon", "javascript:alert(1)") == []


@given(st.text(alphabet="@#$ पुलक्‍ाि१1a_.:/htps<>&\"'🇮🇳\n", max_size=80), st.sampled_from([*NETWORKS, OTHER_NETWORK, ""]))
def test_the_words_stay_whole_and_nothing_leads_out_of_the_web(text: str, network: str) -> None:
    pieces = list(linkify(text, network, TOOT))
    assert "".join(piece for piece, _target in pieces) == text
    assert all(target == "" or target.startswith(("http://", "https://")) for _piece, target in pieces)
    shown = html.fragment_fromstring(str(post_html(text, network, TOOT)), create_parent="div")
    assert "".join(shown.text_content().split()) == "".join(text.split())
    assert {element.tag for element in shown.iter()} <= {"div", "p", "br", "a"}


class TestTheWordsAsHTML:
    def test_have_paragraphs_at_blank_lines_and_breaks_at_line_ends(self) -> None:
        assert post_html("क\nख\n\nग\n \n\nघ", "x", "") == "<p>क<br>ख</p>\n<p>ग</p>\n<p>घ</p>"

    def test_are_escaped_link_or_not(self) -> None:
        shown = str(post_html('<b>&</b> https://a.in/?"x', "x", ""))
        assert "<b>" not in shown
        assert shown.startswith("<p>&lt;b&gt;&amp;&lt;/b&gt;")

    def test_say_that_their_links_are_not_ours(self) -> None:
        assert 'rel="nofollow ugc noopener"' in post_html("#पुल", "x", "")

    def test_mark_links_in_another_script_than_the_post(self) -> None:
        shown = html.fragment_fromstring(str(post_html("#पुल @pul_vibhag", "x", "", "hi")))
        assert [(link.text, link.get("lang")) for link in shown.iter("a")] == [("#पुल", None), ("@pul_vibhag", "en")]
        assert "lang" not in post_html("#पुल @pul_vibhag", "x", "")

    def test_of_nothing_are_nothing(self) -> None:
        assert post_html(" \n ", "x", "") == ""
