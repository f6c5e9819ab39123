"""Reddit: posts and single comments."""

from __future__ import annotations

import re
from typing import Any

from articles.embeds.post_content import FetchedPost

from .markup import elements
from .provider import Identity, NotThisPost, ParsedUrl, Provider, fetched_post

_MIRRORS = frozenset({"rxddit.com", "vxreddit.com"})
_HOSTS = _MIRRORS | frozenset(
    "reddit.com old.reddit.com new.reddit.com np.reddit.com m.reddit.com i.reddit.com sh.reddit.com amp.reddit.com "
    "embed.reddit.com redditmedia.com".split()
)
_ID, _COMMUNITY = re.compile(r"[a-z0-9]{4,10}"), re.compile(r"[A-Za-z0-9_]{2,30}")


class Reddit(Provider):
    network = "reddit"
    mirrors = _MIRRORS
    oembed = "https://www.reddit.com/oembed"

    def match_url(self, url: ParsedUrl) -> tuple[str, str] | None:
        path = url.path
        if url.host == "redd.it" and len(path) == 1 and _ID.fullmatch(path[0]):
            return path[0], f"https://www.reddit.com/comments/{path[0]}/"
        if url.host not in _HOSTS:
            return None
        community = ""
        if len(path) > 2 and path[0] in ("r", "user", "u") and _COMMUNITY.fullmatch(path[1]):
            kind = "r" if path[0] == "r" else "user"
            community, path = f"{kind}/{path[1]}/", path[2:]
        if len(path) < 2 or path[0] not in ("comments", "gallery") or not _ID.fullmatch(path[1]):
            return None
        begin = f"https://www.reddit.com/{community}comments/{path[1]}/"
        comment = path[3] if len(path) > 3 else ""
        if comment and _ID.fullmatch(comment):
            return f"{path[1]}/{comment}", f"{begin}comment/{comment}/"
        return path[1], begin

    def is_short_link(self, url: ParsedUrl) -> bool:
        path = url.path
        return url.host in _HOSTS and len(path) == 4 and (path[0], path[2]) == ("r", "s")

    def parse_post(self, identity: Identity, data: dict[str, Any]) -> FetchedPost:
        links = [element for element in elements(data["html"]) if element.tag == "a"]
        own, _, comment = identity.id.partition("/")
        if not any(f"/comments/{own}/" in link.attributes.get("href", "") for link in links):
            raise NotThisPost
        author = data.get("author_name") or next(
            (link.text for link in links if "/user/" in link.attributes.get("href", "")), ""
        )
        # The title given for a comment is that of the post above it, which its author has not written.
        title = "" if comment else data.get("title") or links[0].text
        name = str(author).removeprefix("u/")
        return fetched_post(author=name, handle=name, text=title)
