"""The links in a post's words, by our own rules: the network's markup is never used."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from articles.models import Network
from articles.text import Entity, entities, is_web_address, safe_link

# Where a name, a tag and a company's sign lead in each network; {} is what follows the sign, percent-encoded.
_PEOPLE = {
    Network.X: "https://x.com/{}",
    Network.INSTAGRAM: "https://www.instagram.com/{}/",
    Network.THREADS: "https://www.threads.com/@{}",
    Network.BLUESKY: "https://bsky.app/profile/{}",
    Network.TELEGRAM: "https://t.me/{}",
    Network.TIKTOK: "https://www.tiktok.com/@{}",
    Network.YOUTUBE: "https://www.youtube.com/@{}",
}
_TAGS = {
    Network.X: "https://x.com/hashtag/{}",
    Network.INSTAGRAM: "https://www.instagram.com/explore/tags/{}/",
    Network.FACEBOOK: "https://www.facebook.com/hashtag/{}",
    Network.BLUESKY: "https://bsky.app/hashtag/{}",
    Network.TIKTOK: "https://www.tiktok.com/tag/{}",
    Network.YOUTUBE: "https://www.youtube.com/hashtag/{}",
    Network.LINKEDIN: "https://www.linkedin.com/feed/hashtag/{}/",
    Network.THREADS: "https://www.threads.com/search?q=%23{}",
}
_CASHTAGS = {Network.X: "https://x.com/search?q=%24{}", Network.BLUESKY: "https://bsky.app/search?q=%24{}"}


def linkify(text: str, network: str, post_url: str = "") -> Iterator[tuple[str, str]]:
    """The text in pieces, in order and whole: each with the address it leads to, or ""."""
    at = 0
    for entity in entities(text):
        if target := _target(entity, network, post_url):
            yield text[at : entity.start], ""
            yield text[entity.start : entity.end], target
            at = entity.end
    yield text[at:], ""


def _target(entity: Entity, network: str, post_url: str) -> str:
    if entity.kind == "address":
        address = entity.text if "://" in entity.text[:8] else f"https://{entity.text}"
        return safe_link(address)
    word = quote(entity.text[1:], safe="")
    if network == Network.MASTODON:
        return _on_mastodon(entity, word, post_url)
    tables = {"mention": _PEOPLE, "hashtag": _TAGS, "cashtag": _CASHTAGS}
    pattern = tables[entity.kind].get(Network(network)) if network in Network.values else None
    return pattern.format(word) if pattern else ""


def _on_mastodon(entity: Entity, word: str, post_url: str) -> str:
    """On the server of the post itself."""
    if not is_web_address(post_url):
        return ""
    server = f"https://{urlsplit(post_url).netloc}"
    return {"mention": f"{server}/@{word}", "hashtag": f"{server}/tags/{word}"}.get(entity.kind, "")
