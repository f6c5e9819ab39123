"""A quoted post's words are mended below the text: its card follows, and the list of what is missing leads there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article, SocialPost, User
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def opened(page: Page, *posts: SocialPost) -> Article:
    User.objects.filter(username="asha").update(desk_language="en")
    story = factories.draft(body="<p>पहला।</p>" + "".join(factories.quoting(post) for post in posts))
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(page.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    expect(page.locator("figure.post-card")).to_have_count(len(posts))
    return story


def test_the_card_shows_the_words_while_they_are_typed(desk: Page, complaints: list[str]) -> None:
    post = factories.post("पुराने शब्द", url="https://social.example/1")
    story = opened(desk, post)
    card = desk.locator("figure.post-card")
    expect(card).to_contain_text("पुराने शब्द")
    card.click(position={"x": 200, "y": 30})
    card.locator("[data-act=edit]").click()
    expect(desk.locator(f"#id_quote-{post.pk}-text")).to_be_focused()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("नए शब्द")
    expect(card).to_contain_text("नए शब्द")
    expect(card).not_to_contain_text("पुराने")
    desk.fill(f"#id_quote-{post.pk}-author_name", "मीरा जोशी")
    expect(card).to_contain_text("मीरा जोशी")
    desk.keyboard.press("Control+s")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert story.quoted_posts.get().snapshot.text == "नए शब्द"
    assert complaints == []


def test_posts_without_words_are_one_line_with_a_link_to_each(desk: Page) -> None:
    posts = [factories.post("", url=f"https://social.example/{n}") for n in range(3)]
    opened(desk, *posts)
    line = desk.locator("#checks li[data-where=quotes]")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("3 quoted posts have no words")
    line.locator("a").nth(1).click()
    expect(desk.locator(f"#id_quote-{posts[1].pk}-text")).to_be_focused()
    desk.keyboard.type("शब्द")
    expect(line).to_contain_text("2 quoted posts have no words")
