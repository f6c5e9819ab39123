"""Texts as they reach a desk, each with what is to be found in it: `texts/NAME.txt` and `texts/NAME.json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.utils import translation

from articles.importers import plain_text
from articles.importers.plain_text import Headline, Paragraph, ParsedPost, SubHeading

TEXTS = Path(__file__).parent / "texts"
NAMES = {Headline: "headline", Paragraph: "paragraph", SubHeading: "sub-heading", ParsedPost: "post"}
NOT_COMPARED = {"span", "parts"}


def outline(block, expected):
    """The block as the expectation writes it: as many of the first words as are written there, a post in full."""
    if isinstance(block, ParsedPost):
        fields = {name: value for name, value in vars(block).items() if name not in NOT_COMPARED}
        day = fields["posted_on"]
        return ["post", {**fields, "posted_on": day and day.isoformat(), "pictures": list(fields["pictures"])}]
    shown = expected[1] if isinstance(expected[1], str) else ""
    return [NAMES[type(block)], block.text[: len(shown)] if isinstance(block, Paragraph | Headline) else block.text]


def note_names(story):
    return [f"{note.kind.value} {note.line}" if note.line else note.kind.value for note in story.notes]


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTS.glob("*.json")))
def test_a_text_is_read_as_its_expectation_says(name):
    expected = json.loads((TEXTS / f"{name}.json").read_text(encoding="utf-8"))
    story = plain_text.read(plain_text.decode((TEXTS / f"{name}.txt").read_bytes()))

    assert len(story.blocks) == len(expected["blocks"]), [NAMES[type(block)] for block in story.blocks]
    assert [outline(*pair) for pair in zip(story.blocks, expected["blocks"], strict=True)] == expected["blocks"]
    assert story.language == expected["language"]
    assert story.headline == expected["headline"]
    assert story.proposed_headline == expected["proposed_headline"]
    assert note_names(story) == expected["notes"]


UNREADABLE = json.loads((TEXTS / "unreadable" / "lines.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(path.name for path in (TEXTS / "unreadable").glob("*.txt")))
def test_a_file_that_is_no_text_gets_the_line_written_for_it(name):
    with pytest.raises(plain_text.Unreadable) as fault:
        plain_text.decode((TEXTS / "unreadable" / name).read_bytes())

    with translation.override("en"):
        assert str(fault.value) == UNREADABLE[name]


def test_there_are_at_least_eight_such_texts():
    assert len(list(TEXTS.glob("*.json"))) >= 8
