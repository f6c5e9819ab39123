"""The two measures of search, end to end: pairs of words, and Hindi words typed in Latin letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import measures

pytestmark = pytest.mark.django_db
HINGLISH = Path(__file__).parent / "hinglish.tsv"
PAIRS = Path(__file__).parent / "pairs.tsv"


def test_pairs_of_one_word_are_found_by_each_other_and_others_are_kept_apart() -> None:
    found = measures.search_pairs(measures.rows(PAIRS, 3))
    assert found.same == found.of_same
    assert found.wrong <= 1


@pytest.mark.slow
def test_nine_in_ten_hindi_words_typed_in_latin_letters_are_among_the_first_five_taken_for_them() -> None:
    """Words and spellings written down before the rules of sound were tried on them, and left as they are since."""
    found = measures.hinglish(measures.rows(HINGLISH, 2))
    assert found.spellings >= 150
    assert found.top5 / found.spellings >= 0.9
    assert found.found / found.spellings >= 0.9
