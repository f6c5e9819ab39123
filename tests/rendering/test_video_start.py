"""A video begins where each place in each story has it begin: in the link, in the iframe, in feeds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from lxml import html

from articles import body
from articles.models import Article, SocialPost
from tests import cast, factories

pytestmark = pytest.mark.django_db
YOUTUBE, VIMEO = "https://www.youtube.com/watch?v=pul-khula_1", "https://vimeo.com/76979871"
IFRAMES = {
    YOUTUBE: "https://www.youtube-nocookie.com/embed/pul-khula_1?autoplay=1",
    VIMEO: "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
}


@pytest.fixture(autouse=True)
def live_posts(settings: Any) -> None:
    settings.LIVE_POSTS = ["youtube", "vimeo"]


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(cast.meera())
    return client


def pasted(desk: Client, *addresses: str) -> list[dict[str, Any]]:
    data = json.dumps({"items": [{"url": address} for address in addresses]})
    return desk.post("/admin/articles/socialpost/resolve/", data, content_type="application/json").json()["posts"]


def story(*posts: dict[str, Any]) -> Article:
    placed = "".join(body.social_post(post["id"], post["url"]) for post in posts)
    return factories.story(body=f"<p>पुल का वीडियो।</p>{placed}", section=cast.desh(), by=cast.meera())


def links(text: str) -> list[tuple[str, str]]:
    return [(link.get("href"), link.get("data-frame", "")) for link in html.fromstring(text).xpath("//a[@data-frame]")]


def page(article: Article) -> str:
    return Client().get(f"/desh/{article.slug}-{article.pk}/").content.decode()


@pytest.mark.parametrize(
    ("address", "video", "link", "frame"),
    [
        ("https://youtu.be/pul-khula_1?t=90", YOUTUBE, "&t=90s", "&start=90"),
        ("https://www.youtube.com/live/pul-khula_1?t=1h", YOUTUBE, "&t=3600s", "&start=3600"),
        ("https://vimeo.com/76979871#t=1m30s", VIMEO, "#t=90s", "#t=90s"),
        ("https://vimeo.com/76979871", VIMEO, "", ""),
    ],
)
def test_from_the_paste_to_the_page_and_the_feed(desk: Client, address: str, video: str, link: str, frame: str) -> None:
    article = story(*pasted(desk, address))
    assert links(page(article)) == [(video + link, IFRAMES[video] + frame)]
    assert (
        f'href="{(video + link).replace("&", "&amp;")}"'
        in html.fromstring(Client().get("/rss.xml").content).text_content()
    )


def test_two_stories_and_two_places_of_one_story_begin_at_their_own_times(desk: Client) -> None:
    one, two, bare = pasted(desk, f"{YOUTUBE}&t=90", "https://youtu.be/pul-khula_1?t=5", YOUTUBE)
    assert one["id"] == two["id"] == bare["id"] == SocialPost.objects.get().pk
    assert SocialPost.objects.get().url == YOUTUBE
    first, second = story(one), story(two, bare, one)
    assert [link for link, _frame in links(page(first))] == [f"{YOUTUBE}&t=90s"]
    assert [link for link, _frame in links(page(second))] == [f"{YOUTUBE}&t=5s", YOUTUBE, f"{YOUTUBE}&t=90s"]


def test_the_link_of_another_video_does_not_count(desk: Client) -> None:
    (post,) = pasted(desk, YOUTUBE)
    article = story(post | {"url": "https://youtu.be/other-video?t=90"})
    assert links(page(article)) == [(YOUTUBE, IFRAMES[YOUTUBE])]
