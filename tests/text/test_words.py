"""Words as words: stored, compared, counted, cut, dated."""

from __future__ import annotations

import datetime as dt
import json
import operator
import unicodedata
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from articles.text import (
    cut,
    detect_language,
    entities,
    fold,
    long_date,
    long_datetime,
    month_year,
    normalise,
    parse_date,
    reading_minutes,
    sentences,
    single_line,
    summary,
    tag_key,
    tokens,
    word_count,
)  # fmt: skip

WORD_COUNTS = json.loads((Path(__file__).parent / "word_counts.json").read_text(encoding="utf-8"))
ANY = st.text(alphabet=st.characters(), max_size=300)
# Characters XML 1.0 forbids (section 2.2), surrogates among them.
NOT_XML = regex.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
INDIA = ZoneInfo("Asia/Kolkata")
EVENING = dt.datetime(2025, 9, 29, 19, 30, tzinfo=INDIA)
HOSTILE = ["अ", "#", "@a", ". ", "http://", "के. ", "\u093c"]


class TestNormalise:
    @pytest.mark.parametrize(
        ("raw", "kept"),
        [
            ("\u0958ानून", "क\u093cानून"),
            ("क\u200b\ufeffम\u00adल", "कमल"),
            ("हिन्\u200dदी\u200c", "हिन्\u200dदी\u200c"),
            ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
            ("a\x00b\x1bc\x7f\ufffe\ud800", "abc"),
            ("\u202eabc\u2066", "abc"),
            ("👩\u200d👧 🇮🇳 ❤\ufe0f", "👩\u200d👧 🇮🇳 ❤\ufe0f"),
        ],
    )
    def test_keeps_what_is_text(self, raw: str, kept: str) -> None:
        assert normalise(raw) == kept

    @given(ANY)
    def test_is_stable_and_fit_for_a_feed(self, text: str) -> None:
        once = normalise(text)
        assert normalise(once) == once
        assert unicodedata.is_normalized("NFC", once)
        assert not NOT_XML.search(once)

    @given(ANY)
    def test_a_line_is_one_line(self, text: str) -> None:
        line = single_line(text)
        assert line == single_line(line) == line.strip()
        assert "\n" not in line


class TestFolding:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("हिन्दी", "हिंदी"), ("क़ानून", "कानून"), ("क\u093cानून", "\u0958ानून"), ("चाँद", "चांद"), ("गयी", "गई"),
            ("सम्बन्ध", "संबंध"), ("हिन्\u200dदी", "हिंदी"), ("२४", "24"), ("सड़कें", "सड़क"), ("नेताओं", "नेता"), ("रुपये", "रुपए"),
            ("नदियाँ", "नदी"), ("पण्डित", "पंडित"), ("अङ्क", "अंक"), ("पञ्च", "पंच"), ("आये", "आए"),
            ("Delhi", "DELHI"), ("cabinets", "cabinet"),
        ],
    )  # fmt: skip
    def test_finds_the_same_word(self, one: str, other: str) -> None:
        assert tokens(one) == tokens(other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("राम", "रोम"), ("राम", "रमा"), ("दिन", "दीन"), ("दिन", "दान"), ("नेता", "नीता"), ("कम", "काम"),
            ("बल", "बाल"), ("मेला", "मैला"), ("किया", "की"),
        ],
    )  # fmt: skip
    def test_keeps_other_words_apart(self, one: str, other: str) -> None:
        assert tokens(one) != tokens(other)

    @pytest.mark.parametrize(
        "names",
        [
            ("हिन्दी", "हिंदी", " हिंदी ", "#हिंदी"), ("क\u093cानून", "\u0958ानून", "कानून"), ("India", "india", "INDIA"),
            ("विदेश मंत्री", "विदेश  मंत्री"),
        ],
    )  # fmt: skip
    def test_one_tag_under_many_spellings(self, names: tuple[str, ...]) -> None:
        assert len({tag_key(name) for name in names}) == 1

    def test_tags_that_are_not_one(self) -> None:
        assert len({tag_key(name) for name in ("राम", "रामा", "रोम", "कनाडा", "कनाडी", "कनडा", "🇮🇳", "🇨🇦")}) == 8

    @given(ANY)
    def test_takes_any_text(self, text: str) -> None:
        assert fold(fold(text)) == fold(fold(fold(text)))
        assert tag_key(tag_key(text)) == tag_key(tag_key(tag_key(text)))
        assert all(tokens(text))


class TestCounting:
    @pytest.mark.parametrize("case", WORD_COUNTS, ids=operator.itemgetter("why"))
    def test_words(self, case: dict[str, Any]) -> None:
        """The desk's script counts the same cases: tests/js/word-count.test.mjs."""
        assert word_count(case["text"]) == case["words"]

    def test_reading_time(self) -> None:
        assert [reading_minutes("शब्द " * count) for count in (0, 1, 190, 380, 3000)] == [0, 1, 1, 2, 16]


