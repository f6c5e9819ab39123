"""What a screen reader announces on each kind of page, compared with the reviewed texts in `a11y_snapshots/`.

`make a11y-snapshots` records them again. Read what has changed before you commit it.
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

from .a11y_tree import A11yNode, as_text, read_tree
from .conftest import ServedSite, context

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SNAPSHOTS = Path(__file__).parent / "a11y_snapshots"
HINDI = """
    front section story story-plain opinion opinion-guest gallery video explainer fact-check tag author archive year
    month older search search-narrowed search-empty search-blank page 404 410 500 503
    story-english section-english page-english
""".split()
ENGLISH = "front story-english tag author archive month search search-empty page 404 410 500".split()
PAGES = [*(f"hi/{name}" for name in HINDI), *(f"en/{name}" for name in ENGLISH)]
LANDMARKS = ("banner", "main", "footer", "navigation", "search", "region", "complementary", "form")

Announced = Callable[[str], A11yNode]
every_page = pytest.mark.parametrize("which", PAGES)


@pytest.fixture(scope="module")
def announced(browser: Browser, served_site: ServedSite) -> Iterator[Announced]:
    """Return a function that gives a page's tree. Each page is opened once."""
    with context(browser, served_site) as opened:
        page = opened.new_page()

        @cache
        def announced(which: str) -> A11yNode:
            language, name = which.split("/")
            with override_settings(LANGUAGE_CODE=language):
                answer = page.goto(served_site.paths[name], wait_until="domcontentloaded")
            assert answer
            assert answer.status == int(name if name.isdecimal() else 200)
            return read_tree(page)

        yield announced


def _without_chrome(text: str, front: str) -> str:
    """Shorten the banner and footer where they are the same as on the front page."""
    for landmark in re.findall(r"^  (?:banner|footer).*\n(?:    .*\n)+", front, re.MULTILINE):
        text = text.replace(landmark, f"{landmark.splitlines()[0]}, as on the front page\n")
    return text


@every_page
def test_is_announced_as_in_its_snapshot(announced: Announced, which: str) -> None:
    recorded, front = SNAPSHOTS / f"{which}.txt", f"{which.split('/')[0]}/front"
    text = (
        as_text(announced(which))
        if which == front
        else _without_chrome(as_text(announced(which)), as_text(announced(front)))
    )
    if os.environ.get("RECORD_A11Y_SNAPSHOTS"):
        recorded.parent.mkdir(parents=True, exist_ok=True)
        recorded.write_text(text, encoding="utf-8")
    snapshot = recorded.read_text(encoding="utf-8").splitlines() if recorded.exists() else []
    changed = "\n".join(unified_diff(snapshot, text.splitlines(), "snapshot", "page", lineterm=""))
    assert not changed, f"{changed}\n\nIf that is right, record it again: make a11y-snapshots"


@every_page
def test_has_one_first_heading_and_skips_no_level(announced: Announced, which: str) -> None:
    levels = [one.level for one in announced(which).all("heading")]
    assert levels.count(1) == 1
    assert [(above, below) for above, below in pairwise(levels) if below > above + 1] == []
    assert all(one.name for one in announced(which).all("heading"))


@every_page
def test_has_landmarks_with_different_names(announced: Announced, which: str) -> None:
    named = Counter((one.role, one.name) for one in announced(which).all(*LANDMARKS))
    assert [landmark for landmark, count in named.items() if count > 1] == []
    assert [role for role, name in named if role in ("navigation", "region", "complementary") and not name] == []
    assert named["main", ""] == 1


@every_page
def test_names_every_control_and_picture(announced: Announced, which: str) -> None:
    controls = announced(which).all("link", "button", "searchbox", "textbox", "combobox", "checkbox")
    others = announced(which).all("picture", "table", "group", "region")
    # A disclosure group is named by its summary.
    unnamed = [one for one in (*controls, *others) if not one.name]
    assert [one for one in unnamed if not (one.parts and one.parts[0].role == "disclosure")] == []


@every_page
def test_gives_no_two_targets_the_same_link_text(announced: Announced, which: str) -> None:
    targets: dict[str, set[str]] = {}
    for link in announced(which).all("link"):
        targets.setdefault(link.name, set()).add(link.url)
    assert {name: urls for name, urls in targets.items() if len(urls) > 1} == {}


@every_page
def test_says_all_words_in_their_own_language(announced: Announced, which: str) -> None:
    # A field announces its label and the reader's own text.
    texts = [one for one in announced(which).walk() if not (one.parts or one.role in ("searchbox", "date field"))]
    strange = [one.name for one in texts if detect_language(one.name) not in ("", one.language)]
    # The site's name and tagline may be in any language.
    assert [words for words in strange if words not in ("खबर सेतु", "हिंदी में खबरें, और उनके पीछे के कथन")] == []


@every_page
def test_begins_with_the_skip_link(announced: Announced, which: str) -> None:
    first = announced(which).all("link")[0]
    assert first.url.endswith("#main") or which.endswith(("/500", "/503"))


def test_there_is_no_snapshot_without_its_page() -> None:
    assert {str(file.relative_to(SNAPSHOTS).with_suffix("")) for file in SNAPSHOTS.rglob("*.txt")} == set(PAGES)


def test_the_current_page_is_marked(announced: Announced) -> None:
    def marked(which: str) -> list[tuple[str, tuple[str, ...]]]:
        return [(link.name, link.states) for link in announced(which).all("link") if link.states]

    assert marked("hi/section") == [("देश", ("current page",))]
    assert marked("hi/story") == [("देश", ("current",))]
    assert marked("hi/page") == [("हमारे बारे में", ("current page",))]


def test_five_quoted_posts_have_different_link_texts_and_names(announced: Announced) -> None:
    posts = [one for one in announced("hi/story").all("figure") if one.name]
    links = [post.all("link")[-1].name for post in posts]
    assert len(set(links)) == len({post.name for post in posts}) == 5
