"""Addresses as a Hindi desk would type them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import romanise
from tests.measures import main, romaniser, rows

HEADLINES = [
    line.split("\t") for line in (Path(__file__).parent / "headlines.tsv").read_text(encoding="utf-8").splitlines()
]
ADDRESS = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*)?")


# The words that other software empties, cuts or takes for each other.
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("कनाडा", "canada"),
        ("कनाडी", "kanadi"),
        ("कनडा", "kanda"),
        ("विदेश-मंत्री", "videsh-mantri"),
        ("विदेश मंत्री", "videsh-mantri"),
        ("राम", "ram"),
        ("रामा", "rama"),
        ("रोम", "rom"),
        ("हिन्दी", "hindi"),
        ("हिंदी", "hindi"),
        ("हिंदी में जानकारी", "hindi-mein-jankari"),
        ("क़ानून", "kanoon"),
        ("\u0958ानून", "kanoon"),
        ("दिन", "din"),
        ("दान", "dan"),
        ("दीन", "din"),
        ("मौत", "maut"),
        ("मात", "mat"),
        ("राम मंदिर", "ram-mandir"),
        ("भारत", "bharat"),
        ("India", "india"),
        ("🇮🇳", ""),
        ("जयशंकर ने कहा", "jaishankar-ne-kaha"),
        ("80वें UNGA सत्र", "80ven-unga-satra"),
        ("२४ घंटे में 100 मिमी", "24-ghante-mein-100-mm"),
        ("आईपीसी, बीजेपी, पीएम और यूएनजीए", "ipc-bjp-pm-aur-unga"),
        ("न्यूयॉर्क", "new-york"),
        ("हाईकोर्ट", "high-court"),
        ("हाई कोर्ट", "high-court"),
        ("ज्ञान", "gyan"),
        ("क्षमा", "kshama"),
        ("संपादक", "sampadak"),
        ("हिन्\u200dदी", "hindi"),
        ("Café à São Paulo", "cafe-a-sao-paulo"),
        ("“शब्द” – और; बाकी!", "shabd-aur-baki"),
        ("", ""),
        ("---", ""),
        ("தமிழ்", ""),
    ],
)
def test_the_address_of_words(text: str, address: str) -> None:
    assert romanise(text) == address


def test_most_headlines_get_the_address_a_desk_would_leave_as_it_is() -> None:
    right = sum(romanise(headline) == address for headline, address in HEADLINES)
    assert len(HEADLINES) == 100
    assert right >= 88


def test_the_desks_own_spelling_wins_over_table_and_rules() -> None:
    own = {"कनाडा": "kanada", "सोनघाटी": "son-ghati", "गंगा नदी": "ganga"}
    assert romanise("कनाडा की सोनघाटी में गंगा नदी", own) == "kanada-ki-son-ghati-mein-ganga"


def test_an_own_spelling_holds_for_both_encodings_of_a_word() -> None:
    assert romanise("क\u093cलम", {"क़लम": "qalam"}) == romanise("क़लम", {"क\u093cलम": "qalam"}) == "qalam"


def test_a_long_headline_is_cut_between_words() -> None:
    address = romanise("बहुत लंबा शीर्षक " * 20)
    assert len(address) <= 80
    assert set(address.split("-")) == {"bahut", "lamba", "shirshak"}


def test_one_endless_word_is_cut() -> None:
    assert 0 < len(romanise("क" * 1_000_000)) <= 80


@given(st.text(alphabet=st.characters(), max_size=200))
def test_any_text_gives_an_address_or_none(text: str) -> None:
    address = romanise(text)
    assert ADDRESS.fullmatch(address)
    assert len(address) <= 80


@given(st.text(alphabet=st.characters(min_codepoint=0x900, max_codepoint=0x97F), max_size=40))
def test_any_devanagari_gives_an_address_or_none(text: str) -> None:
    assert ADDRESS.fullmatch(romanise(text))


class TestMeasure:
    def test_words_of_the_table_do_not_count(self, tmp_path: Path) -> None:
        file = tmp_path / "words.tsv"
        file.write_text("\ufeffkamal\tकमल\t3\n\nkml\tकमल\ncanada\tकनाडा\t4\nghra\tघर\t1\n", encoding="utf-8")
        report = romaniser(rows(file, 2))
        assert report.startswith("words 2 (and 1 ")
        assert "attested 50.0%" in report

    def test_a_file_that_cannot_be_measured_is_named_in_one_line(self) -> None:
        with pytest.raises(SystemExit, match=r"^A file cannot be read: .*/nowhere'$"):
            main(["romaniser", "/nowhere"])

    def test_missing_arguments_are_refused(self, capsys: pytest.CaptureFixture) -> None:
        with pytest.raises(SystemExit):
            main(["romaniser"])
        assert "the following arguments are required: file" in capsys.readouterr().err
