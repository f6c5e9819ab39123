"""A story as it reaches the desk, in plain text, on its way to the readers: every click and every key counted.

`STORY_TEXT=FILE make browser-test ARGS="tests/browser/test_counted_journey.py -s"` takes another story, which must hold
two sub-headings and one quoted post in the flattened form.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, PostSnapshot, User
from tests import factories
from tests.images import files
from tests.importers.test_drafts import STORY

from .pasting import settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = ".field-body [contenteditable=true]"
CARD = f"{TEXT} figure.post-card"


class Hand:
    """A person's hand. Names of keys pressed together are one key; letters are counted by themselves."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, Counter[str]()

    def click(self, selector: str) -> None:
        self.count["clicks"] += 1
        self.page.click(selector)

    def press(self, *keys: str) -> None:
        """At the pace of a quick person: the browser tells the editor of a moved cursor a moment later."""
        for key in keys:
            self.count["keys"] += 1
            self.page.wait_for_timeout(60)
            self.page.keyboard.press(key)
        self.page.wait_for_timeout(60)

    def type(self, letters: str) -> None:
        self.count["letters"] += len(letters)
        self.page.keyboard.type(letters)

    def paste(self, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.press("Control+v")

    def choose(self, selector: str, label: str) -> None:
        """From a list: the click that opens it and the one on the line."""
        self.count["clicks"] += 2
        self.page.select_option(selector, label=label)

    def choose_file(self, selector: str, path: Path) -> None:
        """The click that asks for it, and the double click on its name."""
        with self.page.expect_file_chooser() as chooser:
            self.click(selector)
        self.count["clicks"] += 2
        chooser.value.set_files(path)


@pytest.fixture
def hand(desk: Page, complaints: list[str]) -> Hand:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    User.objects.filter(username="asha").update(desk_language="hi")
    factories.section("videsh", "विदेश"), factories.section("desh", "देश")
    factories.author("मीरा जोशी", slug="meera"), factories.author("इमरान अली", slug="imran")
    return Hand(desk)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "घाट.jpg"
    path.write_bytes(files.written(size=(1600, 900)))
    return path


@pytest.fixture
def text() -> str:
    named = os.environ.get("STORY_TEXT")
    return Path(named).read_text(encoding="utf-8") if named else STORY


def stored(page: Page, story: Article) -> str:
    """The body as the editor shows it, which a save must have left in the row letter for letter."""
    story.refresh_from_db()
    assert page.input_value("#id_body") == story.body
    return story.body


def test_from_a_paste_to_a_published_story(hand: Hand, picture: Path, text: str, complaints: list[str]) -> None:
    page = hand.page
    page.goto("/admin/articles/article/add/")
    expect(page.locator("html")).to_have_attribute("lang", "hi")
    expect(page.locator(".prose-menubar[role=toolbar]")).to_be_visible()

    hand.click("#id_headline")
    hand.type("बांध के फाटक खुले")
    hand.click(TEXT)
    hand.paste(text)
    hand.click(".paste-notice-act")
    expect(page.locator(f"{TEXT} h2")).to_have_count(2)
    expect(page.locator(CARD)).to_have_count(1)

    hand.choose("#id_section", "विदेश")
    hand.click("#id_tag_names")
    hand.type("बांध, नदी, सोनार")
    for number, name in enumerate(("मीरा", "इमरान")):
        hand.click(f"#bylines-{number} .select2-selection")
        hand.type(name)
        expect(page.locator(".select2-results__option--highlighted")).to_contain_text(name)
        hand.press("Enter")
    hand.click(".lead-buttons button")
    hand.choose_file(".library label:has([type=file])", picture)
    expect(page.locator(".library-uploads input")).to_be_focused()
    hand.type("घाट पर नाव")
    hand.press("Enter")
    hand.click("[name=_publish]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    print(f"counted: {dict(hand.count)}")  # noqa: T201
    assert (hand.count["clicks"], hand.count["keys"]) == (13, 4)

    story = Article.objects.published().get()
    snapshot = PostSnapshot.objects.get()
    assert stored(page, story).count("<h2>") == 2
    assert [line.author.name for line in story.bylines.all() if line.author] == ["मीरा जोशी", "इमरान अली"]
    assert story.tag_rows.count() == 3
    assert story.lead_image is not None
    assert story.lead_image.alt == "घाट पर नाव"
    page_shown = Client().get(story.get_absolute_url()).content.decode()
    for words in (snapshot.author_name, f"@{snapshot.handle}", "मीरा जोशी", "इमरान अली", "घाट पर नाव", "सोनार"):
        assert words in page_shown
    assert complaints == []

    edited_around_the_card(hand, story)
    assert complaints == []


def to_the_end(paragraph: Locator) -> None:
    """A click behind its last word."""
    box = paragraph.bounding_box()
    assert box
    paragraph.click(position={"x": box["width"] - 2, "y": box["height"] - 4})


def cut(hand: Hand, card: Locator) -> None:
    settled(hand.page)
    card.click(position={"x": 200, "y": 40})
    hand.press("Control+x")
    expect(card).to_have_count(0)


def edited_around_the_card(hand: Hand, story: Article) -> None:
    """Saved, loaded anew, words typed around the card and undone; the card cut, undone, cut and pasted elsewhere."""
    page, published = hand.page, story.body
    page.reload()
    expect(page.locator(CARD)).to_have_count(1)
    assert stored(page, story) == published

    card = page.locator(CARD)
    to_the_end(page.locator(f"{TEXT} p:has(+ figure.post-card)"))
    hand.type(" पहले")
    hand.press("ArrowDown", "ArrowDown", "Home")
    hand.type("बाद ")
    assert "पहले</p><figure data-social-post=" in page.input_value("#id_body")
    assert "बाद " in page.input_value("#id_body").split("</figure>")[1]
    while page.input_value("#id_body") != published:
        hand.press("Control+z")
        assert hand.count["keys"] < 40

    cut(hand, card)
    hand.press("Control+z")
    expect(card).to_have_count(1)
    assert page.input_value("#id_body") == published
    cut(hand, card)
    to_the_end(page.locator(f"{TEXT} > p:last-child"))
    hand.press("Control+v")
    expect(card).to_have_count(1)
    moved = page.input_value("#id_body")
    figure = published[published.index("<figure") : published.index("</figure>") + len("</figure>")]
    # Behind it stands the line in which one goes on writing; empty, it is not kept.
    assert moved == published.replace(figure, "") + figure + "<p></p>"

    hand.click("[name=_continue]")
    expect(page.locator(".saving-state[data-state=saved]")).to_be_visible()
    page.reload()
    expect(card).to_have_count(1)
    assert stored(page, story) == moved.removesuffix("<p></p>")
    assert PostSnapshot.objects.count() == 1
    assert story.quoted_posts.get().snapshot.author_name in Client().get(story.get_absolute_url()).content.decode()
