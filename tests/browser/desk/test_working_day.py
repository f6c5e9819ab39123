"""A day at the desk: each task without a detour, its clicks and keys counted. `docs/desk.md` lists the counts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Image, Section, Tag, User
from tests import factories
from tests.browser.conftest import sign_in
from tests.browser.test_counted_journey import CARD, TEXT, Hand
from tests.browser.test_paste import FLATTENED
from tests.images import files

from .seeing import what_hides_the_caret

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADLINE = "पुराने पुल की मरम्मत शुरू, रात में रास्ता बंद"


@pytest.fixture
def desh(desk: Page) -> Section:
    return factories.section("desh", "देश")


@pytest.fixture
def hand(desk: Page, desh: Section) -> Hand:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.set_viewport_size({"width": 1280, "height": 720})
    User.objects.filter(username="asha").update(desk_language="hi")
    return Hand(desk)


def opened(hand: Hand, story: Article | None = None) -> Page:
    hand.page.goto(f"/admin/articles/article/{story.pk}/change/" if story else "/admin/articles/article/add/")
    expect(hand.page.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    return hand.page


def counted(hand: Hand) -> tuple[int, int]:
    return hand.count["clicks"], hand.count["keys"]


def state(page: Page) -> Locator:
    return page.locator(".desk-buttons > .state")


def more(hand: Hand, name: str) -> None:
    hand.click(".more-acts summary")
    hand.click(f".more-acts [name={name}]")


def saved(page: Page) -> None:
    expect(page.locator(".saving-state")).to_have_attribute("data-state", "saved")


def test_1_an_agency_story_is_pasted_and_published(hand: Hand) -> None:
    page = opened(hand)
    hand.click(TEXT)
    hand.paste(f"{HEADLINE}\n\n{FLATTENED}")
    expect(page.locator(".paste-notice")).to_have_count(2)
    hand.click(".paste-notices-all")
    expect(page.locator(CARD)).to_have_count(1)
    expect(page.locator("#id_headline")).to_have_value(HEADLINE)
    hand.choose("#id_section", "देश")
    hand.click(".desk-buttons .default")
    expect(state(page)).to_have_text("प्रकाशित")
    assert Article.objects.published().get().body.count("<h2>") == 2
    assert counted(hand) == (5, 1)


def test_2_three_photos_are_put_in(hand: Hand, tmp_path: Path) -> None:
    page = opened(hand)
    for name in ("एक", "दो", "तीन"):
        (tmp_path / f"{name}.jpg").write_bytes(files.written(size=(600 + len(name), 400)))
    hand.click(TEXT)
    hand.click("[data-name=libraryImage]")
    with page.expect_file_chooser() as chooser:
        hand.click(".library label:has([type=file])")
    hand.count["clicks"] += 3  # the first file, the last one, and "Open"
    chooser.value.set_files([tmp_path / f"{name}.jpg" for name in ("एक", "दो", "तीन")])
    for number, alt in enumerate(("घाट पर नाव", "पहाड़", "बाज़ार")):
        expect(page.locator(".library-uploads input")).to_have_count(3)
        expect(page.locator(".library-uploads input").nth(number)).to_be_focused()
        hand.type(alt)
        hand.press("Enter")
    expect(page.locator(f"{TEXT} figure.library-image")).to_have_count(3)
    assert [image.alt for image in Image.objects.order_by("pk")] == ["घाट पर नाव", "पहाड़", "बाज़ार"]
    assert counted(hand) == (6, 3)


def test_3_a_live_story_is_corrected_for_its_readers_to_see(hand: Hand) -> None:
    story = factories.story("पुल खुला", body="<p>पुल पर 12 लोग थे।</p>")
    page = opened(hand, story)
    hand.click(f"{TEXT} p")
    hand.press("Control+End")
    hand.type(" बाद में 14 बताए गए।")
    more(hand, "_correct")
    expect(page.locator("#id_correction")).to_be_focused()
    hand.type("पहले 12 लोग लिखे थे, थे 14।")
    hand.press("Control+Enter", "Enter")
    saved(page)
    story.refresh_from_db()
    assert story.corrections.get().text == "पहले 12 लोग लिखे थे, थे 14।"
    assert "14 बताए गए" in story.body
    assert counted(hand) == (3, 3)


def test_4_a_writer_and_a_guest_are_named(hand: Hand) -> None:
    factories.author("मीरा जोशी", slug="meera")
    story = factories.draft()
    page = opened(hand, story)
    hand.click("#bylines-0 .select2-selection")
    hand.type("मीरा")
    expect(page.locator(".select2-results__option--highlighted")).to_contain_text("मीरा")
    hand.press("Enter")
    hand.click("#id_bylines-1-name")
    hand.type("डॉ. अनीता राव")
    hand.press("Control+s")
    saved(page)
    names = [line.author.name if line.author else line.name for line in story.bylines.order_by("order")]
    assert names == ["मीरा जोशी", "डॉ. अनीता राव"]
    assert counted(hand) == (2, 2)


def test_5_a_story_is_scheduled_for_tomorrow_at_six(hand: Hand, desh: Section) -> None:
    story = factories.draft("पुल खुला", section=desh, body="<p>पहला।</p>")
    page = opened(hand, story)
    hand.click(".field-schedule_at .date-icon")
    hand.click(".calendarbox:visible .calendar-shortcuts a >> nth=2")
    hand.click(".field-schedule_at .clock-icon")
    hand.click(".clockbox:visible .timelist a >> nth=2")
    expect(page.locator(".desk-buttons .default")).to_have_attribute("name", "_schedule")
    hand.click(".desk-buttons .default")
    expect(state(page)).to_have_text("निर्धारित")
    story.refresh_from_db()
    assert story.publish_at
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert timezone.localtime(story.publish_at).isoformat()[:16] == f"{tomorrow}T06:00"
    assert counted(hand) == (5, 0)


def test_6_a_story_is_taken_down_with_a_reason(hand: Hand) -> None:
    story = factories.story("पुल खुला")
    page = opened(hand, story)
    more(hand, "_withdraw")
    expect(page.locator("#question")).to_be_focused()
    hand.press("Tab")
    hand.type("तथ्य ग़लत थे")
    hand.press("Enter")
    expect(state(page)).to_have_text("वापस ली गई")
    assert not Article.objects.published().exists()
    assert counted(hand) == (2, 2)


def test_8_two_tags_become_one(page: Page, transactional_db: None) -> None:
    sign_in(page, "chief")  # only they may
    hand = Hand(page)
    factories.story(tags=["पर्यावरण"])
    factories.story(tags=["पर्यावरन"])
    page.goto("/admin/articles/tag/")
    for row in (0, 1):
        hand.click(f".action-select >> nth={row}")
    hand.choose("select[name=action]", "चुने हुए टैग मिलाएँ")
    hand.click("#changelist .actions button[type=submit]")
    hand.click(".submit-row .default")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Tag.objects.count() == 1
    assert counted(hand) == (6, 0)


def test_9_a_story_is_found_by_half_a_word_in_latin_letters(hand: Hand) -> None:
    story = factories.story("बावड़ी के पत्थर फिर चमके")
    factories.story("पुल खुला")
    page = hand.page
    page.goto("/admin/articles/article/")
    hand.click("#searchbar")
    hand.type("bawdi")
    hand.press("Enter")
    expect(page.locator("#result_list")).to_contain_text(story.headline)
    assert counted(hand) == (1, 1)


def test_10_the_words_of_a_quoted_post_are_mended(hand: Hand) -> None:
    post = factories.post("पुराने शब्द", url="https://social.example/1")
    story = factories.draft(body="<p>पहला।</p>" + factories.quoting(post))
    page = opened(hand, story)
    expect(page.locator(CARD)).to_contain_text("पुराने शब्द")
    hand.click(f"{CARD} .post-said")
    hand.click(f"{CARD} [data-act=edit]")
    hand.press("Control+a")
    hand.type("नए शब्द")
    expect(page.locator(CARD)).to_contain_text("नए शब्द")
    hand.press("Control+s")
    saved(page)
    assert story.quoted_posts.get().snapshot.text == "नए शब्द"
    assert counted(hand) == (2, 2)


def test_11_a_story_is_written_and_published_on_a_phone(hand: Hand) -> None:
    hand.page.set_viewport_size({"width": 390, "height": 844})
    page = opened(hand)
    hand.click("#id_headline")
    hand.type("पुल खुला")
    hand.click(TEXT)
    for number in range(12):
        hand.type(f"पुल आज खुला, {number} लोग आए।")
        assert what_hides_the_caret(page) == ""
        page.keyboard.press("Enter")
    hand.choose("#id_section", "देश")
    hand.click(".desk-buttons .default")
    expect(page.locator(".saving-state")).to_have_attribute("data-state", "saved")
    assert Article.objects.published().count() == 1
    assert counted(hand) == (5, 0)


def test_12_a_deleted_story_is_brought_back(hand: Hand) -> None:
    story = factories.story("पुल खुला")
    page = opened(hand, story)
    more(hand, "_trash")
    hand.click("#question [name=confirmed]")
    expect(page.locator("[name=act][value=restore]").first).to_be_visible()
    hand.click("[name=act][value=restore] >> nth=0")
    expect(page.locator(".messagelist .success")).to_be_visible()
    story.refresh_from_db()
    assert story.deleted_at is None
    assert counted(hand) == (4, 0)
