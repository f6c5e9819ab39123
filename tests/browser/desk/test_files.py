"""Files at the desk (the form, the dialog that chooses one) and the dateline that is offered after a paste.

`DESK_FILES_PICTURES` names a folder for pictures of each state, to look at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from articles.models import MediaFile, User
from tests import factories
from tests.browser.pasting import EDITABLE, body, paste
from tests.browser.test_axe import TAGS
from tests.browser.tools import AXE
from tests.files import made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOK = """([part, values]) => axe.run(part, { runOnly: { type: "tag", values } }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`)))"""
STORY = "भोपाल, 29 नवंबर (भाषा) नगर परिषद ने तालाब की सफ़ाई शुरू की।\n\nइसमें चार सौ लोग शामिल हुए।"
TITLES = (
    "बसों का समय",
    "پل کی آواز",
    "A long title of a file that does not fit into one line of a phone, whatever its letters",
)


@pytest.fixture(params=["hi", "en"])
def language(request: pytest.FixtureRequest, desk: Page) -> str:
    User.objects.filter(username="asha").update(desk_language=request.param)
    return request.param


@pytest.fixture
def three(transactional_db: None) -> list[MediaFile]:
    still = factories.image("पुल पर बस", (1280, 720))
    more = {"credit": "पुल विभाग", "licence": "CC BY 4.0", "description": "बस 12 आती है।"}
    kinds = zip(("pdf", "mp3", "mp4"), TITLES, strict=True)
    return [made.media_file(kind, title, still=still, **more) for kind, title in kinds]


def look(page: Page, name: str, part: str) -> None:
    """Expect no barrier in that part and nothing beyond the window's edge, in each width and theme."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    folder, found = os.environ.get("DESK_FILES_PICTURES"), []
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            # Django's links change their colour slowly.
            page.wait_for_timeout(350)
            found += [f"{width} {theme}: {line}" for line in page.evaluate(LOOK, [part, TAGS])]
            if folder:
                page.screenshot(path=f"{folder}/{name}-{width}-{theme}.png")
    assert found == [], name
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 1000})


def test_a_file_is_uploaded_and_changed_by_keys(desk: Page, language: str, tmp_path: Path) -> None:
    (tmp_path / "samay.pdf").write_bytes(made.pdf())
    desk.goto("/admin/articles/mediafile/add/")
    look(desk, f"{language}-add", "#content")
    desk.set_input_files("#id_file", tmp_path / "samay.pdf")
    desk.focus("#id_title")
    desk.keyboard.type("बसों का समय")
    desk.keyboard.press("Tab")
    desk.keyboard.type("बस 12 आती है।")
    desk.keyboard.press("Control+s")
    expect(desk.locator(".field-shown a")).to_be_visible()
    look(desk, f"{language}-change", "#content")
    row = MediaFile.objects.get()
    assert (row.title, row.description, row.kind) == ("बसों का समय", "बस 12 आती है।", "pdf")


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_refused_file_is_named_at_its_field(desk: Page, language: str, tmp_path: Path) -> None:
    (tmp_path / "nakli.pdf").write_bytes(b"<html>no PDF</html>")
    desk.goto("/admin/articles/mediafile/add/")
    desk.set_input_files("#id_file", tmp_path / "nakli.pdf")
    desk.fill("#id_title", "नकली")
    desk.keyboard.press("Control+s")
    expect(desk.locator(".field-file .errorlist")).to_be_visible()
    expect(desk.locator("#id_title")).to_have_value("नकली")
    look(desk, f"{language}-refused", "#content")


def test_a_file_is_chosen_by_keys(desk: Page, language: str, three: list[MediaFile]) -> None:
    desk.goto("/admin/articles/article/add/")
    desk.wait_for_selector(EDITABLE)
    menu = desk.locator(".desk-menu:has([data-name=mediaFile])").get_attribute("id")
    desk.focus(f"[aria-controls='{menu}']")
    desk.keyboard.press("Enter")
    desk.focus("[data-name=mediaFile]")
    desk.keyboard.press("Enter")
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_role("option")).to_have_count(3)
    look(desk, f"{language}-chooser", "dialog")
    assert dialog.get_by_text(TITLES[1]).evaluate("title => getComputedStyle(title).direction") == "rtl"
    desk.keyboard.type("समय")
    expect(dialog.get_by_role("option")).to_have_count(1)
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(desk.locator(".file-card .story-headline")).to_have_text(TITLES[0])
    desk.wait_for_function(
        """() => document.querySelector(".file-still").getBoundingClientRect().bottom
              <= document.querySelector(".file-card").getBoundingClientRect().bottom"""
    )
    assert f'data-file="{three[0].pk}"' in body(desk)


@pytest.mark.parametrize("language", ["hi"], indirect=True)
def test_the_dateline_is_taken_by_keys(desk: Page, language: str) -> None:
    desk.goto("/admin/articles/article/add/")
    desk.wait_for_selector(EDITABLE)
    paste(desk, STORY)
    expect(desk.locator(".paste-notice")).to_have_count(1)
    look(desk, f"{language}-dateline", ".field-body")
    desk.set_viewport_size({"width": 360, "height": 800})
    badge = desk.locator(".paste-notices-button")
    assert badge.evaluate("button => getComputedStyle(button).borderRadius") == "99px"
    assert badge.evaluate("button => Math.min(button.offsetWidth, button.offsetHeight)") >= 44
    desk.set_viewport_size({"width": 1280, "height": 1000})
    desk.focus(EDITABLE)
    desk.keyboard.press("Alt+F9")
    desk.keyboard.press("Enter")
    expect(desk.locator("#id_dateline_place")).to_have_value("भोपाल")
    expect(desk.locator("#id_source_credit")).to_have_value("भाषा")
    assert body(desk).startswith("<p>नगर परिषद ने")
