"""Readers who have no mouse, and readers whose browser runs no scripts, come everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import ServedSite, context

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What has the focus, and whether a reader sees that it has: with its whole outline in the window, covered by nothing.
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at), box = at.getClientRects()[0];
  const clear = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight && at.contains(top);
  };
  const inner = { left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth),
                  top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight) };
  const name = at.ariaLabel || at.labels?.[0]?.innerText || at.innerText || at.tagName;
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const ring = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  const across = box.left >= ring && box.right <= document.documentElement.clientWidth - ring;
  const down = box.height + 2 * ring > innerHeight || (box.top >= ring && box.bottom <= innerHeight - ring);
  return { name: name.trim().replace(/\\s+/g, ' '), seen: {
    outlined, across, down, clear: clear((inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2) } };
}"""
# In the order in which they stand in the page.
TABBABLE = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
  .filter((one) => one.tabIndex >= 0 && one.type !== 'hidden' && one.checkVisibility()).length"""
MOST = 120
SEEN = {"outlined": True, "across": True, "down": True, "clear": True}


class Keyboard:
    """A person with nothing but keys. Every stop on the way has to be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab(self, key: str = "Tab") -> str | None:
        """Goes on; the name of what has the focus then, None at the end of the page."""
        self.page.keyboard.press(key)
        at = self.page.evaluate(FOCUSED)
        if at is None:
            return None
        if at["seen"] != SEEN:
            # The page moves with its next picture.
            self.page.wait_for_timeout(100)
            at = self.page.evaluate(FOCUSED)
        assert at["seen"] == SEEN, at["name"]
        return str(at["name"])

    def stops(self, key: str = "Tab") -> Iterator[str]:
        while (name := self.tab(key)) is not None:
            yield name

    def to(self, name: str, key: str = "Tab") -> None:
        passed = []
        while (at := self.tab(key)) is not None and len(passed) < MOST:
            if name in at:
                return
            passed.append(at)
        pytest.fail(f"{name} is not reached, but {passed}")

    def open(self, name: str, key: str = "Tab") -> None:
        self.to(name, key)
        self.press_and_go("Enter")

    def press_and_go(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)


@pytest.fixture(params=[1280, 360])
def keyboard(request: pytest.FixtureRequest, browser: Browser, served_site: ServedSite) -> Iterator[Keyboard]:
    with context(browser, served_site, request.param) as opened:
        yield Keyboard(opened.new_page())


@pytest.mark.parametrize("name", ["front", "story", "search"])
def test_each_stop_of_a_page_is_seen_once_and_in_order(keyboard: Keyboard, served_site: ServedSite, name: str) -> None:
    page = keyboard.page
    page.goto(served_site.paths[name])
    there = list(keyboard.stops())
    assert len(there) == page.evaluate(TABBABLE)
    back = list(islice(keyboard.stops("Shift+Tab"), len(there)))
    assert back == there[::-1]


def test_by_keyboard_from_the_front_page_to_a_gallery_to_its_author_and_home(
    keyboard: Keyboard, served_site: ServedSite
) -> None:
    page = keyboard.page
    page.goto("/")
    assert keyboard.tab() == "सीधे खबर पर जाएँ"
    page.keyboard.press("Enter")
    assert keyboard.tab() == "पुल पर अफ़वाह न फैलाएँ"
    keyboard.open("देश", "Shift+Tab")
    expect(page.locator("h1")).to_have_text("देश")
    keyboard.open("तस्वीरों में")
    keyboard.to("गैलरी: 4 तस्वीरें")
    pictures = page.locator(".gallery-row img")
    expect(pictures.nth(1)).not_to_be_in_viewport(ratio=0.9)
    for picture in (1, 2, 3):
        page.keyboard.press("ArrowRight")
        expect(pictures.nth(picture)).to_be_in_viewport(ratio=0.9)
        page.wait_for_timeout(300)  # While the row moves, a further key says the same again.
    keyboard.open("रवि कुमार", "Shift+Tab")
    expect(page.locator("h1")).to_have_text("रवि कुमार")
    keyboard.open("पुरानी खबरें")
    expect(page.locator("h1")).to_have_text("रवि कुमार")
    assert "?before=" in page.url
    keyboard.open("खबर सेतु")
    assert page.url == f"{served_site.url}/"


