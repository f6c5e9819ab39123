"""What a screen reader says of each kind of page: compared with the texts in `heard/`, which a person has read.

`make heard` records them anew; what has changed is to be read before it is kept.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import unified_diff
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import override_settings
from playwright.sync_api import Browser

from articles.text import detect_language

from .conftest import Paper, context
from .heard import Heard, listen, written

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

RECORDED = Path(__file__).parent / "heard"
HINDI = """
    front section story story-plain opinion opinion-guest gallery video explainer fact-check tag author archive year
    month older search search-narrowed search-empty search-blank page 404 410 500 503
    story-english section-english page-english
""".split()
ENGLISH = "front story-english tag author archive month search search-empty page 404 410 500".split()
PAGES = [*(f"hi/{name}" for name in HINDI), *(f"en/{name}" for name in ENGLISH)]
LANDMARKS = ("banner", "main", "footer", "navigation", "search", "region", "complementary", "form")

Hear = Callable[[str], Heard]
every_page = pytest.mark.parametrize("which", PAGES)


@pytest.fixture(scope="module")
def hear(browser: Browser, paper: Paper) -> Iterator[Hear]:
    """Each page is opened once, however much is asked of it."""
    with context(browser, paper) as opened:
        page = opened.new_page()

        @cache
        def hear(which: str) -> Heard:
            language, name = which.split("/")
            with override_settings(LANGUAGE_CODE=language):
                answer = page.goto(paper.paths[name], wait_until="domcontentloaded")
            assert answer
            assert answer.status == int(name if name.isdecimal() else 200)
            return listen(page)

        yield hear


def _frameless(text: str, front: str) -> str:
    """Without what is said on every page, where it is said here just so."""
    for frame in re.findall(r"^  (?:banner|footer).*\n(?:    .*\n)+", front, re.MULTILINE):
        text = text.replace(frame, f"{frame.splitlines()[0]}, as on the front page\n")
    return text


@every_page
def test_is_heard_as_it_was_read(hear: Hear, which: str) -> None:
    recorded, front = RECORDED / f"{which}.txt", f"{which.split('/')[0]}/front"
    text = written(hear(which)) if which == front else _frameless(written(hear(which)), written(hear(front)))
    if os.environ.get("RECORD_HEARD"):
        recorded.parent.mkdir(parents=True, exist_ok=True)
        recorded.write_text(text, encoding="utf-8")
    read = recorded.read_text(encoding="utf-8").splitlines() if recorded.exists() else []
    changed = "\n".join(unified_diff(read, text.splitlines(), "as it was read", "as it is heard", lineterm=""))
    assert not changed, f"{changed}\n\nIf it is right so, record it anew: make heard"


@every_page
def test_has_one_first_heading_and_skips_no_level(hear: Hear, which: str) -> None:
    levels = [one.level for one in hear(which).all("heading")]
    assert levels.count(1) == 1
    assert [(above, below) for above, below in pairwise(levels) if below > above + 1] == []
    assert all(one.name for one in hear(which).all("heading"))


@every_page
def test_has_landmarks_that_are_told_apart(hear: Hear, which: str) -> None:
    named = Counter((one.role, one.name) for one in hear(which).all(*LANDMARKS))
    assert [landmark for landmark, count in named.items() if count > 1] == []
    assert [role for role, name in named if role in ("navigation", "region", "complementary") and not name] == []
    assert named["main", ""] == 1


@every_page
def test_names_every_control_and_picture(hear: Hear, which: str) -> None:
    controls = hear(which).all("link", "button", "searchbox", "textbox", "combobox", "checkbox")
    things = hear(which).all("picture", "table", "group", "region")
    # What can be opened is called by what opens it.
    unnamed = [one for one in (*controls, *things) if not one.name]
    assert [one for one in unnamed if not (one.parts and one.parts[0].role == "disclosure")] == []


@every_page
def test_gives_no_two_places_the_same_link(hear: Hear, which: str) -> None:
    leads: dict[str, set[str]] = {}
    for link in hear(which).all("link"):
        leads.setdefault(link.name, set()).add(link.url)
    assert {name: urls for name, urls in leads.items() if len(urls) > 1} == {}


@every_page
def test_says_all_words_in_their_own_language(hear: Hear, which: str) -> None:
    # A field says its label's words, and holds the reader's.
    said = [one for one in hear(which).walk() if not (one.parts or one.role in ("searchbox", "date field"))]
    strange = [one.name for one in said if detect_language(one.name) not in ("", one.language)]
    # The paper's own name and line are the site's to choose.
    assert [words for words in strange if words not in ("खबर सेतु", "हिंदी में खबरें, और उनके पीछे के कथन")] == []


@every_page
def test_begins_with_the_way_to_the_content(hear: Hear, which: str) -> None:
    first = hear(which).all("link")[0]
    assert first.url.endswith("#main") or which.endswith(("/500", "/503"))


def test_no_text_is_left_of_a_page_that_is_not_listened_to() -> None:
    assert {str(file.relative_to(RECORDED).with_suffix("")) for file in RECORDED.rglob("*.txt")} == set(PAGES)


def test_the_place_where_the_reader_is_is_marked(hear: Hear) -> None:
    def marked(which: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(link.name, link.states) for link in hear(which).all("link") if link.states]

    assert marked("hi/section") == [("देश", ("current page",))]
    assert marked("hi/story") == [("देश", ("current",))]
    assert marked("hi/page") == [("हमारे बारे में", ("current page",))]


def test_five_quoted_posts_are_told_apart_by_their_links_and_by_their_names(hear: Hear) -> None:
    posts = [one for one in hear("hi/story").all("figure") if one.name]
    links = [post.all("link")[-1].name for post in posts]
    assert len(set(links)) == len({post.name for post in posts}) == 5
