"""The sanitiser understands what programs put on the clipboard as the editor's paste does (`tests/js/clipboards/`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from articles.body import clean, plain_text

from .test_foreign_html import marks_of

FOLDER = Path(__file__).parent.parent / "js" / "clipboards"
# The desk makes cards of posts.
BEYOND = re.compile("x-widget|instagram|youtube|facebook")
NAMES = [path.name for path in sorted(FOLDER.glob("*.clip")) if not BEYOND.match(path.name)]


def read(name: str) -> tuple[str, str]:
    copied, story = (FOLDER / name).read_text(encoding="utf-8").split("\n=== story\n")
    return copied, story.split("=== notices")[0].strip()


def directions(stored: str) -> dict[str, str]:
    """Return the direction of each word."""
    found: dict[str, str] = {}
    for node in html.fragment_fromstring(stored, create_parent="main").iter():
        for text, element in ((node.text, node), (node.tail, node.getparent())):
            around = [] if element is None else [element, *element.iterancestors()]
            said = next((each.get("dir") for each in around if each.get("dir")), "ltr")
            found.update(dict.fromkeys((text or "").split(), said))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_words_have_the_same_marks_and_direction_as_after_a_paste(name: str) -> None:
    copied, story = read(name)
    cleaned = clean(copied)
    assert clean(story) == story
    for what in (marks_of, directions):
        here, there = what(cleaned), what(story)
        assert {word: here.get(word) for word in there} == there


@pytest.mark.parametrize("name", NAMES)
def test_words_stand_in_the_same_order(name: str) -> None:
    copied, story = read(name)
    here, there = (re.findall(r"\w+", plain_text(each)) for each in (clean(copied), story))
    assert [word for word in here if word in there] == there
