"""The front desk in a real browser: by mouse, by keys, without scripts, and with two editors at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles.models import Arrangement, Article, Slot, SlotAssignment, User
from articles.publishing import front_desk
from tests import cast, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = "/admin/articles/arrangement/"


@pytest.fixture
def stories(desk: Page) -> list[Article]:
    User.objects.filter(username="asha").update(desk_language="en")
    earlier = timezone.now() - dt.timedelta(days=2)
    return [factories.story(f"खबर {n}", at=earlier - n * dt.timedelta(hours=1)) for n in range(12)]


@pytest.fixture(autouse=True)
def _no_complaints(complaints: list[str]) -> Iterator[None]:
    yield
    assert complaints == []


def names(page: Page, slot: str) -> list[str]:
    return [name.strip() for name in page.locator(f"[data-slot={slot}] .assignment-name").all_inner_texts()]


def expect_slot(page: Page, slot: str, *headlines: str) -> None:
    expect(page.locator(f"[data-slot={slot}] .assignment-name")).to_have_text(list(headlines))


def lead(page: Page) -> str:
    return page.locator(".top-lead .card-headline").inner_text()


def save(page: Page) -> None:
    page.click("input[name=save]")
    page.wait_for_selector(".messagelist .success")


def test_by_mouse_a_story_is_found_dragged_into_a_slot_and_dragged_on(desk: Page, stories: list[Article]) -> None:
    desk.goto(DESK)
    desk.fill("#q", "खबर 7")
    expect(desk.locator(".found-name")).to_have_text(["खबर 7"])
    desk.drag_and_drop(".found li", "[data-slot=second]")
    expect_slot(desk, "second", "खबर 7")
    desk.fill("#q", "खबर 8")
    expect(desk.locator(".found-name")).to_have_text(["खबर 8"])
    desk.drag_and_drop(".found li", "#slot-second")
    expect_slot(desk, "second", "खबर 8", "खबर 7")
    desk.drag_and_drop("[data-slot=second] [data-row='1'] .handle", "[data-slot=lead]")
    expect_slot(desk, "lead", "खबर 7")
    expect_slot(desk, "second", "खबर 8")
    expect(desk.locator("#desk-status")).to_contain_text("खबर 7")
    save(desk)
    desk.goto("/")
    assert lead(desk) == "खबर 7"


def test_by_keys_a_row_is_held_moved_put_back_and_let_go(desk: Page, stories: list[Article]) -> None:
    assignments = [SlotAssignment(Slot.SECOND, stories[n].pk) for n in (3, 4, 5)]
    front_desk.arrange(None, assignments, by=cast.meera(), began_from=0)
    desk.goto(DESK)
    said = desk.locator("#desk-status")
    handle = desk.locator("[data-row='2'] .handle")
    handle.focus()
    desk.keyboard.press("Enter")
    expect(said).to_contain_text("Held.")
    expect(handle).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("ArrowUp")
    expect_slot(desk, "second", "खबर 3", "खबर 5", "खबर 4")
    expect(said).to_contain_text("खबर 5: place 2 of 3 in “Second row”")
    expect(desk.locator(".handle:focus")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("ArrowLeft")
    expect_slot(desk, "lead", "खबर 5")
    expect(desk.locator(".handle:focus")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("Escape")
    expect(said).to_contain_text("Put back.")
    expect_slot(desk, "second", "खबर 3", "खबर 4", "खबर 5")
    expect(desk.locator(".handle:focus")).to_have_count(1)
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowUp")
    expect_slot(desk, "second", "खबर 3", "खबर 5", "खबर 4")
    expect(desk.locator(".handle:focus")).to_have_attribute("aria-pressed", "true")
    desk.keyboard.press("Enter")
    expect(said).to_contain_text("Let go.")
    save(desk)
    assert [one.story_id for one in Arrangement.objects.assignments(None)] == [stories[n].pk for n in (3, 5, 4)]


def test_by_keys_alone_a_story_is_found_placed_moved_and_taken_away(desk: Page, stories: list[Article]) -> None:
    desk.goto(DESK)
    desk.focus("#q")
    desk.keyboard.type("खबर 9")
    expect(desk.locator(".found-name")).to_have_text(["खबर 9"])
    expect(desk.locator("#q")).to_be_focused()
    desk.focus(f"#place-lead-{stories[9].pk}")
    desk.keyboard.press("Enter")
    expect_slot(desk, "lead", "खबर 9")
    expect(desk.locator(f"#place-lead-{stories[9].pk}")).to_be_focused()
    desk.focus("[data-button=down]")
    desk.keyboard.press("Enter")
    expect_slot(desk, "second", "खबर 9")
    expect(desk.locator("[data-button=down]")).to_be_focused()
    desk.focus("[data-button=take]")
    desk.keyboard.press("Enter")
    expect_slot(desk, "second")
    expect(desk.locator("#slot-second")).to_be_focused()


def test_a_story_made_the_lead_stands_first_and_what_was_done_is_in_sight(desk: Page, stories: list[Article]) -> None:
    assignments = [SlotAssignment(Slot.LEAD, stories[n].pk) for n in (3, 4)]
    assignments += [SlotAssignment(Slot.OPINION, stories[n].pk) for n in range(5, 10)]
    front_desk.arrange(None, assignments, by=cast.meera(), began_from=0)
    desk.set_viewport_size({"width": 1280, "height": 720})
    desk.goto(DESK)
    desk.fill("#q", "खबर 11")
    expect(desk.locator(".found-name")).to_have_text(["खबर 11"])
    desk.click(f"#place-lead-{stories[11].pk}")
    expect_slot(desk, "lead", "खबर 11", "खबर 3", "खबर 4")
    expect(desk.locator("[data-just-moved] .assignment-name")).to_have_text("खबर 11")
    expect(desk.locator("#desk-status")).to_be_in_viewport()
    # A row that leaves its slot says so, wherever on the page that is.
    desk.locator("[data-slot=opinion] [data-button=up]").first.click()
    expect(desk.locator("#desk-status")).to_contain_text("out of “Opinion row”")
    expect(desk.locator("#desk-status")).to_be_in_viewport()
    expect(desk.locator("[data-just-moved] [data-button=up]")).to_be_focused()
    expect(desk.locator("[data-just-moved]")).to_be_in_viewport()
    save(desk)
    desk.goto("/")
    assert lead(desk) == "खबर 11"


def test_a_scheduled_end_comes_without_a_job(desk: Page, stories: list[Article]) -> None:
    desk.goto(DESK)
    desk.click(f"#place-lead-{stories[5].pk}")
    expect_slot(desk, "lead", "खबर 5")
    ends = timezone.localtime().replace(second=0, microsecond=0) + dt.timedelta(hours=2)
    desk.fill("[name=ends]", f"{ends:%Y-%m-%dT%H:%M}")
    save(desk)
    for at, headline in ((ends - dt.timedelta(seconds=1), "खबर 5"), (ends, "खबर 0")):
        with time_machine.travel(at, tick=False):
            assert headline in Client().get("/").content.decode().split('class="top-lead"')[1].split("</article>")[0]


def test_a_story_in_two_slots_is_shown_once(desk: Page, stories: list[Article]) -> None:
    desk.goto(DESK)
    for slot in ("second", "lead", "opinion"):
        desk.click(f"#place-{slot}-{stories[0].pk}")
        expect_slot(desk, slot, "खबर 0")
    save(desk)
    expect(desk.locator("[data-slot=lead] .assignment")).not_to_have_class("assignment assignment-waits")
    expect(desk.locator("[data-slot=second] .assignment-waits")).to_have_count(1)
    desk.goto("/")
    expect(desk.locator(".card-headline a", has_text="खबर 0")).to_have_count(1)
    assert lead(desk) == "खबर 0"


def test_the_preview_shows_the_typed_page_at_a_time_to_come(desk: Page, stories: list[Article]) -> None:
    desk.goto(DESK)
    desk.click(f"#place-lead-{stories[5].pk}")
    expect_slot(desk, "lead", "खबर 5")
    starts = timezone.localtime().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=1)
    desk.fill("[name=starts]", f"{starts:%Y-%m-%dT%H:%M}")
    for at, headline in ((starts - dt.timedelta(minutes=1), "खबर 0"), (starts, "खबर 5")):
        desk.fill("#at", f"{at:%Y-%m-%dT%H:%M}")
        with desk.context.expect_page() as opened:
            desk.click("button[name=preview]")
        expect(opened.value.locator(".preview-notice")).to_be_visible()
        assert lead(opened.value) == headline
        opened.value.close()
    assert not Arrangement.objects.exists()
    # And the form stands as it was.
    expect_slot(desk, "lead", "खबर 5")


def test_of_two_editors_at_once_the_second_is_informed_and_loses_nothing(desk: Page, stories: list[Article]) -> None:
    desk.goto(DESK)
    desk.click(f"#place-lead-{stories[5].pk}")
    expect_slot(desk, "lead", "खबर 5")
    front_desk.arrange(None, [SlotAssignment(Slot.LEAD, stories[6].pk)], by=cast.imran(), began_from=0)
    desk.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(desk.locator("#desk-meanwhile")).to_contain_text("Imran Ali")
    desk.click("input[name=save]")
    expect(desk.locator(".differences")).to_contain_text("खबर 6")
    expect(desk.locator(".differences")).to_contain_text("खबर 5")
    expect_slot(desk, "lead", "खबर 5")
    # Theirs can be taken over, slot by slot; what was typed is saved on top of it only now.
    desk.click("button[name=theirs]")
    expect_slot(desk, "lead", "खबर 6")
    desk.click(f"#place-second-{stories[5].pk}")
    expect_slot(desk, "second", "खबर 5")
    save(desk)
    desk.goto("/")
    assert lead(desk) == "खबर 6"
    assert desk.locator(".second-row .card-headline").first.inner_text() == "खबर 5"


def test_leaving_with_something_unsaved_asks_first(desk: Page, stories: list[Article]) -> None:
    desk.goto(DESK)
    desk.click(f"#place-lead-{stories[5].pk}")
    expect_slot(desk, "lead", "खबर 5")
    asked: list[str] = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto("/admin/")
    assert asked == ["beforeunload"]


@pytest.fixture
def plain(desk: Page, browser: Browser, stories: list[Article], live_server: Any) -> Iterator[Page]:
    """The same editor, without scripts, on a phone."""
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 390, "height": 800},
        storage_state=desk.context.storage_state(),
    )  # fmt: skip
    yield context.new_page()
    context.close()


def test_without_scripts_everything_can_be_done_too(plain: Page, stories: list[Article]) -> None:
    plain.goto(DESK)
    plain.fill("#q", "खबर 7")
    plain.keyboard.press("Enter")
    plain.click(f"#place-second-{stories[7].pk}")
    expect_slot(plain, "second", "खबर 7")
    plain.click("[data-button=up]")
    expect_slot(plain, "lead", "खबर 7")
    expect(plain.locator("[data-button=up]")).to_be_focused()
    plain.locator("[name=slot]").select_option("opinion")
    plain.click(".sort")
    expect_slot(plain, "opinion", "खबर 7")
    save(plain)
    assert Arrangement.objects.assignments(None) == [SlotAssignment(Slot.OPINION, stories[7].pk)]


def test_the_desk_is_not_wider_than_a_phone(plain: Page, stories: list[Article]) -> None:
    front_desk.arrange(None, [SlotAssignment(Slot.LEAD, stories[0].pk)], by=cast.meera(), began_from=0)
    plain.goto(DESK)
    box = plain.locator("#content").bounding_box()
    assert box
    assert box["width"] <= 390
    for part in ("#front-desk", ".assignment", ".assignment-fields", ".desk-search", ".submit-row"):
        found = plain.locator(part).first.bounding_box()
        assert found
        assert found["x"] + found["width"] <= 390, part
