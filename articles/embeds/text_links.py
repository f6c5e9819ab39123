"""The links in a post's text, by our own rules: the network's markup is never used."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from articles.body import NETWORKS
from articles.text import Entity, entities, is_web_address, safe_link


def linkify(text: str, network: str, post_url: str = "") -> Iterator[tuple[str, str]]:
    """Yield the whole text in pieces, each with the address it links to, or "".

    Mentions, hashtags and cashtags link to their page in the post's own network.
    """
    position = 0
    for entity in entities(text):
        if href := _href(entity, network, post_url):
            yield text[position : entity.start], ""
            yield text[entity.start : entity.end], href
            position = entity.end
    yield text[position:], ""


def _href(entity: Entity, network: str, post_url: str) -> str:
    if entity.kind == "address":
        address = entity.text if "://" in entity.text[:8] else f"https://{entity.text}"
        return safe_link(address)
    if network not in NETWORKS:
        return ""
    entry = NETWORKS[network]
    patterns = {"mention": entry.mention_url, "hashtag": entry.hashtag_url, "cashtag": entry.cashtag_url}
    pattern = patterns[entity.kind]
    server = f"https://{urlsplit(post_url).netloc}" if is_web_address(post_url) else ""
    if "{server}" in pattern and not server:
        return ""
    return pattern.format(word=quote(entity.text[1:], safe=""), server=server)
