"""Charts, maps and podcasts of other sites: kept as data, shown as a title with a link, opened by a click."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client
from lxml import html

from articles import embeds
from articles.models import Article
from tests import cast, factories

pytestmark = pytest.mark.django_db
EPISODE = "4rOoJ6Egrf8K2IrywzwOMk"
# Address, title, the address of its frame, what the link says, the type in the linked data.
SHOWN = [
    (
        "https://datawrapper.dwcdn.net/aB3xY/4/", "नई बसें, ज़िलों के अनुसार", "https://datawrapper.dwcdn.net/aB3xY/",
        "चार्ट", "CreativeWork",
    ),
    (
        "https://flo.uri.sh/visualisation/1234567/embed", "बारिश के पचास साल",
        "https://flo.uri.sh/visualisation/1234567/embed", "चार्ट", "CreativeWork",
    ),
    (
        "https://www.openstreetmap.org/export/embed.html?bbox=77.1,28.5,77.3,28.7&marker=28.61,77.2", "नया पुल कहाँ है",
        "https://www.openstreetmap.org/export/embed.html?layer=mapnik&bbox=77.1,28.5,77.3,28.7&marker=28.61,77.2",
        "नक़्शा", "Map",
    ),
    (
        f"https://open.spotify.com/episode/{EPISODE}?si=1", "पुल के नीचे का शहर",
        f"https://open.spotify.com/embed/episode/{EPISODE}", "पॉडकास्ट", "PodcastEpisode",
    ),
    (
        "https://podcasts.apple.com/in/podcast/pul/id1500000001?i=1000600000001", "पुल के नीचे का शहर",
        "https://embed.podcasts.apple.com/in/podcast/id1500000001?i=1000600000001", "पॉडकास्ट", "PodcastEpisode",
    ),
]  # fmt: skip
CASES = pytest.mark.parametrize(("address", "title", "frame", "kind", "schema"), SHOWN)


def showing(address: str, title: str) -> Article:
    post, _created = embeds.add(address, embeds.QuotedContent(text=title), by=cast.meera())
    return factories.story(body=f"<p>देखिए।</p>{factories.quoting(post)}", section=cast.desh(), by=cast.meera())


def page(story: Article) -> Any:
    return html.fromstring(Client().get(story.get_absolute_url()).content.decode())


@CASES
def test_on_a_page_it_is_a_title_with_a_link_that_opens_it(
    address: str, title: str, frame: str, kind: str, schema: str
) -> None:
    document = page(showing(address, title))
    (card,) = document.xpath("//figure[contains(@class, 'post ')]")
    assert document.xpath("//iframe") == []
    assert title in card.text_content()
    assert card.get("aria-label").startswith(f"{kind}: {title}")
    assert card.xpath(".//blockquote") == []
    (link,) = card.xpath(".//a[@class='post-link']")
    assert link.get("href") == embeds.identify(address).url  # type: ignore[union-attr]
    assert link.get("data-frame") == frame
    assert title in link.get("data-frame-title")
    (data,) = document.xpath("//script[@type='application/ld+json']")
    (cited,) = json.loads(data.text)["citation"]
    assert (cited["@type"], cited["name"]) == (schema, title)


@CASES
def test_the_pages_policy_lets_its_frame_in(address: str, title: str, frame: str, kind: str, schema: str) -> None:
    policy = Client().get(showing(address, title).get_absolute_url())["Content-Security-Policy"]
    sources = next(part for part in policy.split(";") if part.strip().startswith("frame-src"))
    assert "/".join(frame.split("/")[:3]) in sources.split()


@CASES
def test_in_a_feed_it_is_a_title_with_a_link(address: str, title: str, frame: str, kind: str, schema: str) -> None:
    showing(address, title)
    item = unescape(Client().get("/rss.xml").content.decode())
    assert title in item
    assert kind in item
    assert embeds.identify(address).url in unescape(item)  # type: ignore[union-attr]
    assert "<iframe" not in item


def test_a_map_names_whose_data_it_shows_on_page_and_feed() -> None:
    address, title, *_more = SHOWN[2]
    document = page(showing(address, title))
    (credit,) = document.xpath("//figure//a[@rel='license nofollow noopener']")
    assert (credit.get("href"), credit.text.strip()) == (
        "https://www.openstreetmap.org/copyright", "© OpenStreetMap contributors",
    )  # fmt: skip
    feed = unescape(Client().get("/rss.xml").content.decode())
    assert "© OpenStreetMap contributors" in feed
    assert "https://www.openstreetmap.org/copyright" in feed
