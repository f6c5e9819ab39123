"""Apple Podcasts, which answers no requests for episodes: their titles are typed by hand."""

from __future__ import annotations

import re
from typing import Any

from articles.embeds.post_content import FetchedPost

from .provider import Identity, NotThisPost, ParsedUrl, Provider

_HOSTS = frozenset({"podcasts.apple.com", "embed.podcasts.apple.com"})
_COUNTRY, _SHOW, _EPISODE = re.compile(r"[a-z]{2}"), re.compile(r"id[1-9][0-9]{5,11}"), re.compile(r"[1-9][0-9]{5,15}")


class ApplePodcasts(Provider):
    network = "applepodcast"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        """The country in a URL is of the reader's shop; an episode is the same in all of them."""
        country, path = ("us", url.path)
        if path and _COUNTRY.fullmatch(path[0]):
            country, path = path[0], path[1:]
        if url.host not in _HOSTS or not 2 <= len(path) <= 3 or path[0] != "podcast" or not _SHOW.fullmatch(path[-1]):
            return None
        address, episode = f"https://podcasts.apple.com/{country}/podcast/{path[-1]}", url.query.get("i", "")
        if not episode:
            return path[-1], address
        return (f"{path[-1]}/{episode}", f"{address}?i={episode}") if _EPISODE.fullmatch(episode) else None

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        raise NotThisPost
