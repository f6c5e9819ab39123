"""What is said and offered after a paste stands beside the text and never over it, and is taken by mouse or keys."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import User
from tests.browser.pasting import EDITABLE, body, paste, settled, undo
from tests.browser.test_axe import violations
from tests.browser.test_paste import FLATTENED

from .seeing import what_hides_the_caret

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADLINE = "पुराने पुल की मरम्मत शुरू, रात में रास्ता बंद"
# A headline, sub-headings, a quoted post, and lines that count: three offers.
STORY = "\n\n".join([HEADLINE, FLATTENED, "1. पहला\n2. दूसरा\n3. तीसरा"])
# What of the text lies beneath the list of offers.
COVERED = """() => {
  const offers = document.querySelector(".paste-notices-box").getBoundingClientRect();
  return [...document.querySelectorAll(".field-body .ProseMirror > *")].filter((block) => {
    const { left, right, top, bottom } = block.getBoundingClientRect();
    return right > offers.left && left < offers.right && bottom > offers.top && top < offers.bottom;
  }).map((block) => block.textContent);
}"""


@pytest.fixture
def form(desk: Page) -> Page:
    User.objects.filter(username="asha").update(desk_language="en")
    desk.set_viewport_size({"width": 1280, "height": 900})
    desk.goto("/admin/articles/article/add/")
    desk.wait_for_selector(EDITABLE)
    return desk


@pytest.mark.parametrize("size", [(1280, 900), (1280, 720), (1000, 800), (390, 844)])
def test_offers_never_lie_over_the_text(form: Page, size: tuple[int, int]) -> None:
    form.set_viewport_size({"width": size[0], "height": size[1]})
    paste(form, STORY)
    expect(form.locator(".paste-notice")).to_have_count(3)
    assert what_hides_the_caret(form) == ""
    for top in (0, 300, 600, 900, 5000):
        form.evaluate("top => scrollTo(0, top)", top)
        assert form.evaluate(COVERED) == []
    assert form.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_beside_the_text_they_stay_in_sight(form: Page) -> None:
    paste(form, STORY)
    expect(form.locator(".paste-notice")).to_have_count(3)
    for top in (200, 600, 5000):
        form.evaluate("top => scrollTo(0, top)", top)
        expect(form.locator(".paste-notices h2")).to_be_in_viewport()
    form.click("#show-preview")
    expect(form.locator(".prose-editor .paste-notice")).to_have_count(3)
    form.click(".preview-close")
    expect(form.locator(".story-side .paste-notice")).to_have_count(3)
    form.focus(EDITABLE)
    form.keyboard.press("F11")
    expect(form.locator(".prose-editor .paste-notice")).to_have_count(3)


def test_all_are_taken_at_once_and_undone_one_by_one(form: Page, complaints: list[str]) -> None:
    paste(form, STORY)
    expect(form.locator(".paste-notice")).to_have_count(3)
    before = body(form)
    form.click(".paste-notices-all")
    expect(form.locator(".paste-notice")).to_have_count(0)
    expect(form.locator("#id_headline")).to_have_value(HEADLINE)
    expect(form.locator("figure.post-card")).to_have_count(1)
    assert body(form).count("<h2>") == 2
    assert "<ol><li><p>पहला</p></li><li><p>दूसरा</p></li><li><p>तीसरा</p></li></ol>" in body(form)
    for _ in range(3):
        undo(form)
    assert body(form) == before
    assert complaints == []


def test_by_keyboard_alone(form: Page) -> None:
    paste(form, STORY)
    expect(form.locator(".paste-notice")).to_have_count(3)
    form.keyboard.press("Alt+F9")
    first = form.locator(".paste-notice").first.locator("button").first
    expect(first).to_be_focused()
    expect(form.locator(".offered-words").first).to_be_visible()
    form.keyboard.press("Alt+F9")
    expect(form.locator(EDITABLE)).to_be_focused()
    form.keyboard.press("Alt+F9")
    for left in (2, 1):
        form.keyboard.press("Escape")
        expect(form.locator(".paste-notice")).to_have_count(left)
    form.keyboard.press("Tab")
    expect(form.locator(".paste-notice button:focus")).to_have_text("Leave it")
    form.keyboard.press("Enter")
    expect(form.locator(".paste-notice")).to_have_count(0)
    expect(form.locator(EDITABLE)).to_be_focused()


def test_how_many_there_are_is_announced(form: Page) -> None:
    paste(form, STORY)
    expect(form.locator(".paste-notice")).to_have_count(3)
    expect(form.locator(".paste-notices [role=status]")).to_have_text(
        re.compile("3 remarks on what was pasted. Alt.F9 leads to them.")
    )
    form.set_viewport_size({"width": 390, "height": 844})
    button = form.locator("[data-name=pasteNotices]")
    expect(button).to_have_text("3")
    button.click()
    expect(form.locator(".paste-notice").first).to_be_in_viewport()
    expect(form.locator(".paste-notice button").first).to_be_focused()
    form.click("text=Leave all")
    expect(form.locator(".paste-notices [role=status]")).to_have_text("")
    expect(button).to_be_hidden()


def test_the_list_has_no_barriers(form: Page) -> None:
    paste(form, STORY)
    expect(form.locator(".paste-notice")).to_have_count(3)
    form.focus(".paste-notice-act")
    assert [line for line in violations(form) if "paste-notice" in line or "offered-words" in line] == []


class TestLists:
    def test_lines_that_count_become_a_list_at_one_click(self, form: Page) -> None:
        paste(form, "भूमिका\n4. पहला\n5. दूसरा\nअंत")
        settled(form)
        expect(form.locator(".paste-notice")).to_have_count(1)
        before = body(form)
        form.click(".paste-notice-act")
        assert body(form) == '<p>भूमिका</p><ol start="4"><li><p>पहला</p></li><li><p>दूसरा</p></li></ol><p>अंत</p>'
        undo(form)
        assert body(form) == before

    def test_what_is_written_on_is_kept_and_what_was_changed_is_left(self, form: Page) -> None:
        paste(form, "• एक\n• दो")
        form.keyboard.type(" और")
        form.click(".paste-notice-act")
        assert body(form) == "<ul><li><p>एक</p></li><li><p>दो और</p></li></ul>"
        form.keyboard.press("Control+a")
        paste(form, "1. एक\n2. दो")
        form.locator(f"{EDITABLE} p").first.click()
        form.keyboard.press("Home")
        form.keyboard.press("ArrowRight")
        form.keyboard.type("0")
        before = body(form)
        form.click(".paste-notice-act")
        assert body(form) == before
