"""A story with a chart, a map, a podcast, a PDF, a sound and a video, as a reader's browser meets it."""

from __future__ import annotations

import os
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from articles import body
from articles.models import Article, MediaFile, SocialPost
from tests import factories
from tests.files import made

from .test_axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLES = {
    "hi": ("नई बसें, ज़िलों के अनुसार", "नया पुल कहाँ है", "पुल के नीचे का शहर", "बसों का समय", "पुल की आवाज़", "पुल पर पहली बस"),
    "en": (
        "New buses by district", "Where the new bridge is", "The city below the bridge", "When the buses run",
        "The sound of the bridge", "The first bus on the bridge",
    ),
}  # fmt: skip
FRAMES = {
    "datawrapper": "https://datawrapper.dwcdn.net/aB3xY/",
    "osm": "https://www.openstreetmap.org/export/embed.html?layer=mapnik&bbox=77.1,28.5,77.3,28.7&marker=28.61,77.2",
    "spotify": "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk",
}
# The sum of all shifts.
WATCH = """
  window.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
    .observe({ type: "layout-shift", buffered: true });
"""


def story_in(language: str) -> Article:
    chart, place, podcast, times, sound, film = TITLES[language]
    still = factories.image("एक बस पुल पर" if language == "hi" else "A bus on a bridge", (1280, 720), language=language)
    posts = [
        factories.post(
            title, network=network, network_id=number, url=url, language=language, author_name="", handle="",
        )
        for title, network, number, url in (
            (chart, "datawrapper", "aB3xY", FRAMES["datawrapper"]),
            (place, "osm", "77.1,28.5,77.3,28.7/28.61,77.2",
             "https://www.openstreetmap.org/?bbox=77.1,28.5,77.3,28.7&mlat=28.61&mlon=77.2"),
            (podcast, "spotify", "episode/4rOoJ6Egrf8K2IrywzwOMk",
             "https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk"),
        )
    ]  # fmt: skip
    SocialPost.objects.filter(pk=posts[0].pk).update(image=still)
    more = {
        "language": language, "credit": "पुल विभाग" if language == "hi" else "Bridge office", "licence": "CC BY 4.0",
        "description": "बस 12 आती है।" if language == "hi" else "Bus 12 arrives.",
    }  # fmt: skip
    files = [
        made.media_file("pdf", times, **more), made.media_file("mp3", sound, **more),
        made.media_file("mp4", film, still=still, **more),
    ]  # fmt: skip
    words = "शब्द " if language == "hi" else "words "
    html = "".join(f"<p>{words * 40}</p>{factories.quoting(post)}" for post in posts)
    html += "".join(f"<p>{words * 40}</p>{body.media_file(file.pk, file.file.url, file.title)}" for file in files)
    lead = MediaFile.objects.get(title=film)
    return factories.story(
        "छह चीज़ें" if language == "hi" else "Six things", body=html, lead_video=lead, language=language
    )


@pytest.mark.parametrize("language", ["hi", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_comes_from_elsewhere_before_a_click_and_nothing_moves(
    page: Page, complaints: list[str], language: str, width: int
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(WATCH)
    page.goto(story_in(language).get_absolute_url())
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(500)
    own = page.evaluate("location.origin")
    assert [url for url in asked if not url.startswith(own)] == []
    assert [url for url in asked if "/files/" in url] == []
    # What counts has three decimals; a web font that comes late moves less than any of them.
    assert page.evaluate("window.shift") < 0.001
    assert page.locator("iframe").count() == 0
    assert violations(page) == []
    take_pictures(page, f"{language}-{width}", width)
    page.set_viewport_size({"width": width, "height": 800})
    for network, address in FRAMES.items():
        page.route(f"{address.split('?')[0]}**", lambda route: route.fulfill(body="<p>frame</p>"))
        page.locator(f".post-{network} a[data-frame]").click()
        frame = page.locator(f".post-{network} iframe")
        assert frame.get_attribute("src") == address
        assert frame.get_attribute("title")
        box: Any = frame.bounding_box()
        assert box["height"] >= 200
        assert box["width"] <= width
    expect(page.locator(".post-datawrapper .post-picture")).to_be_hidden()
    assert {url.split("?")[0] for url in asked if not url.startswith(own)} == {
        address.split("?")[0] for address in FRAMES.values()
    }
    assert not [line for line in complaints if "Content Security Policy" in line]


def take_pictures(page: Page, name: str, width: int) -> None:
    """Only where a folder for them is given: to look at the page."""
    if folder := os.environ.get("OTHER_MEDIA_PICTURES"):
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=f"{folder}/{name}-{theme}.png", full_page=True)


@pytest.mark.parametrize("width", [360, 1280])
def test_all_of_it_stands_without_script(browser: Browser, live_server: Any, settings: Any, width: int) -> None:
    settings.SITE_URL = live_server.url
    story = story_in("hi")
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.goto(story.get_absolute_url())
    for title in TITLES["hi"]:
        expect(page.get_by_text(title).first).to_be_visible()
    for network in FRAMES:
        assert page.locator(f".post-{network} a.post-link").get_attribute("href", timeout=2_000)
    assert page.locator("a.media-link").count() == 4
    assert page.locator(".media-pdf a.media-link").get_attribute("href")
    context.close()
