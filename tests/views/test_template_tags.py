"""Times and words in templates, by the newsroom's clock."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.templatetags.newsroom import address, lang, month_name, paragraphs, when

NIGHT = dt.datetime(2025, 9, 30, 19, 0, tzinfo=dt.UTC)


class TestWhen:
    @pytest.mark.parametrize(
        ("zone", "machine", "words"),
        [
            ("Asia/Kolkata", "2025-10-01T00:30+05:30", "1 अक्टूबर 2025"),
            ("America/New_York", "2025-09-30T15:00-04:00", "30 सितंबर 2025"),
        ],
    )
    def test_says_the_same_to_people_and_to_machines(self, zone: str, machine: str, words: str, settings) -> None:
        settings.TIME_ZONE = zone
        shown = when(NIGHT, "hi")
        assert f'datetime="{machine}"' in shown
        assert f">{words}, " in shown

    def test_of_a_day_names_no_hour(self) -> None:
        assert when(NIGHT, "en", True) == '<time datetime="2025-10-01">1 October 2025</time>'

    def test_of_nothing_is_nothing(self) -> None:
        assert when(None) == ""


def test_a_month_is_named_by_the_newsrooms_clock(settings) -> None:
    assert month_name(NIGHT) == "अक्टूबर 2025"
    settings.TIME_ZONE = "America/New_York"
    assert month_name(NIGHT, "en") == "September 2025"


def test_plain_words_become_paragraphs_and_nothing_else() -> None:
    assert paragraphs("एक\nदो\n\n<b>तीन") == "<p>एक<br>दो</p>\n\n<p>&lt;b&gt;तीन</p>"


def test_a_language_is_marked_only_where_it_changes() -> None:
    assert lang("en", "hi") == ' lang="en"'
    assert lang("hi", "hi") == lang("", "hi") == ""
    assert lang('"><script>', "hi") == ' lang="&quot;&gt;&lt;script&gt;"'


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://www.meera.example/", "meera.example"),
        ("http://x.com/meera", "x.com/meera"),
        ("https://w.in/?a", "w.in/?a"),
    ],
)
def test_an_address_is_said_without_what_nobody_says(url: str, said: str) -> None:
    assert address(url) == said
