"""A story with posts of five networks, as a reader's browser meets it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from articles.models import Article, PostStatus, SocialPost
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POSTS = {
    "https://x.com/PulVibhag/status/1861454974426722737": ("x", "1861454974426722737"),
    "https://www.youtube.com/watch?v=abcdefghijk": ("youtube", "abcdefghijk"),
    "https://www.instagram.com/p/Cabc123defg/": ("instagram", "Cabc123defg"),
    "https://bsky.app/profile/pul.example/post/3kabc": ("bluesky", "pul.example/3kabc"),
    "https://mastodon.example/@pul/112233445566": ("mastodon", "mastodon.example/112233445566"),
}


@pytest.fixture
def story() -> Article:
    quoted = [
        factories.post(f"{name} पर लिखा: नया पुल खुल गया। #पुल 🇮🇳", url=url, network=name, network_id=number, handle=name)
        for url, (name, number) in POSTS.items()
    ]
    lead = factories.image(size=(1200, 675))
    text = "".join(f"<p>अनुच्छेद {number}: {'शब्द ' * 60}</p>{factories.quoting(one)}" for number, one in enumerate(quoted))
    return factories.story("पाँच पोस्ट", body=text, lead_image=lead)


def test_the_links_of_five_posts_have_five_names(page: Page, story: Article) -> None:
    page.goto(story.get_absolute_url())
    names = page.evaluate("[...document.querySelectorAll('a.post-link')].map((link) => link.innerText)")
    assert len(set(names)) == 5


def test_when_all_are_gone_the_page_looks_the_same_but_for_the_notes(page: Page, story: Article) -> None:
    def words() -> Any:
        return page.evaluate(
            "[...document.querySelectorAll('figure.post')].map((post) => {"
            "  const copy = post.cloneNode(true);"
            "  copy.querySelectorAll('.post-note').forEach((note) => note.remove());"
            "  return copy.innerHTML.replaceAll(/\\s+/g, ' '); })"
        )

    page.goto(story.get_absolute_url())
    before = words()
    SocialPost.objects.update(status=PostStatus.GONE)
    page.reload()
    assert page.locator(".post-note").count() == 5
    assert words() == before


def test_a_player_is_opened_by_a_click_and_not_before(page: Page, story: Article) -> None:
    framed: list[str] = []
    page.route("https://www.youtube-nocookie.com/**", lambda route: (framed.append(route.request.url), route.abort()))
    page.goto(story.get_absolute_url())
    assert page.locator("iframe").count() == 0
    page.locator(".post-youtube a[data-frame]").click()
    frame = page.locator(".post-youtube iframe")
    assert frame.get_attribute("src") == "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"
    assert frame.get_attribute("title")
    page.wait_for_timeout(200)
    assert len(framed) == 1
    assert page.locator(".post-x a[data-frame]").count() == 0