def test_by_keyboard_through_search_to_a_story_and_its_author(keyboard: Keyboard, served_site: ServedSite) -> None:
    page = keyboard.page
    page.goto("/")
    keyboard.to("खबरें खोजें")
    page.keyboard.type("पुल")
    keyboard.press_and_go("Enter")
    found = page.locator(".list.found > li")
    expect(page.locator("[role=status]")).to_contain_text("6 खबरें")
    keyboard.to("अनुभाग")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    assert page.locator("#section").input_value() == "desh"
    keyboard.open("खोजें", "Shift+Tab")
    expect(page.locator("#section")).to_have_value("desh")
    keyboard.open("मीरा जोशी")
    expect(found).to_have_count(2)
    keyboard.to("(यह शर्त हटाएँ)")
    keyboard.open("नया पुल खुला")
    keyboard.to("बड़े अक्षर")
    page.keyboard.press("Space")
    expect(page.locator("[data-size='2']")).to_have_attribute("aria-pressed", "true")
    keyboard.open("मीरा जोशी", "Shift+Tab")
    expect(page.locator("h1")).to_have_text("मीरा जोशी")


class TestWithoutScripts:
    @pytest.fixture
    def page(self, browser: Browser, served_site: ServedSite) -> Iterator[Page]:
        with context(browser, served_site, 360, java_script_enabled=False) as opened:
            yield opened.new_page()

    @pytest.mark.parametrize("name", ["front", "section", "story", "gallery", "video", "search", "author", "404"])
    def test_nothing_stands_there_that_does_nothing(self, page: Page, served_site: ServedSite, name: str) -> None:
        page.goto(served_site.paths[name])
        assert {button.get_attribute("type") for button in page.locator("button:visible").all()} <= {"submit"}
        links: list[Any] = [link.get_attribute("href") for link in page.locator("a").all()]
        assert [link for link in links if link != "#main" and not link.startswith(("/", "http", "mailto:", "?"))] == []
        assert "घंटे पहले" not in page.locator("body").inner_text()

    def test_the_whole_way_can_be_gone(self, page: Page, served_site: ServedSite) -> None:
        page.goto("/")
        page.get_by_role("navigation", name="अनुभाग").get_by_text("देश").click()
        page.get_by_text("पुरानी खबरें").click()
        expect(page.locator("h1")).to_have_text("देश")
        page.get_by_text("नई खबरें").click()
        page.get_by_text("तस्वीरों में").click()
        pictures = page.locator(".gallery-row img")
        expect(pictures).to_have_count(4)
        pictures.last.scroll_into_view_if_needed()
        expect(pictures.last).to_be_in_viewport()
        page.get_by_role("searchbox").fill("पुल")
        page.get_by_role("button", name="खोजें").click()
        page.locator("#section").select_option("rajya")
        page.get_by_role("button", name="खोजें").click()
        page.locator(".found").get_by_text("नया पुल खुला").click()
        page.locator(".bylines").get_by_text("मीरा जोशी").click()
        expect(page.locator("h1")).to_have_text("मीरा जोशी")
        page.locator(".masthead-name a").click()
        assert page.url == f"{served_site.url}/"

    def test_quoted_posts_are_whole_and_lead_to_their_originals(self, page: Page, served_site: ServedSite) -> None:
        page.goto(served_site.paths["story"])
        posts = page.locator("figure.post")
        expect(posts).to_have_count(5)
        expect(posts.nth(0)).to_contain_text("नया पुल आज से खुल गया।")
        originals = [link.get_attribute("href") for link in page.locator("a.post-link").all()]
        assert [str(url).split("/")[2] for url in originals] == [
            "x.com", "youtu.be", "mastodon.example", "bsky.app", "www.instagram.com"
        ]  # fmt: skip
