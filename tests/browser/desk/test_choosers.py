"""The boxes in which authors and pictures are chosen have names, closed and open, and the name says what is chosen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests import cast, factories
from tests.browser.desk.test_questions import violations
from tests.browser.test_writing_desk import opened, speak

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def is_named(page: Page, row: int, name: str) -> None:
    """The box of this byline is called that by a screen reader."""
    expect(page.locator(f"#bylines-{row} .select2-selection")).to_have_accessible_name(re.compile(name))


def test_each_box_is_named_after_its_field_and_its_value(desk: Page) -> None:
    speak("en")
    page = opened(desk, factories.draft(bylines=[cast.author_meera()]))
    is_named(page, 0, "^Author .*मीरा जोशी")
    is_named(page, 1, "^Author")
    assert violations(page, "#bylines-group") == []
    page.locator("#bylines-group .add-row a").click()
    is_named(page, 2, "^Author")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("#bylines-1 .select2-selection").click()
    expect(page.get_by_role("searchbox", name="Author")).to_be_focused()
    expect(page.locator(".select2-results__option").first).to_contain_text("मीरा")
    page.keyboard.press("Enter")
    is_named(page, 1, "^Author .*मीरा जोशी")
