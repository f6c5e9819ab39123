"""Mentions, tags, companies' signs and addresses in a post's text. `make entities` runs twitter-text's own cases."""

from __future__ import annotations

import time

import pytest

from articles.text import entities


def found(text: str) -> list[str]:
    return [entity.text for entity in entities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#हिन्\u200dदी और #हिन्\u200cदी", ["#हिन्\u200dदी", "#हिन्\u200cदी"]),
        ("#क\u093cानून #क़ानून", ["#क\u093cानून", "#क़ानून"]),
        ("#महात्मा_१२३४ #१२३ #123 #१२वीं", ["#महात्मा_१२३४", "#१२वीं"]),
        ("🙏#तालाब ❤️#प्रेम 👨‍👩‍👧#परिवार 🇮🇳#भारत", ["#तालाब", "#प्रेम", "#परिवार", "#भारत"]),
        ("#तालाब। #जल॥ #नदी, (#झील) “#सागर”", ["#तालाब", "#जल", "#नदी", "#झील", "#सागर"]),
        ("शब्द#टैग नहीं है, &#2325; भी नहीं", []),
        ("#एक#दो", []),
    ],
)
def test_hindi_hashtags(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@jal_desk। .@jal_desk ने RT @rsahu_eg: कहा", ["@jal_desk", "@jal_desk", "@rsahu_eg"]),
        ("मंत्री@jal_desk (@rsahu_eg) “@x1”", ["@jal_desk", "@rsahu_eg", "@x1"]),
        ("desk@jal.example name@jal.in @aliceì", []),
        ("$TSLA, ($INFY) और $TCS। पर $5 या US$TSLA नहीं", ["$TSLA", "$INFY", "$TCS"]),
    ],
)
def test_names_beside_hindi(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("देखें https://jal.example/a। फिर https://jal.example/b, और https://jal.example.",
         ["https://jal.example/a", "https://jal.example/b", "https://jal.example"]),
        ("https://jal.example/page.htmlपर", ["https://jal.example/page.html"]),
        ("https://hi.jal.example/wiki/हिन्दी_भाषा।", ["https://hi.jal.example/wiki/हिन्दी_भाषा"]),
        ("https://jal.example/?q=खबर&पेज=२ पर", ["https://jal.example/?q=खबर&पेज=२"]),
        ("https://भारत.भारत/खबर और registry.भारत", ["https://भारत.भारत/खबर", "registry.भारत"]),
        ("(https://jal.example/a_(b)) (https://jal.example/c)", ["https://jal.example/a_(b)", "https://jal.example/c"]),
        ("youtu.be/abcपर pic.x.com/Ab1— t.me/x jal.inपर", ["youtu.be/abc", "pic.x.com/Ab1", "t.me/x", "jal.in"]),
        ("काम पूरा.In the end.It was कहा.भारत ने डॉ.राम 10.30am U.S.A. file.txt", []),
        ("https://jal.example/#तालाब और https://jal.example/@desk", ["https://jal.example/#तालाब", "https://jal.example/@desk"]),
        ("ftp://jal.in javascript:alert(1) http:// http://-a.in", []),
    ],
)  # fmt: skip
def test_addresses_beside_hindi(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("length", [50_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "text",
    ["a.", "a-", "http://", "http://a.", "http://क.", "http://a.in/(", "http://a.in/)", "a.in ", "@a.", "#1", "#_",
     "xn--a.", "t.co/", "rt@", "$A", "é."],
)  # fmt: skip
def test_a_hostile_text_takes_linear_time(text: str, length: int) -> None:
    hostile = text * (length // len(text))
    once = f"http://a.in/{hostile}"
    began = time.process_time()
    entities(hostile)
    entities(once)
    assert time.process_time() - began < 60 * length / 1_000_000
