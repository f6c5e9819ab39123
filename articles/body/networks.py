"""The social networks whose posts can be quoted: one entry each.

The entry is what the lower layers need to know of a network. Its provider, `articles/embeds/providers/<key>.py`, says
which URLs are its posts and how they are fetched; `tests/invented_answers/<key>/` says what its answers mean. Choices,
links, iframes, policy and tests of a further network are read from these three. Embed codes and handles in pasted text
are recognised by `static/admin/editor/paste/embed-codes.js` and `articles/importers/plain_text/post_urls.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True)
class SocialNetwork:
    """`key` is stored with posts (at most 12 characters), `name` is shown. `domains` are the network's own sites; their
    subdomains belong to it too, and no URL on them is a post of another network.

    The link patterns say where mentions, hashtags and cashtags lead: {word} is what follows the sign,
    percent-encoded, {server} the server of the post itself. No pattern means no link.

    `iframe` frames one post without a script in our page; {id}, {url} and {path} are those of the post,
    percent-encoded. All posts of a network must be framed from one origin. So Mastodon has none (each server is an
    origin), nor Bluesky (its iframe needs a key that the post's URL does not have). `is_video` says that it is a
    player of 16 by 9; `link_start` and `iframe_start` follow the post's URL and the iframe's where it begins at {start}
    seconds. `link_only` networks are shown as a link until an editor decides otherwise.
    """

    key: str
    name: str
    domains: tuple[str, ...] = ()
    mention_url: str = ""
    hashtag_url: str = ""
    cashtag_url: str = ""
    iframe: str = ""
    is_video: bool = False
    link_start: str = ""
    iframe_start: str = ""
    link_only: bool = False


_ALL = (
    SocialNetwork(
        "x",
        "X",
        domains=("x.com", "twitter.com", "t.co"),
        mention_url="https://x.com/{word}",
        hashtag_url="https://x.com/hashtag/{word}",
        cashtag_url="https://x.com/search?q=%24{word}",
        iframe="https://platform.twitter.com/embed/Tweet.html?dnt=true&id={id}",
    ),
    SocialNetwork(
        "youtube",
        "YouTube",
        domains=("youtube.com", "youtu.be", "youtube-nocookie.com"),
        mention_url="https://www.youtube.com/@{word}",
        hashtag_url="https://www.youtube.com/hashtag/{word}",
        iframe="https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
        is_video=True,
        link_start="&t={start}s",
        iframe_start="&start={start}",
    ),
    SocialNetwork(
        "instagram",
        "Instagram",
        domains=("instagram.com", "instagr.am"),
        mention_url="https://www.instagram.com/{word}/",
        hashtag_url="https://www.instagram.com/explore/tags/{word}/",
        iframe="https://www.instagram.com/p/{id}/embed/captioned/",
        # The oEmbed terms of Instagram and Threads forbid keeping what is sent for anything but showing the embed.
        link_only=True,
    ),
    SocialNetwork(
        "facebook",
        "Facebook",
        domains=("facebook.com", "fb.com", "fb.watch", "fb.me"),
        hashtag_url="https://www.facebook.com/hashtag/{word}",
        iframe="https://www.facebook.com/plugins/post.php?href={url}",
    ),
    SocialNetwork(
        "threads",
        "Threads",
        domains=("threads.net", "threads.com"),
        mention_url="https://www.threads.com/@{word}",
        hashtag_url="https://www.threads.com/search?q=%23{word}",
        iframe="https://www.threads.com{path}/embed",
        link_only=True,
    ),
    SocialNetwork(
        "bluesky",
        "Bluesky",
        domains=("bsky.app", "bsky.dev"),
        mention_url="https://bsky.app/profile/{word}",
        hashtag_url="https://bsky.app/hashtag/{word}",
        cashtag_url="https://bsky.app/search?q=%24{word}",
    ),
    SocialNetwork("mastodon", "Mastodon", mention_url="{server}/@{word}", hashtag_url="{server}/tags/{word}"),
    SocialNetwork(
        "telegram",
        "Telegram",
        domains=("t.me", "telegram.me", "telegram.dog"),
        mention_url="https://t.me/{word}",
        iframe="https://t.me{path}?embed=1",
    ),
    SocialNetwork(
        "tiktok",
        "TikTok",
        domains=("tiktok.com",),
        mention_url="https://www.tiktok.com/@{word}",
        hashtag_url="https://www.tiktok.com/tag/{word}",
        iframe="https://www.tiktok.com/embed/v2/{id}",
    ),
    SocialNetwork(
        "reddit",
        "Reddit",
        domains=("reddit.com", "redd.it", "redditmedia.com"),
        iframe="https://embed.reddit.com{path}",
    ),
    SocialNetwork(
        "linkedin",
        "LinkedIn",
        domains=("linkedin.com", "lnkd.in"),
        hashtag_url="https://www.linkedin.com/feed/hashtag/{word}/",
        iframe="https://www.linkedin.com/embed/feed/update/{id}",
    ),
    SocialNetwork(
        "vimeo",
        "Vimeo",
        domains=("vimeo.com",),
        iframe="https://player.vimeo.com/video/{id}?{key}dnt=1&autoplay=1",
        is_video=True,
        link_start="#t={start}s",
        iframe_start="#t={start}s",
    ),
)
NETWORKS = {network.key: network for network in _ALL}
IFRAME_NETWORKS = sorted(network.key for network in _ALL if network.iframe)


def network_of_host(host: str) -> SocialNetwork | None:
    """Return the network whose site this lower-case host name is."""
    return next((network for network in _ALL if is_host_of(host, network.domains)), None)


def is_host_of(host: str, domains: Collection[str]) -> bool:
    """Return whether the host is one of the domains or a subdomain of one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def iframe_origins(keys: Collection[str]) -> list[str]:
    """Return the origins that a page's Content-Security-Policy must allow for these networks' iframes."""
    iframes = (urlsplit(NETWORKS[key].iframe) for key in keys if key in IFRAME_NETWORKS)
    return sorted(f"https://{parts.netloc}" for parts in iframes)


def link_from(key: str, url: str, start: int) -> str:
    """Return the post's canonical URL, for a video with the second at which it is to begin."""
    return url + NETWORKS[key].link_start.format(start=start) if key in NETWORKS and url and start else url


def iframe_from(key: str, url: str, start: int) -> str:
    """Return the address that frames the post, for a video with the second at which it is to begin."""
    return url + NETWORKS[key].iframe_start.format(start=start) if key in NETWORKS and url and start else url


def iframe_url(key: str, post_id: str, url: str) -> str:
    """Return the address that frames this post, or "" if there is none. `url` is the post's canonical URL."""
    if key not in IFRAME_NETWORKS or not post_id:
        return ""
    # The id of an unlisted Vimeo video has a second part, the key that opens it.
    number, _, secret = post_id.partition("/")
    return NETWORKS[key].iframe.format(
        id=quote(number, safe=":"),
        key=f"h={quote(secret, safe='')}&" if secret else "",
        url=quote(url, safe=""),
        path=quote(urlsplit(url).path.rstrip("/"), safe="/@"),
    )
