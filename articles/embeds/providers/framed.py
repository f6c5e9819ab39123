"""What the sites have in common that answer an oEmbed request with a title and an iframe: charts and podcasts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from articles.embeds.post_content import FetchedPost

from .markup import first
from .provider import Identity, NotThisPost, Provider, fetched_post


class FramedProvider(Provider):
    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        frame = first(data["html"], "iframe")
        path = urlsplit(frame.attributes.get("src", "")).path if frame else ""
        if data["type"] != "rich" or f"/{identity.id}/" not in f"{path}/":
            raise NotThisPost
        return fetched_post(author=data.get("author_name"), text=data["title"])
