"""What scripts write on the desk's form is Hindi too: the body editor's menu and dialog, the calendar and the clock."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import User
from tests import factories

MONTHS = re.compile("जनवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def form(desk: Page) -> Page:
    story = factories.draft(body="<p>पुल खुला।</p>")
    desk.goto(reverse("admin:articles_article_change", args=[story.pk]))
    expect(desk.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    return desk


def names(page: Page) -> list[str]:
    """Of the menu's buttons and the kinds of paragraph it offers."""
    return page.eval_on_selector(
        ".prose-menubar",
        "menu => [...menu.querySelectorAll('button[title]')].flatMap(one => [one.title, one.ariaLabel])"
        ".concat([...menu.querySelectorAll('.prose-menubar__option')].map(one => one.textContent))",
    )


def test_the_editors_menu_is_named_in_hindi(form: Page, complaints: list[str]) -> None:
    assert {"मोटे अक्षर", "क्रमांकित सूची", "लिंक", "उप-शीर्षक", "पैराग्राफ़"} <= set(names(form))
    assert [name for name in names(form) if any(letter.isascii() and letter.isalpha() for letter in name)] == []
    assert complaints == []


def test_a_button_that_enters_the_menu_later_is_named_too(form: Page) -> None:
    chosen = form.locator(".prose-menubar__selected button")
    expect(chosen).to_have_attribute("title", "पैराग्राफ़")
    form.click(".prose-editor [contenteditable] p")
    form.click(".prose-menubar__selected")
    form.click(".prose-menubar [data-name=heading2]")
    expect(chosen).to_have_attribute("title", "उप-शीर्षक")


def test_the_link_dialog_the_calendar_and_the_clock_are_hindi(form: Page) -> None:
    form.click(".prose-editor [contenteditable] p")
    form.keyboard.press("Control+A")
    form.click(".prose-menubar [data-name=link]")
    expect(form.locator("dialog")).to_contain_text("लिंक लगाएँ")
    form.keyboard.press("Escape")
    expect(form.locator("dialog")).to_have_count(0)
    form.locator(".date-icon").first.click()
    calendar = form.locator(".calendarbox:visible")
    expect(calendar.locator("th")).to_have_text(["र", "सो", "मं", "बु", "गु", "शु", "श"])
    expect(calendar.locator("caption")).to_contain_text(MONTHS)
    expect(calendar.locator(".calendar-cancel")).to_have_text("रद्द करें")
    form.keyboard.press("Escape")
    form.locator(".clock-icon").first.click()
    expect(form.locator(".clockbox:visible .timelist")).to_contain_text("सुबह 6 बजे")


def test_an_english_desk_names_them_in_english(form: Page) -> None:
    User.objects.filter(username="asha").update(desk_language="en")
    form.reload()
    expect(form.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    assert {"Bold", "Numbered list", "Sub-heading", "Paragraph"} <= set(names(form))
