"""Place and agency before the first sentence of agency copy."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles.importers.drafts import make_draft
from articles.importers.plain_text import Dateline, read_dateline
from tests import factories

REST = "शहर का नया पुल सोमवार को खुल गया।"


@pytest.mark.parametrize(
    ("words", "place", "agency"),
    [
        ("भोपाल, 29 नवंबर (भाषा)", "भोपाल", "भाषा"), ("भोपाल, 29 नवंबर (भाषा)।", "भोपाल", "भाषा"),
        ("नई दिल्ली, 3 दिसंबर (पीटीआई)", "नई दिल्ली", "पीटीआई"),
        ("नई दिल्ली, ३ दिसम्बर (पी.टी.आई.) :", "नई दिल्ली", "पी.टी.आई."),
        ("NEW DELHI, Nov 29 (PTI):", "NEW DELHI", "PTI"),
        ("New Delhi, November 29 (Reuters) -", "New Delhi", "Reuters"),
        ("मुंबई:", "मुंबई", ""), ("मुंबई :", "मुंबई", ""), ("मुंबई।", "मुंबई", ""), ("नई दिल्ली —", "नई दिल्ली", ""),
        ("एजेंसी, लखनऊ।", "लखनऊ", "एजेंसी"), ("लखनऊ (एजेंसी)।", "लखनऊ", "एजेंसी"), ("लखनऊ, एजेंसी।", "लखनऊ", "एजेंसी"),
        ("एएनआई, नई दिल्ली:", "नई दिल्ली", "एएनआई"), ("भोपाल, 29 नवंबर:", "भोपाल", ""),
        ("रामपुर, 29 नवंबर 2026 (वार्ता) –", "रामपुर", "वार्ता"),
        ("पटना/रांची, 3 दिसंबर (भाषा/वार्ता)।", "पटना/रांची", "भाषा/वार्ता"), ("London:", "London", ""),
        ("लखनऊ। पीटीआई।", "लखनऊ", "पीटीआई"),
        ("चण्डीगढ़:", "चण्डीगढ़", ""), ("इन्दौर, 3 दिसंबर (एजेंसियाँ)", "इन्दौर", "एजेंसियाँ"),
    ],
)  # fmt: skip
def test_what_stands_before_the_first_sentence_is_read(words: str, place: str, agency: str) -> None:
    found = read_dateline(f"{words} {REST}")
    assert found
    assert (found.place, found.agency) == (place, agency)
    assert f"{words} {REST}"[found.end :] == REST


@pytest.mark.parametrize(
    "text",
    [
        "", REST, "सवाल: क्या पुल खुल गया?", "फोटो: रमेश", "मंत्री: हम तैयार हैं।", "Q: Why?", "Note: this is a test.",
        "सीता, राम और लक्ष्मण वन गए।", "दिल्ली में सोमवार को बारिश हुई।", "पुल, 29 नवंबर को खुला।", "जयशंकर (विदेश मंत्री) ने कहा।",
        "Modi (PM) said so.", "मुंबई", "29 नवंबर (भाषा)",
    ],
)  # fmt: skip
def test_other_beginnings_are_none(text: str) -> None:
    assert read_dateline(text) is None


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    found = read_dateline(text)
    assert found is None or isinstance(found, Dateline)


class TestItIsOffered:
    @pytest.fixture
    def desk(self, db: None) -> Client:
        client = Client()
        client.force_login(factories.user("asha", "chief"))
        return client

    def read(self, desk: Client, text: str) -> dict[str, str] | None:
        address = "/admin/articles/article/read/"
        return desk.post(address, {"text": text}, content_type="application/json").json()["dateline"]

    def test_beside_the_text_with_the_words_that_would_go(self, desk: Client) -> None:
        found = self.read(desk, f"भोपाल, 29 नवंबर (भाषा)। {REST}")
        assert found == {"place": "भोपाल", "agency": "भाषा", "words": "भोपाल, 29 नवंबर (भाषा)। "}
        assert self.read(desk, REST) is None
        assert self.read(desk, "") is None

    def test_by_the_report_of_an_import_which_takes_nothing(self, desk: Client) -> None:
        made = make_draft(f"शहर का नया पुल आज खुल गया\n\nभोपाल, 29 नवंबर (भाषा)। {REST} {REST}", by=factories.editor())
        assert (made.article.dateline_place, made.article.source_credit) == ("", "")
        assert "भोपाल, 29 नवंबर (भाषा)" in made.article.body
        with translation.override("en"):
            notes = " ".join(str(note) for note in made.story.notes)
        assert "“भोपाल” may be the dateline, “भाषा” the agency" in notes
