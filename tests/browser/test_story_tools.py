"""What a script adds to a story's page: larger text, kept for the next visit, and two more ways to share."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import cast, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def size_of(page: Page) -> float:
    return page.evaluate("parseFloat(getComputedStyle(document.querySelector('.story .body')).fontSize)")


class TestTextSize:
    def test_is_chosen_by_keyboard_and_kept_for_the_next_story(self, page: Page, complaints: list[str]) -> None:
        first, second = (factories.story(f"खबर {n}", section=cast.desh()) for n in range(2))
        page.goto(first.get_absolute_url())
        normal = size_of(page)
        buttons = page.locator(".text-size button")
        expect(buttons).to_have_count(3)
        buttons.nth(2).focus()
        page.keyboard.press("Enter")
        expect(buttons.nth(2)).to_have_attribute("aria-pressed", "true")
        expect(buttons.nth(0)).to_have_attribute("aria-pressed", "false")
        largest = size_of(page)
        assert largest > normal * 1.3
        page.goto(second.get_absolute_url())
        assert size_of(page) == largest
        page.locator(".text-size button").nth(0).click()
        assert size_of(page) == normal
        assert complaints == []

    def test_moves_nothing_where_a_large_one_was_chosen_before(self, page: Page) -> None:
        story = factories.story(section=cast.desh(), body="<p>" + "शब्द " * 900 + "</p>")
        page.goto(story.get_absolute_url())
        page.locator(".text-size button").nth(1).click()
        page.add_init_script(
            """
            window.shift = 0;
            const add = (list) => { for (const entry of list.getEntries()) window.shift += entry.value };
            new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
            """
        )
        page.goto(story.get_absolute_url(), wait_until="networkidle")
        assert page.evaluate("window.shift") == 0


class TestSharing:
    def test_copies_the_address_and_says_so(self, page: Page, complaints: list[str]) -> None:
        story = factories.story(section=cast.desh())
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(story.get_absolute_url())
        button = page.locator("[data-copy]")
        address = button.get_attribute("data-copy")
        button.click()
        expect(page.locator(".share [role=status]")).not_to_be_empty()
        assert page.evaluate("navigator.clipboard.readText()") == address
        assert complaints == []

    def test_hands_the_story_to_the_systems_own_window_where_there_is_one(self, page: Page) -> None:
        story = factories.story("नया पुल", section=cast.desh())
        page.add_init_script("navigator.share = async (what) => { window.shared = what }")
        page.goto(story.get_absolute_url())
        page.locator("[data-share]").click()
        shared = page.evaluate("window.shared")
        assert (shared["title"], shared["url"].endswith(story.get_absolute_url())) == ("नया पुल", True)

    def test_asks_nothing_of_other_machines(self, page: Page) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        story = factories.story(section=cast.desh(), lead_image=factories.image())
        page.goto(story.get_absolute_url(), wait_until="networkidle")
        own = page.url.split("/desh/")[0]
        assert [url for url in asked if not url.startswith((own, "data:"))] == []


def test_without_scripts_the_plain_links_stand_and_nothing_that_does_nothing(page: Page, live_server) -> None:
    story = factories.story(section=cast.desh())
    context = page.context.browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(story.get_absolute_url())
    expect(plain.locator(".share a")).to_have_count(5)
    for link in plain.locator(".share a").all():
        expect(link).to_be_visible()
    expect(plain.locator("main button:visible")).to_have_count(0)
    context.close()


def test_a_time_of_today_is_shown_as_how_long_ago_and_keeps_its_width(page: Page) -> None:
    factories.story("पुल", at=timezone.now() - timedelta(hours=3), section=cast.desh())
    for address in ("/", "/desh/"):
        page.goto(address)
        time = page.locator(".card-line time")
        expect(time).to_have_attribute("title", re.compile("20[0-9][0-9]"))
        assert time.inner_text() == "3 घंटे पहले"
        assert "3 घंटे पहले" in page.locator("main").aria_snapshot()
        wide = time.bounding_box()
        time.evaluate("time => { time.textContent = time.title; }")
        assert time.bounding_box() == wide
