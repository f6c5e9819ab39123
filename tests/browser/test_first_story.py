"""The whole road in a browser: a text arrives, an editor publishes it, readers and feed readers find it."""

from __future__ import annotations

import feedparser
import pytest
from django.test import Client
from lxml.html import fragment_fromstring
from playwright.sync_api import Page, expect

from articles.body import clean
from articles.models import Article, PostSnapshot
from tests import factories
from tests.importers.test_drafts import STORY

from .conftest import sign_in_by_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def ready(page: Page) -> None:
    page.wait_for_selector(".prose-editor [contenteditable=true]")


def test_from_plain_text_to_the_page_and_the_feed(desk: Page, complaints: list[str]) -> None:
    section, author = factories.section(), factories.author("मीरा जोशी", slug="meera")
    sign_in_by_form(desk)
    desk.goto("/admin/articles/article/from-text/")
    desk.fill("textarea[name=text]", STORY)
    desk.click("input[type=submit].default")
    expect(desk.locator(".report")).to_contain_text("SonarDam")
    desk.click(".report a")
    ready(desk)
    expect(desk.locator("[contenteditable=true] h2")).to_have_count(2)
    expect(desk.locator("[contenteditable=true] figure.post-card")).to_contain_text("All gates of the Sonar dam")
    desk.fill("#id_headline", "बांध के फाटक खुले")
    desk.select_option("#id_section", str(section.pk))
    desk.fill("#id_tag_names", "बांध, विदेश मंत्री")
    desk.click("#bylines-0 .select2-selection")
    desk.fill(".select2-search__field", "मीरा")
    desk.click(".select2-results__option:has-text('मीरा')")
    desk.check("input[name$=-confirmed]")
    desk.click("input[name=_publish]")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    story = Article.objects.published().get()
    assert PostSnapshot.objects.count() == 1

    reader = Client()
    for address in ("/", "/desh/", "/author/meera/", *(f"/tag/{row.tag.slug}/" for row in story.tag_rows.all())):
        assert "बांध के फाटक खुले" in reader.get(address).content.decode(), address
    entry = feedparser.parse(reader.get("/rss.xml").content).entries[0]
    assert (entry.title, entry.author) == ("बांध के फाटक खुले", author.name)
    assert "🇮🇳 #SonarDam" in fragment_fromstring(entry.content[0].value, create_parent="main").text_content()
    desk.goto(story.get_absolute_url())
    expect(desk.locator("h1")).to_have_text("बांध के फाटक खुले")
    expect(desk.locator("figure.post blockquote[lang=en]")).to_contain_text("Please stay away")
    assert complaints == []


def test_what_the_editor_saves_is_what_was_stored(desk: Page, complaints: list[str]) -> None:
    post, image = factories.post(url="https://social.example/1"), factories.image()
    body = clean(
        '<p>पहला <strong>मोटा</strong> और <em>तिरछा</em> पाठ, <span lang="en">in English</span>.</p><h2>उप-शीर्षक</h2>'
        f'{factories.quoting(post)}<p lang="en">An English paragraph.</p><ul><li><p>एक</p></li><li><p>दो</p></li></ul>'
        f'<figure data-image="{image.pk}" data-layout="wide"><figcaption>अपना कैप्शन</figcaption></figure>'
        '<blockquote><p>उद्धरण</p></blockquote><p><a href="https://a.example/">कड़ी</a> और क़ानून, हिन्\u200dदी</p>'
    )
    story = factories.draft(body=body)
    desk.goto(f"/admin/articles/article/{story.pk}/change/")
    ready(desk)
    # Something typed and taken back: the editor writes the field anew.
    desk.locator("[contenteditable=true] p").first.click()
    desk.keyboard.type("x")
    desk.keyboard.press("Backspace")
    desk.click("input[name=_continue]")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert story.version == 2
    assert story.body == body
    assert complaints == []


def test_the_desk_by_keyboard_in_the_dark_on_a_phone(desk: Page, complaints: list[str]) -> None:
    factories.draft(bylines=["एजेंसी"])
    desk.emulate_media(color_scheme="dark")
    for width in (360, 390, 1280):
        desk.set_viewport_size({"width": width, "height": 800})
        for address in ("/admin/", "/admin/articles/article/", "/admin/articles/article/add/"):
            desk.goto(address)
            desk.wait_for_load_state("networkidle")
            assert desk.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
    ready(desk)
    desk.focus("#id_headline")
    seen = set()
    for _ in range(60):
        desk.keyboard.press("Tab")
        seen.add(desk.evaluate("document.activeElement.getAttribute('name') || document.activeElement.className"))
    assert "standfirst" in seen
    assert any("ProseMirror" in (name or "") for name in seen)
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_readers_pages_fit_a_small_phone_and_ask_nobody_else(page: Page, complaints: list[str], scheme: str) -> None:
    post = factories.post("Rahmen-und-sehr-langes-Wort-" * 6 + " #हैशटैग", url="https://social.example/" + "a" * 120)
    author, image = factories.author(), factories.image()
    story = factories.story(
        "एक बहुत लंबा शीर्षक जो छोटे फ़ोन पर कई पंक्तियों में टूटेगा और कटेगा नहीं", lead_image=image, bylines=[author],
        body="<p>पाठ</p>" + factories.quoting(post),
    )  # fmt: skip
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.emulate_media(color_scheme=scheme)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for address in ("/", "/desh/", story.get_absolute_url(), f"/author/{author.slug}/", "/archive/"):
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
    own = page.url.split("/", 3)[:3]
    assert all(address.split("/", 3)[:3] == own for address in asked)
    assert complaints == []
