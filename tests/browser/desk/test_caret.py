"""The line that is being written is seen: in every place one can write in, in each window, however one came there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, User
from tests import factories
from tests.browser.pasting import paste

from .seeing import what_hides_the_caret

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = ".field-body [contenteditable=true]"
WINDOWS = {"1280x900": (1280, 900), "1280x720": (1280, 720), "390x844": (390, 844)}
LINE = "पुल पर काम चलता रहा और लोग बाईपास से जाते रहे।"


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest, desk: Page) -> Page:
    User.objects.filter(username="asha").update(desk_language="en")
    width, height = WINDOWS[request.param]
    desk.set_viewport_size({"width": width, "height": height})
    return desk


def opened(page: Page, story: Article | None = None) -> Page:
    page.goto(f"/admin/articles/article/{story.pk}/change/" if story else "/admin/articles/article/add/")
    expect(page.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    return page


def lines(count: int) -> str:
    return f"<p>{LINE}</p>" * count


def in_sight(page: Page, after: str) -> None:
    """A busy browser scrolls a while after the key."""
    for _ in range(100):
        if not (hidden := what_hides_the_caret(page)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"after {after}: {hidden}")


def write(page: Page, count: int = 20, ending: str = "Enter") -> None:
    """Lines, one after the other; the caret is looked at in each."""
    for number in range(count):
        page.keyboard.type("पुल का काम चला।")
        in_sight(page, f"line {number}")
        page.keyboard.press(ending)
        in_sight(page, f"{ending} {number}")


def insert(page: Page, name: str) -> None:
    page.evaluate(
        """([selector, name]) => {
          const { editor } = document.querySelector(selector);
          editor.storage.menu._definedItems[name].command(editor);
        }""",
        [TEXT, name],
    )


def focus(page: Page) -> None:
    """The editor puts its selection into a page that has got the focus 20 ms later."""
    page.focus(TEXT)
    page.evaluate("new Promise((done) => setTimeout(done, 50))")


def at_end(page: Page) -> None:
    focus(page)
    page.keyboard.press("Control+End")


def in_body(page: Page) -> None:
    at_end(opened(page))


def in_fact_box(page: Page) -> None:
    at_end(opened(page))
    insert(page, "factBox")


def in_pull_quote(page: Page) -> None:
    at_end(opened(page))
    insert(page, "pullQuote")


def in_table(page: Page) -> None:
    at_end(opened(page))
    insert(page, "table")
    page.locator(f"{TEXT} td").first.click()


def in_list(page: Page) -> None:
    at_end(opened(page))
    page.keyboard.type("- ")


PLACES: dict[str, Callable[[Page], None]] = {
    "body": in_body, "fact box": in_fact_box, "pull quote": in_pull_quote, "table": in_table, "list": in_list,
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_while_lines_are_typed_into_the_text(window: Page, place: str) -> None:
    PLACES[place](window)
    write(window, ending="Shift+Enter" if place in ("fact box", "pull quote", "list") else "Enter")


def test_in_a_caption(window: Page) -> None:
    image = factories.image()
    opened(window, factories.draft(body=lines(14) + f'<figure data-image="{image.pk}"></figure>'))
    window.locator(f"{TEXT} figcaption").click()
    for _ in range(6):
        window.keyboard.type(LINE)
        in_sight(window, "a caption's words")


@pytest.mark.parametrize("field", ["headline", "standfirst", "seo_description", "correction", "note", "lead_caption"])
def test_in_the_fields_of_the_form(window: Page, field: str) -> None:
    story = factories.story(body=lines(3))
    opened(window, story)
    window.evaluate("document.querySelectorAll('details:not(.more-acts)').forEach((one) => { one.open = true; })")
    window.focus(f"#id_{field}")
    window.keyboard.press("Control+End")
    in_sight(window, "going there")
    for _ in range(10):
        window.keyboard.type(f"{LINE} ")
        if field in ("standfirst", "seo_description", "correction", "lead_caption"):
            window.keyboard.press("Enter")
        in_sight(window, f"words in {field}")


def test_in_the_words_of_a_quoted_post(window: Page) -> None:
    post = factories.post(url="https://social.example/1")
    opened(window, factories.draft(body=lines(12) + factories.quoting(post)))
    window.focus(f"#id_quote-{post.pk}-text")
    in_sight(window, "going there")
    write(window, 12)


def test_in_a_dialog(window: Page) -> None:
    at_end(opened(window))
    insert(window, "socialPost")
    window.get_by_role("tab").nth(1).click()
    window.locator("dialog textarea").click()
    write(window, 20)


class TestMoving:
    @pytest.fixture(autouse=True)
    def long_story(self, window: Page) -> Page:
        focus(opened(window, factories.draft(body=lines(40))))
        return window

    def test_by_arrows_and_to_both_ends(self, window: Page) -> None:
        for key in ("Control+End", "Control+Home", *["ArrowDown"] * 30, *["ArrowUp"] * 30, "PageDown", "PageDown"):
            window.keyboard.press(key)
            window.wait_for_timeout(30)
            in_sight(window, key)

    def test_after_a_paste_and_its_undoing(self, window: Page) -> None:
        window.keyboard.press("Control+End")
        paste(window, "\n".join([LINE] * 30))
        in_sight(window, "a paste")
        window.keyboard.press("Control+Home")
        window.wait_for_timeout(30)
        window.keyboard.press("Control+z")
        in_sight(window, "undo")
        window.keyboard.press("Control+Shift+z")
        in_sight(window, "redo")

    def test_find_and_replace(self, window: Page) -> None:
        window.keyboard.press("Control+f")
        window.fill(".find-bar input >> nth=0", "बाईपास")
        for _ in range(40):
            window.keyboard.press("Enter")
            hidden = window.evaluate(
                """() => {
                  const found = document.querySelector(".found-current");
                  const { left, top, bottom } = found.getBoundingClientRect();
                  return [top + 2, bottom - 2].every((y) => found.contains(document.elementFromPoint(left + 2, y)))
                    ? "" : `${top}-${bottom}`;
                }"""
            )
            assert not hidden, hidden
        window.keyboard.press("Escape")
        in_sight(window, "closing the search")

    def test_what_a_dialog_puts_in(self, window: Page) -> None:
        image = factories.image("नाव", (1200, 900))
        window.keyboard.press("Control+End")
        insert(window, "libraryImage")
        window.locator(".library-grid [role=option]").first.click()
        if window.locator(".library-put").count():
            window.locator(".library-put").click()
        expect(window.locator(f"{TEXT} figure img")).to_be_visible()
        window.wait_for_timeout(300)
        assert image.pk
        in_sight(window, "a picture")
        window.keyboard.type("आगे")
        in_sight(window, "the line after it")

    def test_beside_the_preview(self, window: Page) -> None:
        window.click("#show-preview")
        expect(window.frame_locator("#preview iframe").locator("h1")).to_be_visible()
        if window.viewport_size and window.viewport_size["width"] < 700:
            window.click(".preview-close")  # On a phone it fills the screen.
            expect(window.locator("#preview")).to_be_hidden()
        at_end(window)
        in_sight(window, "opening the preview")
        write(window, 6)

    def test_over_the_whole_screen(self, window: Page) -> None:
        window.keyboard.press("F11")
        at_end(window)
        write(window, 6)
        window.keyboard.press("Control+Home")
        window.wait_for_timeout(30)
        in_sight(window, "going to the top")

    def test_with_letters_of_twice_the_size(self, window: Page) -> None:
        window.evaluate("document.documentElement.style.fontSize = '200%'")
        at_end(window)
        in_sight(window, "the end")
        write(window, 6)
        for _ in range(12):
            window.keyboard.press("ArrowUp")
            window.wait_for_timeout(30)
            in_sight(window, "ArrowUp")


def test_a_field_that_is_reached_by_tab_is_not_beneath_a_bar(window: Page) -> None:
    opened(window, factories.story(body=lines(3)))
    window.focus(TEXT)
    window.keyboard.press("Escape")
    for _ in range(40):
        window.keyboard.press("Tab")
        hidden = window.evaluate(
            """() => {
              const one = document.activeElement;
              if (one === document.body || one.closest(".desk-buttons, .prose-editor")) return "";
              const { left, top, width, height } = one.getBoundingClientRect();
              const at = document.elementFromPoint(left + width / 2, top + Math.min(height, 40) / 2);
              if (width < 3 || !at || one.contains(at) || at.contains(one)) return "";
              return at.closest(".desk-buttons, .prose-menubar") ? `${one.id} ${one.className} at ${top}` : "";
            }"""
        )
        assert not hidden, hidden
        if window.evaluate("!!document.activeElement.closest('.desk-buttons')"):
            return
