"""The social networks whose posts can be quoted, and the sites whose charts, maps and podcasts can be shown: one entry
each. All of them are networks here, and what stands on them are posts.

The entry is what the lower layers need to know of a network. Its provider, `articles/embeds/providers/<key>.py`, says
which URLs are its posts and how they are fetched; `tests/invented_answers/<key>/` says what its answers mean. Choices,
links, iframes, policy and tests of a further network are read from these three. Embed codes and handles in pasted text
are recognised by `static/admin/editor/paste/embed-codes.js` and `articles/importers/plain_text/post_urls.py`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

# What the posts of a network are.
PostKind = Literal["post", "video", "chart", "map", "podcast"]


@dataclass(frozen=True)
class SocialNetwork:
    """`key` is stored with posts (at most 12 characters), `name` is shown. `domains` are the network's own sites; their
    subdomains belong to it too, and no URL on them is a post of another network.

    The link patterns say where mentions, hashtags and cashtags lead: {word} is what follows the sign,
    percent-encoded, {server} the server of the post itself. No pattern means no link.

    `iframe` frames one post without a script in our page; {id}, {url} and {path} are those of the post,
    percent-encoded. Where an id has two parts, with a slash between, {main} is the first and {option} is `option` with
    the second, or empty. All posts of a network must be framed from one origin. So Mastodon has none (each server is an
    origin), nor Bluesky (its iframe needs a key that the post's URL does not have). `kind` decides what the iframe is
    called and how high it is; `link_start` and `iframe_start` follow the post's URL and the iframe's where a video
    begins at {start} seconds. `link_only` networks are shown as a link until an editor decides otherwise.

    `credit` must stand wherever something of the network is shown, and leads to `credit_url`.
    """

    key: str
    name: str
    domains: tuple[str, ...] = ()
    mention_url: str = ""
    hashtag_url: str = ""
    cashtag_url: str = ""
    iframe: str = ""
    option: str = ""
    kind: PostKind = "post"
    link_start: str = ""
    iframe_start: str = ""
    link_only: bool = False
    credit: str = ""
    credit_url: str = ""

    @property
    def is_quoted(self) -> bool:
        """Whether its posts are somebody's words. The text of a chart, a map or a podcast is its title."""
        return self.kind in ("post", "video")


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
        kind="video",
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
        iframe="https://player.vimeo.com/video/{main}?{option}dnt=1&autoplay=1",
        option="h={}&",  # the key of an unlisted video
        kind="video",
        link_start="#t={start}s",
        iframe_start="#t={start}s",
    ),
    SocialNetwork(
        "datawrapper",
        "Datawrapper",
        domains=("datawrapper.dwcdn.net", "datawrapper.de"),
        iframe="https://datawrapper.dwcdn.net/{id}/",
        kind="chart",
    ),
    SocialNetwork(
        "flourish",
        "Flourish",
        domains=("flourish.studio", "flo.uri.sh"),
        iframe="https://flo.uri.sh/{id}/embed",
        kind="chart",
    ),
    SocialNetwork(
        "osm",
        "OpenStreetMap",
        domains=("openstreetmap.org", "osm.org"),
        iframe="https://www.openstreetmap.org/export/embed.html?layer=mapnik&bbox={main}{option}",
        option="&marker={}",
        kind="map",
        # The licence of the map's data (ODbL) asks for it; the page says what may be done with the map.
        credit="© OpenStreetMap contributors",
        credit_url="https://www.openstreetmap.org/copyright",
    ),
    SocialNetwork(
        "spotify",
        "Spotify",
        domains=("spotify.com",),
        iframe="https://open.spotify.com/embed/{id}",
        kind="podcast",
    ),
    SocialNetwork(
        "applepodcast",
        "Apple Podcasts",
        domains=("podcasts.apple.com",),
        iframe="https://embed.podcasts.apple.com{path}{option}",
        option="?i={}",
        kind="podcast",
    ),
)
NETWORKS = {network.key: network for network in _ALL}
_UNKNOWN = SocialNetwork("", "")
IFRAME_NETWORKS = sorted(network.key for network in _ALL if network.iframe)


def network_of_key(key: str) -> SocialNetwork:
    """Return the network, an empty one if it has no entry."""
    return NETWORKS.get(key, _UNKNOWN)


def network_of_host(host: str) -> SocialNetwork | None:
    """Return the network whose site this lower-case host name is."""
    return next((network for network in _ALL if is_host_of(host, network.domains)), None)


def is_host_of(host: str, domains: Collection[str]) -> bool:
    """Return whether the host is one of the domains or a subdomain of one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def iframe_origins(keys: Collection[str]) -> list[str]:
    """Return the origins that a page's Content-Security-Policy must allow for these networks' iframes."""
    iframes = (NETWORKS[key].iframe for key in keys if key in IFRAME_NETWORKS)
    return sorted(f"https://{urlsplit(iframe.partition('{')[0]).netloc}" for iframe in iframes)


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
    known = NETWORKS[key]
    main, _, second = post_id.partition("/")
    return known.iframe.format(
        id=quote(post_id, safe=":/"),
        main=quote(main, safe=","),
        option=known.option.format(quote(second, safe=",")) if second else "",
        url=quote(url, safe=""),
        path=quote(urlsplit(url).path.rstrip("/"), safe="/@"),
    )
