"""The script that counts readers, in a browser: it may report to its own place, and a page does not wait for it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from newsroom.analytics import read
from tests import cast, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACE = "https://stats.example"
SCRIPT = """
  const own = document.currentScript;
  fetch(new URL("/event", own.src), { method: "POST", body: own.dataset.domain, mode: "no-cors" });
  new Image().src = new URL("/pixel.gif", own.src);
  fetch("https://elsewhere.example/").catch(() => { window.refused = true });
"""


@pytest.fixture
def asked(page: Page) -> list[str]:
    """What the page asks of other machines."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if ".example/" in request.url else None)
    return found


def test_reports_to_its_own_place_and_to_no_other(page: Page, asked: list[str], settings: Any) -> None:
    settings.ANALYTICS = read(f"{PLACE}/script.js data-domain=news.example")
    said: list[str | None] = []

    def answer(route: Route) -> None:
        is_script = route.request.url.endswith("script.js")
        said.append(route.request.post_data)
        route.fulfill(content_type="text/javascript", body=SCRIPT if is_script else "")

    page.route(f"{PLACE}/**", answer)
    page.goto(factories.story(section=cast.desh()).get_absolute_url(), wait_until="networkidle")
    assert page.evaluate("window.refused") is True
    assert sorted(asked) == [f"{PLACE}/{name}" for name in ("event", "pixel.gif", "script.js")]
    assert "news.example" in said


def test_that_is_not_named_is_asked_for_by_no_page(page: Page, asked: list[str]) -> None:
    story = factories.story(section=cast.desh())
    for address in ("/", "/desh/", "/search/", story.get_absolute_url()):
        page.goto(address, wait_until="networkidle")
    assert asked == []


@pytest.mark.parametrize("fate", ["hangs", "blocked", "broken"])
def test_that_never_comes_hinders_nothing(page: Page, settings: Any, fate: str) -> None:
    settings.ANALYTICS = read(f"{PLACE}/script.js")
    held: list[Route] = []

    def answer(route: Route) -> None:
        if fate == "hangs":
            held.append(route)
        elif fate == "blocked":
            route.abort("blockedbyclient")
        else:
            route.fulfill(content_type="text/javascript", body="throw new Error('broken')")

    page.route(f"{PLACE}/**", answer)
    page.add_init_script("navigator.share = async (what) => { window.shared = what }")
    story = factories.story("पुल खुला", section=cast.desh(), at=timezone.now() - dt.timedelta(hours=2))
    page.goto(story.get_absolute_url(), wait_until="commit")
    expect(page.locator("h1")).to_be_visible()
    page.locator(".text-size button").nth(2).click()
    expect(page.locator("html")).to_have_attribute("data-text", "3")
    page.locator("[data-share]").click()
    assert page.evaluate("window.shared.title") == "पुल खुला"
    page.goto("/", wait_until="commit")
    expect(page.locator("time[title]").first).to_be_attached()
    if fate == "hangs":
        assert page.evaluate("document.readyState") != "complete"
    else:
        page.wait_for_load_state("load")
    for route in held:
        route.abort()
