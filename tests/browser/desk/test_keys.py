"""Keys of the form: saving, and the way to the main button."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, User
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = ".field-body [contenteditable=true]"
MAIN = ".desk-buttons .default"


@pytest.fixture
def draft(desk: Page) -> Article:
    User.objects.filter(username="asha").update(desk_language="en")
    story = factories.draft("पुल खुला", section=factories.section("desh", "देश"), body="<p>पहला।</p>")
    desk.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(desk.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    return story


@pytest.mark.parametrize("where", [TEXT, "#id_headline", "#id_section", "#id_standfirst"])
def test_one_key_leads_to_the_main_button_and_presses_nothing(desk: Page, draft: Article, where: str) -> None:
    desk.focus(where)
    for _ in range(3):  # as while it is held
        desk.keyboard.press("Control+Enter")
        expect(desk.locator(MAIN)).to_be_focused()
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert draft.body == desk.input_value("#id_body")


def test_two_keys_publish(desk: Page, draft: Article) -> None:
    desk.focus(TEXT)
    desk.keyboard.press("Control+Enter")
    desk.keyboard.press("Enter")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert Article.objects.published().get() == draft


def test_in_a_box_the_key_leaves_the_box_first(desk: Page, draft: Article) -> None:
    desk.evaluate(
        """selector => {
          const { editor } = document.querySelector(selector);
          editor.commands.setContent('<aside data-aside="pull-quote"><p>बड़ा</p></aside>');
          editor.commands.focus("start");
        }""",
        TEXT,
    )
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(TEXT)).to_be_focused()
    desk.keyboard.type("आगे")
    assert desk.input_value("#id_body").endswith("</aside><p>आगे</p>")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(MAIN)).to_be_focused()
