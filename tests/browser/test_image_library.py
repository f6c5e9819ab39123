"""The dialog of the picture library and a picture's own form, in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from articles import images
from articles.models import Image
from articles.publishing import image_library
from tests import factories
from tests.images import files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPEN = """several => {
  window.picked = import("/static/admin/editor/library.js").then((library) => library.chooseImages({ several }));
}"""


@pytest.fixture
def three(transactional_db: None) -> list[Image]:
    """The newest, which the dialog shows first, is the last."""
    made = [factories.image(alt, (400, 300)) for alt in ("नाव", "", "पहाड़ पर बर्फ")]
    for image in made:
        image_library.make_renditions(image.pk)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "घाट.jpg").write_bytes(files.written(size=(600, 400)))
    (tmp_path / "दूसरी.png").write_bytes(files.written("PNG", size=(300, 200)))
    (tmp_path / "नकली.jpg").write_bytes(b"<html>not a picture</html>")
    return tmp_path


def opened(page: Page, several: bool = False) -> Locator:
    if "/add/" not in page.url:
        page.goto("/admin/articles/article/add/")
        page.wait_for_selector("[contenteditable=true]")
    page.evaluate(OPEN, several)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def picked(page: Page) -> Any:
    return page.evaluate("() => window.picked.then((chosen) => chosen.map((image) => image.id))")


class TestChoosing:
    def test_by_one_click(self, desk: Page, three: list[Image], complaints: list[str]) -> None:
        dialog = opened(desk)
        expect(dialog.get_by_role("option")).to_have_count(3)
        dialog.get_by_role("option", name="नाव").click()
        assert picked(desk) == [three[0].pk]
        expect(desk.get_by_role("dialog")).to_have_count(0)
        assert complaints == []

    def test_by_the_keyboard_alone_and_the_focus_returns(self, desk: Page, three: list[Image]) -> None:
        desk.goto("/admin/articles/article/add/")
        desk.wait_for_selector("[contenteditable=true]")
        desk.focus("#id_headline")
        dialog = opened(desk)
        expect(dialog.get_by_role("searchbox")).to_be_focused()
        expect(dialog.get_by_role("option")).to_have_count(3)
        for key in ("ArrowDown", "ArrowRight", "End", "Home", "ArrowRight", "ArrowRight", "Enter"):
            desk.keyboard.press(key)
        assert picked(desk) == [three[0].pk]
        expect(desk.locator("#id_headline")).to_be_focused()

    def test_escape_chooses_nothing(self, desk: Page, three: list[Image]) -> None:
        expect(opened(desk).get_by_role("option")).to_have_count(3)
        desk.keyboard.press("Escape")
        assert picked(desk) == []

    def test_by_searching_as_one_types(self, desk: Page, three: list[Image]) -> None:
        dialog = opened(desk)
        expect(dialog.get_by_role("option")).to_have_count(3)
        dialog.get_by_role("searchbox").press_sequentially("बर्फ", delay=20)
        expect(dialog.get_by_role("option")).to_have_count(1)
        desk.keyboard.press("Enter")
        desk.keyboard.press("Enter")
        assert picked(desk) == [three[2].pk]

    def test_several_in_the_order_in_which_they_were_marked(self, desk: Page, three: list[Image]) -> None:
        dialog = opened(desk, several=True)
        options = dialog.get_by_role("option")
        expect(options).to_have_count(3)
        options.nth(2).click()
        options.nth(0).click()
        options.nth(1).click()
        options.nth(0).click()
        expect(options.nth(1)).to_have_attribute("aria-selected", "true")
        expect(options.nth(0)).to_have_attribute("aria-selected", "false")
        options.nth(0).focus()
        desk.keyboard.press("Space")
        expect(options.nth(0).locator(".library-number")).to_have_text("3")
        dialog.locator(".library-put").click()
        assert picked(desk) == [three[0].pk, three[1].pk, three[2].pk]

    def test_two_clicks_put_in_what_was_chosen_before_too(self, desk: Page, three: list[Image]) -> None:
        dialog = opened(desk, several=True)
        options = dialog.get_by_role("option")
        expect(options).to_have_count(3)
        expect(dialog.locator(".library-put")).to_be_disabled()
        options.nth(2).click()
        options.nth(0).dblclick()
        assert picked(desk) == [three[0].pk, three[2].pk]

    def test_shows_which_picture_has_no_alternative_text(self, desk: Page, three: list[Image]) -> None:
        expect(opened(desk).locator(".library-note")).to_have_count(1)

    def test_leads_to_further_pages(self, desk: Page) -> None:
        for n in range(26):
            factories.image(f"चित्र {n}")
        dialog = opened(desk)
        expect(dialog.get_by_role("option")).to_have_count(24)
        dialog.locator(".library-more").click()
        expect(dialog.get_by_role("option")).to_have_count(26)
        expect(dialog.get_by_role("option").nth(24)).to_be_focused()
        expect(dialog.locator(".library-more")).to_be_hidden()


class TestUploading:
    def test_a_good_picture_is_asked_for_its_alternative_text_and_put_in(
        self, desk: Page, folder: Path, complaints: list[str]
    ) -> None:
        dialog = opened(desk)
        dialog.locator("input[type=file]").set_input_files(folder / "घाट.jpg")
        field = dialog.locator(".library-uploads input")
        expect(field).to_be_focused()
        expect(dialog.locator(".library-alt-state.missing")).to_be_visible()
        expect(dialog.locator("[role=status].help")).to_have_text("1 तस्वीर")
        field.fill("घाट पर नाव")
        desk.keyboard.press("Enter")
        chosen = picked(desk)
        image = Image.objects.get()
        assert chosen == [image.pk]
        assert (image.alt, image.upload_name) == ("घाट पर नाव", "घाट.jpg")
        assert complaints == []

    def test_a_picture_stays_in_the_list_if_the_list_comes_after_it(self, desk: Page, folder: Path) -> None:
        held: list[Route] = []

        def hold(route: Route) -> None:
            held.append(route)

        desk.route("**/image/library/**", hold)
        dialog = opened(desk)
        dialog.locator("input[type=file]").set_input_files(folder / "घाट.jpg")
        expect(dialog.locator(".library-uploads input")).to_be_focused()
        for route in held:
            route.continue_()
        expect(dialog.locator("[role=status].help")).to_have_text("1 तस्वीर")
        expect(dialog.get_by_role("option")).to_have_count(1)

    def test_a_bad_one_is_named_with_its_reason_and_the_others_are_not_lost(self, desk: Page, folder: Path) -> None:
        dialog = opened(desk, several=True)
        dialog.locator("input[type=file]").set_input_files([folder / n for n in ("घाट.jpg", "नकली.jpg", "दूसरी.png")])
        refused = dialog.locator(".library-uploads .refused")
        expect(refused).to_contain_text("नकली.jpg")
        expect(refused).to_contain_text("JPEG, PNG")
        expect(dialog.locator(".library-uploads input")).to_have_count(2)
        expect(dialog.get_by_role("option", selected=True)).to_have_count(2)
        dialog.locator(".library-uploads input").nth(0).fill("घाट")
        dialog.locator(".library-uploads input").nth(1).fill("दूसरी")
        expect(dialog.locator(".library-note")).to_have_count(1)  # the last is saved when it is left
        dialog.locator(".library-put").click()
        chosen = picked(desk)
        one, two = Image.objects.order_by("pk")
        assert chosen == [one.pk, two.pk]
        assert (one.alt, two.alt) == ("घाट", "दूसरी")

    def test_enter_goes_from_text_to_text_and_puts_all_in(self, desk: Page, folder: Path) -> None:
        dialog = opened(desk, several=True)
        dialog.locator("input[type=file]").set_input_files([folder / n for n in ("घाट.jpg", "दूसरी.png")])
        expect(dialog.locator(".library-uploads input")).to_have_count(2)
        expect(dialog.locator(".library-uploads input").nth(0)).to_be_focused()
        desk.keyboard.type("घाट")
        desk.keyboard.press("Enter")
        expect(dialog.locator(".library-uploads input").nth(1)).to_be_focused()
        desk.keyboard.type("दूसरी")
        desk.keyboard.press("Enter")
        chosen = picked(desk)
        assert [(image.pk, image.alt) for image in Image.objects.order_by("pk")] == [
            (chosen[0], "घाट"), (chosen[1], "दूसरी")
        ]  # fmt: skip

    def test_by_dropping_files_onto_the_dialog(self, desk: Page) -> None:
        dialog = opened(desk)
        expect(dialog.locator("[role=status]").first).not_to_be_empty()
        drop(desk, files.written(size=(90, 60)), "घाट.jpg")
        expect(dialog.locator(".library-uploads input")).to_have_count(1)
        assert Image.objects.get().upload_name == "घाट.jpg"

    def test_without_a_dialog_gives_what_became_of_each_file(self, desk: Page) -> None:
        desk.goto("/admin/articles/article/add/")
        desk.wait_for_selector("[contenteditable=true]")
        good, bad = list(files.written()), list(b"nothing")
        results = desk.evaluate(
            """async ([good, bad]) => {
              const { uploadFiles } = await import("/static/admin/editor/uploads.js");
              const file = (bytes, name) => new File([new Uint8Array(bytes)], name, { type: "image/jpeg" });
              return uploadFiles([file(bad, "b.jpg"), file(good, "a.jpg")]);
            }""",
            [good, bad],
        )
        assert results[0]["name"] == "b.jpg"
        assert results[0]["error"]
        image = Image.objects.get()
        assert (results[1]["id"], results[1]["url"]) == (image.pk, images.rendition(image, "desk").url)


def drop(page: Page, data: bytes, name: str) -> None:
    page.evaluate(
        """([bytes, name]) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
          const box = document.querySelector(".library");
          for (const kind of ["dragenter", "dragover", "drop"]) {
            box.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
          }
        }""",
        [list(data), name],
    )


class TestOnAPhone:
    def test_nothing_stands_outside_the_screen(self, desk: Page, three: list[Image], folder: Path) -> None:
        desk.set_viewport_size({"width": 390, "height": 780})
        dialog = opened(desk, several=True)
        expect(dialog.get_by_role("option")).to_have_count(3)
        dialog.locator("input[type=file]").set_input_files([folder / "घाट.jpg", folder / "नकली.jpg"])
        expect(dialog.locator(".library-uploads input")).to_have_count(1)
        wide = desk.evaluate(
            """() => [...document.querySelectorAll("dialog, dialog *")]
                 .filter((one) => !one.matches(".visually-hidden, .visually-hidden *"))
                 .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.className)"""
        )
        assert wide == []


def test_many_at_once_offers_a_calendar_and_breaks_no_policy(desk: Page, folder: Path, complaints: list[str]) -> None:
    desk.goto("/admin/articles/image/upload-many/")
    expect(desk.locator(".datetimeshortcuts").first).to_be_visible()
    desk.locator("#id_several").set_input_files([folder / "घाट.jpg", folder / "नकली.jpg"])
    desk.fill("#id_caption", "साझा शब्द")
    desk.click("input[type=submit].default")
    expect(desk.locator(".refused")).to_contain_text("नकली.jpg")
    desk.locator(".uploaded input").fill("घाट पर नाव")
    desk.click("input[name=describe]")
    expect(desk.get_by_role("status")).to_be_visible()
    image = Image.objects.get()
    assert (image.alt, image.caption) == ("घाट पर नाव", "साझा शब्द")
    assert complaints == []


class TestTheFocalPoint:
    def test_is_set_by_a_click_and_by_the_keyboard(self, desk: Page, three: list[Image], complaints: list[str]) -> None:
        desk.goto(f"/admin/articles/image/{three[0].pk}/change/")
        picture = desk.locator(".focal-picture img")
        box = picture.bounding_box()
        assert box
        picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
        expect(desk.locator("#id_focal_x")).to_have_value("25")
        expect(desk.locator("#id_focal_y")).to_have_value("75")
        desk.fill("#id_focal_y", "60")
        left, top = desk.evaluate("(({left, top}) => [left, top])(document.querySelector('.focal-mark').style)")
        assert (left, top) == ("25%", "60%")
        desk.click("input[name=_continue]")
        expect(desk.locator(".saving-state")).to_have_attribute("data-state", "saved")
        three[0].refresh_from_db()
        assert (three[0].focal_x, three[0].focal_y) == (25, 60)
        assert complaints == []

    def test_can_be_set_before_the_picture_is_saved(self, desk: Page, folder: Path, complaints: list[str]) -> None:
        desk.goto("/admin/articles/image/add/")
        desk.locator("#id_file").set_input_files(folder / "घाट.jpg")
        picture = desk.locator(".focal-picture img")
        expect(picture).to_be_visible()
        box = picture.bounding_box()
        assert box
        picture.click(position={"x": 2, "y": box["height"] - 2})
        desk.click("input[name=_save]")
        expect(desk.locator(".messagelist")).to_be_visible()
        image = Image.objects.get()
        assert (image.focal_x, image.focal_y) in {(0, 99), (0, 100), (1, 99), (1, 100)}
        assert complaints == []
