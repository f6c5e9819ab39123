"""What a page costs its reader: bytes and requests, as served, gzipped; and whether it holds still."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route

from .conftest import Site

pytestmark = pytest.mark.browser

PAGES = ["front", "section", "story", "search-found"]
PHONE = {"width": 360, "height": 800}
# Before the page's own scripts: every shift of what stands there, without those that a person caused.
WATCH_SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const what = entry.sources.map((one) => one.node?.outerHTML?.slice(0, 80) ?? one.node?.textContent);
      if (!entry.hadRecentInput) window.shifts.push(`${entry.value}: ${what}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
"""
AT_THE_END = "innerHeight + scrollY >= document.documentElement.scrollHeight - 1"
# Those of a gallery that nobody has turned to may wait.
PICTURES_ARE_THERE = """() => [...document.images].every(
  (image) => image.complete || image.getBoundingClientRect().left > innerWidth
)"""
# 400 kbit/s, and as long to the other end and back.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


@dataclass
class Transfer:
    """What came over the line, headers included: bytes by kind of file, and every address that was asked."""

    bytes_of: dict[str, float] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        kinds: dict[str, str] = {}
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", lambda event: self.asked.append(event["request"]["url"]))
        session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
        session.on("Network.loadingFinished", lambda event: self._add(kinds[event["requestId"]], event))
        session.send("Network.enable")

    def _add(self, kind: str, event: dict[str, Any]) -> None:
        self.bytes_of[kind] = self.bytes_of.get(kind, 0) + event["encodedDataLength"]


def on_a_phone(browser: Browser, site: Site) -> BrowserContext:
    """With an empty cache. The policy for scripts would forbid what Playwright waits with."""
    return browser.new_context(base_url=site.address, viewport=PHONE, device_scale_factor=2, bypass_csp=True)


@pytest.fixture
def phone(browser: Browser, site_in: dict[str, Site]) -> Iterator[BrowserContext]:
    context = on_a_phone(browser, site_in["hi"])
    yield context
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_the_first_view_is_light_and_asks_nobody_else(
    phone: BrowserContext, site_in: dict[str, Site], name: str
) -> None:
    page, came, site = phone.new_page(), Transfer(), site_in["hi"]
    came.listen(page)
    page.goto(site.pages[name], wait_until="networkidle")
    if name == "story":
        assert came.bytes_of["Image"] > 20_000
    total = sum(came.bytes_of.values())
    print(name, len(came.asked), round(total), {kind: round(size) for kind, size in came.bytes_of.items()})  # noqa: T201
    assert came.bytes_of["Font"] > 100_000
    assert total < 250_000
    assert came.bytes_of["Document"] + came.bytes_of["Stylesheet"] < 50_000
    assert came.bytes_of["Script"] < 10_000
    assert [address for address in came.asked if not address.startswith((site.address, "data:"))] == []
    assert len(came.asked) <= 22


def hold(page: Page, addresses: str, held: list[Route]) -> None:
    """What is asked there gets no answer."""

    def keep(route: Route) -> None:
        held.append(route)

    page.route(addresses, keep)


def read_to_the_end(page: Page) -> list[str]:
    """What moved meanwhile."""
    for _ in range(60):
        if page.evaluate(AT_THE_END):
            break
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(60)
    page.wait_for_function(PICTURES_ARE_THERE)
    page.wait_for_timeout(200)
    assert page.evaluate(AT_THE_END)
    found: list[str] = page.evaluate("window.shifts")
    return found


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("letters", ["ours", "late"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_moves_while_somebody_reads_to_the_end(
    phone: BrowserContext, site_in: dict[str, Site], name: str, width: int, letters: str
) -> None:
    """With our letters in the browser's cache, and where they never come."""
    page = phone.new_page()
    if letters == "ours":
        page.goto("/search/", wait_until="networkidle")
    else:
        hold(page, "**/*.woff2", [])
    page.add_init_script(WATCH_SHIFTS)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site_in["hi"].pages[name], wait_until="commit" if letters == "late" else "load")
    page.wait_for_function("document.querySelector('.footer') && document.images[0]?.complete !== false")
    assert read_to_the_end(page) == []


def test_bold_letters_that_come_late_move_nothing(phone: BrowserContext, site_in: dict[str, Site]) -> None:
    """Also where the machine has no Devanagari of its own: the others stand in for them."""
    page, held = phone.new_page(), list[Route]()
    hold(page, "**/mukta-700*.woff2", held)
    page.add_init_script(WATCH_SHIFTS)
    page.goto(site_in["hi"].pages["front"], wait_until="commit")
    page.wait_for_function("document.fonts.check('16px Mukta')")
    page.wait_for_timeout(1500)
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    page.wait_for_timeout(500)
    assert held
    assert page.evaluate("document.documentElement.style.getPropertyValue('--late')") == ""
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("name", ["story", "story-five-posts-english"])
def test_the_headline_is_there_within_three_seconds_on_a_slow_line_without_our_letters(
    browser: Browser, site_in: dict[str, Site], name: str
) -> None:
    """The best of three tries: the machine may be busy, the line is not."""
    tries = [first_sight(browser, site_in["hi"], name) for _ in range(3)]
    print(name, [round(one) for one in tries])  # noqa: T201
    assert min(tries) < 3000


def first_sight(browser: Browser, site: Site, name: str) -> float:
    """After how many milliseconds the headline was seen; fonts are asked for and never come."""
    context = on_a_phone(browser, site)
    page, fonts = context.new_page(), list[Route]()
    hold(page, "**/*.woff2", fonts)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.goto(site.pages[name], wait_until="commit")
    page.wait_for_function(FIRST_PAINT)
    painted = float(page.evaluate(FIRST_PAINT))
    assert fonts
    assert page.locator("h1").bounding_box()["y"] < 600  # type: ignore[index]
    assert is_drawn(session, page)
    context.close()
    return painted


def is_drawn(session: Any, page: Page) -> bool:
    """Whether the headline's place holds more than paper. Playwright's own picture would wait for the fonts."""
    box = page.locator("h1").bounding_box()
    answer = session.send("Page.captureScreenshot", {"clip": {**(box or {}), "scale": 1}})
    colours = Image.open(io.BytesIO(base64.b64decode(answer["data"]))).convert("L").getcolors(256) or []
    return len(colours) > 10 and sum(count for count, shade in colours if shade < 100) > 500