class TestCutting:
    @pytest.mark.parametrize(
        ("text", "length", "kept"),
        [
            ("क्षेत्र", 10, "क्षेत्र"),
            ("राष्ट्रपति भवन", 6, "राष्ट्रपति…"),
            ("🇮🇳🇨🇦🇺🇸", 2, "🇮🇳…"),
            ("एक दो", 0, ""),
        ],
    )
    def test_never_inside_a_letter(self, text: str, length: int, kept: str) -> None:
        assert cut(text, length) == kept

    @given(st.text(alphabet="कषत्रिी् ँ़ \u200dab🇮🇳।", max_size=120), st.integers(0, 60))
    def test_stays_within_the_length_and_is_a_beginning(self, text: str, length: int) -> None:
        kept = cut(text, length)
        assert len(regex.findall(r"\X", kept)) <= length
        if kept != text:
            assert text.startswith(kept.removesuffix("…"))

    def test_sentences_of_both_kinds_of_desks(self) -> None:
        text = "डॉ. मो. आरिफ आए। उन्होंने बैठक की. के. एल. राहुल खेले! क्या बात है? Mr. Rao left. वे वहीं थे."
        assert sentences(text) == [
            "डॉ. मो. आरिफ आए।", "उन्होंने बैठक की.", "के. एल. राहुल खेले!", "क्या बात है?", "Mr. Rao left.", "वे वहीं थे.",
        ]  # fmt: skip

    @given(st.text(alphabet='कख .।?!\n"एसd', max_size=80))
    def test_no_sentence_loses_a_letter(self, text: str) -> None:
        assert "".join("".join(sentences(text)).split()) == "".join(text.split())

    def test_a_summary_is_of_whole_sentences(self) -> None:
        text = "पहला वाक्य यहाँ है। दूसरा वाक्य थोड़ा लंबा है। तीसरा।"
        assert summary(text, 20) == "पहला वाक्य यहाँ है।"
        assert summary(text) == text


class TestEntities:
    def found(self, text: str) -> list[str]:
        return [entity.text for entity in entities(text)]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("@AnitaAnandMP से #UNGA80 पर $TSLA", ["@AnitaAnandMP", "#UNGA80", "$TSLA"]),
            ("#महात्मा #महात्मा_१२३४ #१२३४", ["#महात्मा", "#महात्मा_१२३४"]),
            ("#हिन्\u200dदी #क\u093cानून", ["#हिन्\u200dदी", "#क\u093cानून"]),
            ("a@b.example #", []),
            ("देखें https://x.example/a#b, और pic.twitter.com/Ab1", ["https://x.example/a#b", "pic.twitter.com/Ab1"]),
        ],
    )
    def test_are_found(self, text: str, expected: list[str]) -> None:
        assert self.found(text) == expected

    @given(ANY)
    def test_stand_where_they_say_and_do_not_overlap(self, text: str) -> None:
        last = 0
        for entity in entities(text):
            assert text[entity.start : entity.end] == entity.text
            assert entity.start >= last
            last = entity.end


class TestDates:
    def test_as_hindi_and_english_papers_write_them(self) -> None:
        assert long_datetime(EVENING, "hi") == "29 सितंबर 2025, शाम 7:30"
        assert long_datetime(EVENING, "en") == "29 September 2025, 7:30 pm"
        assert long_date(EVENING, "hi") == "29 सितंबर 2025"
        assert month_year(EVENING, "hi") == "सितंबर 2025"

    def test_morning_and_evening_do_not_read_the_same(self) -> None:
        morning = EVENING.replace(hour=9, minute=5)
        assert long_datetime(morning, "hi") == "29 सितंबर 2025, सुबह 9:05"
        assert long_datetime(morning + dt.timedelta(hours=12), "hi") != long_datetime(morning, "hi")

    def test_by_the_clock_that_the_time_is_of(self) -> None:
        night = dt.datetime(2025, 9, 29, 20, 0, tzinfo=dt.UTC)
        assert long_datetime(night, "en") == "29 September 2025, 8:00 pm"
        assert long_date(night.astimezone(INDIA), "en") == "30 September 2025"

    @pytest.mark.parametrize(
        "text",
        [
            "September 29, 2025", "29 September 2025", "Sep 29, 2025", "29 सितंबर 2025", "२९ सितम्बर २०२५", "29/09/2025",
            "2025-09-29", "29th September, 2025",
        ],
    )  # fmt: skip
    def test_are_read_in_every_form(self, text: str) -> None:
        assert parse_date(text) == dt.date(2025, 9, 29)

    @pytest.mark.parametrize(
        "text", ["", "कल", "31 फरवरी 2025", "99/99/9999", "September", "29 September 2025 and more"]
    )
    def test_what_is_none_is_none(self, text: str) -> None:
        assert parse_date(text) is None

    @given(ANY)
    def test_any_text_is_a_date_or_none(self, text: str) -> None:
        assert parse_date(text) is None or isinstance(parse_date(text), dt.date)


@pytest.mark.parametrize(
    ("text", "language"),
    [("जयशंकर ने UNGA में कहा", "hi"), ("A good meeting", "en"), ("🇮🇳 123", ""), ("FM @AnitaAnandMP से मिले", "hi")],
)
def test_the_language_is_known_by_its_script(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.sampled(4)
@pytest.mark.parametrize("length", [50_000, pytest.param(1_000_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_characters_take_linear_time(text: str, length: int) -> None:
    hostile = text * (length // len(text))
    for function in (normalise, single_line, fold, tag_key, word_count, sentences, summary, entities, detect_language):
        function(hostile)
    assert len(cut(hostile, 100)) < 10 * length
