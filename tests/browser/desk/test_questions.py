"""The button follows the time, the menu leads to the correction, and a question stands on the page of the story."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article
from tests import factories
from tests.browser.test_axe import TAGS
from tests.browser.test_writing_desk import opened, speak
from tests.browser.tools import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MAIN = ".desk-buttons > input.default"


# Django's links change their colour slowly. One that is taken back, or never ends, is not to be waited for.
END_ANIMATIONS = """
  for (const one of document.getAnimations()) {
    if (one.effect.getComputedTiming().endTime === Infinity) one.cancel();
    else one.finish();
  }
"""


def violations(page: Page, part: str) -> list[str]:
    """What axe says of this part of the page, on a phone and on a desk, light and dark."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    run = """([part, tags]) => axe.run(part, { runOnly: { type: "tag", values: tags } }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`)))"""
    found = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.evaluate(END_ANIMATIONS)
            found += page.evaluate(run, [part, TAGS])
    page.emulate_media(color_scheme="light")
    return found


def test_the_main_button_follows_the_time(desk: Page) -> None:
    speak("en")
    page = opened(desk, factories.draft())
    later = timezone.localtime() + dt.timedelta(days=1)
    expect(page.locator(MAIN)).to_have_value("Publish now")
    page.fill("#id_schedule_at_0", later.strftime("%d/%m/%Y"))
    page.fill("#id_schedule_at_1", "06:00")
    year = "" if later.year == timezone.localdate().year else f" {later.year}"
    expect(page.locator(MAIN)).to_have_value(f"Publish on {later.strftime('%-d %B')}{year}, 06:00")
    expect(page.locator(MAIN)).to_have_attribute("name", "_schedule")
    expect(page.locator(".more-acts [name=_publish]")).to_have_value("Publish now")
    page.fill("#id_schedule_at_0", "01/01/2020")
    expect(page.locator(MAIN)).to_have_attribute("name", "_publish")
    expect(page.locator(".more-acts [name=_schedule]")).to_have_value("Schedule")
    page.fill("#id_schedule_at_0", later.strftime("%d/%m/%Y"))
    page.click("[name=_continue]")
    expect(page.locator(".messagelist")).to_contain_text("is only planned")
    expect(page.locator(MAIN)).to_have_attribute("name", "_schedule")
    page.click(MAIN)
    expect(page.locator(".messagelist")).to_contain_text("Scheduled. Readers will see it on")
    assert Article.objects.get().is_scheduled()


def test_publishing_against_the_time_is_asked_about_on_the_page(desk: Page, complaints: list[str]) -> None:
    story = factories.draft(schedule_at=timezone.now() + dt.timedelta(days=1))
    page = opened(desk, story)
    page.fill("#id_headline", "नया शीर्षक")
    page.click(".more-acts > summary")
    page.click(".more-acts [name=_publish]")
    expect(page.locator("#question")).to_be_focused()
    page.click("#question [data-close]")
    expect(page.locator("#question")).to_have_count(0)
    assert page.input_value("#id_headline") == "नया शीर्षक"
    page.click(".more-acts > summary")
    page.click(".more-acts [name=_publish]")
    page.click("#question [name=confirmed]")
    expect(page.locator(".messagelist")).to_contain_text("पाठक इसे देख रहे हैं।")
    story.refresh_from_db()
    assert (story.is_live(), story.headline) == (True, "नया शीर्षक")
    assert [text for text in complaints if "422" not in text] == []


def test_a_withdrawal_asks_why_and_can_be_taken_back(desk: Page) -> None:
    story = factories.story(tags=["पुल"])
    page = opened(desk, story)
    page.click(".more-acts > summary")
    page.click("[name=_withdraw]")
    expect(page.locator("#question")).to_be_focused()
    assert violations(page, "#question") == []
    page.fill("#id_reason", "नाम गलत था")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("वापस ली गई।")
    story.refresh_from_db()
    assert (story.state(), story.revisions.first().note) == ("withdrawn", "नाम गलत था")
    page.click(".messagelist .undo")
    expect(page.locator(".story-state .state")).to_have_text("प्रकाशित")
    story.refresh_from_db()
    assert story.is_live()


def test_the_trash_is_undone_by_one_click(desk: Page) -> None:
    story = factories.draft()
    page = opened(desk, story)
    page.click(".more-acts > summary")
    page.click("[name=_trash]")
    page.click(".messagelist .undo")
    expect(page.locator(".messagelist")).to_contain_text("यह अभी पाठकों को नहीं दिखती।")
    story.refresh_from_db()
    assert story.state() == "draft"


def test_add_correction_opens_its_field_and_update_saves_it(desk: Page) -> None:
    story = factories.story()
    page = opened(desk, story)
    expect(page.locator("[name=_continue]")).to_have_value("अपडेट करें")
    page.click(".more-acts > summary")
    page.click("[name=_correct]")
    expect(page.locator("#id_correction")).to_be_focused()
    page.keyboard.type("पुल 300 मीटर लंबा है")
    page.click("[name=_continue]")
    expect(page.locator(".corrections")).to_contain_text("पुल 300 मीटर लंबा है")
    page.locator(".corrections").scroll_into_view_if_needed()
    assert story.corrections.get().text == "पुल 300 मीटर लंबा है"
    page.click(".corrections a")
    expect(page.locator("#id_correction")).to_have_value("पुल 300 मीटर लंबा है")
    assert violations(page, "#correction_form") == []
    page.click("[name=retract]")
    expect(page.locator(".corrections del")).to_have_text("पुल 300 मीटर लंबा है")


def test_a_marker_in_the_text_is_selected_by_its_check(desk: Page) -> None:
    story = factories.draft(body="<p>पहला पैराग्राफ़।</p>" * 9 + "<p>लंबाई [डेस्क: <b>पूछें</b>] मीटर है।</p>")
    page = opened(desk, story)
    page.click("#checks .needed a")
    page.wait_for_function("getSelection().toString() === '[डेस्क: पूछें]'")


def test_several_are_asked_about_on_a_page_of_their_own(desk: Page) -> None:
    stories = [factories.story("पहली"), factories.story("दूसरी")]
    desk.goto("/admin/articles/article/")
    desk.check("#action-toggle")
    desk.select_option("select[name=action]", "withdraw_all")
    desk.click("button[name=index], .actions button")
    assert violations(desk, "#question") == []
    desk.fill("#id_reason", "दोहरी")
    desk.click("#question [name=confirmed]")
    expect(desk.locator(".messagelist")).to_contain_text("वापस ली गई। (2)")
    assert {story.state() for story in Article.objects.all()} == {"withdrawn"}
    assert len(stories) == 2
