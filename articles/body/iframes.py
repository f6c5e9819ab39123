"""Where a network's own player or widget is framed from: the list the page's policy and the cards both read.

A network is on it if one address frames one post without a script of its own in our page, and if all its posts are
framed from one origin. So Mastodon is not (each server is an origin), nor Bluesky (its frame wants a key that the
address of a post does not hold).
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote, urlsplit

# The network, its origin, and the rest of the address; {id} and {url} are percent-encoded.
_FRAMES = {
    "x": ("https://platform.twitter.com", "/embed/Tweet.html?dnt=true&id={id}"),
    "youtube": ("https://www.youtube-nocookie.com", "/embed/{id}?autoplay=1"),
    "vimeo": ("https://player.vimeo.com", "/video/{id}?dnt=1&autoplay=1"),
    "instagram": ("https://www.instagram.com", "/p/{id}/embed/captioned/"),
    "facebook": ("https://www.facebook.com", "/plugins/post.php?href={url}"),
    "threads": ("https://www.threads.com", "{path}/embed"),
    "telegram": ("https://t.me", "{path}?embed=1"),
    "tiktok": ("https://www.tiktok.com", "/embed/v2/{id}"),
    "reddit": ("https://embed.reddit.com", "{path}"),
    "linkedin": ("https://www.linkedin.com", "/embed/feed/update/{id}"),
}
IFRAME_NETWORKS = frozenset(_FRAMES)


def iframe_origins(networks: Collection[str]) -> list[str]:
    """The origins that the policy of a page must let in for these networks. Unknown ones have none."""
    return sorted(_FRAMES[network][0] for network in networks if network in _FRAMES)


def iframe_url(network: str, post_id: str, url: str) -> str:
    """The address that frames this post, or "" where there is none. `url` is the post's canonical address."""
    if network not in _FRAMES or not post_id:
        return ""
    origin, rest = _FRAMES[network]
    if network == "vimeo" and "/" in post_id:
        # An unlisted video: its number, and the word that opens it.
        number, _, key = post_id.partition("/")
        return f"{origin}/video/{quote(number, safe='')}?h={quote(key, safe='')}&dnt=1&autoplay=1"
    path = quote(urlsplit(url).path.rstrip("/"), safe="/@")
    return origin + rest.format(id=quote(post_id, safe=":"), url=quote(url, safe=""), path=path)
