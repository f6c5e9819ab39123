"""While the body editor is on its way no HTML is shown; where it does not come, the text can still be written."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests import factories
from tests.browser.pasting import EDITABLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EDITOR = re.compile(r"/django_prose_editor/editor[.\w]*\.js")


def test_no_html_is_seen_before_the_editor_is_there(desk: Page) -> None:
    story = factories.draft(body="<p>पुल खुला</p>")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    desk.set_viewport_size({"width": 390, "height": 844})
    desk.route(EDITOR, hold)
    desk.goto(f"/admin/articles/article/{story.pk}/change/", wait_until="commit")
    desk.wait_for_selector("#id_headline")
    expect(desk.locator("#id_body")).to_be_hidden()
    desk.wait_for_timeout(300)
    assert held
    held[0].continue_()
    expect(desk.locator(EDITABLE)).to_be_visible()
    expect(desk.locator(EDITABLE)).to_have_text("पुल खुला")


def test_where_the_editor_does_not_come_the_text_can_be_written(desk: Page, complaints: list[str]) -> None:
    story = factories.draft(body="<p>पुल खुला</p>")
    desk.route(EDITOR, lambda route: route.abort())
    desk.goto(f"/admin/articles/article/{story.pk}/change/")
    desk.evaluate("document.getElementById('id_body').getAnimations().forEach((one) => one.finish())")
    expect(desk.locator("#id_body")).to_be_visible()
    desk.fill("#id_body", "<p>पुल बंद</p>")
    desk.click("[name=_continue]")
    expect(desk.locator(".saving-state")).to_have_attribute("data-state", "saved")
    story.refresh_from_db()
    assert story.body == "<p>पुल बंद</p>"
    complaints.clear()


def test_without_scripts_too(desk: Page, browser: Browser, live_server: Any) -> None:
    story = factories.draft(body="<p>पुल खुला</p>")
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=desk.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(page.locator("#id_body")).to_be_visible()
    page.fill("#id_body", "<p>पुल बंद</p>")
    page.click("[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert story.body == "<p>पुल बंद</p>"
    context.close()
