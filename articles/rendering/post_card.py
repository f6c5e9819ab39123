"""A quoted post as a card."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString

from articles.body import iframe_url
from articles.models import Policy, PostStatus, QuotedPost
from articles.text import cut, single_line

from .pictures import Picture, picture
from .post_words import post_words

OPENING_LENGTH = 200  # graphemes


@dataclass(frozen=True)
class PostCard:
    """A quoted post as this story quotes it, with what its policy lets readers see."""

    network: str
    network_name: str
    author_name: str
    handle: str
    text: str
    language: str
    translation: str
    translation_language: str
    posted_at: dt.datetime | None
    posted_day_only: bool
    url: str
    status: str
    policy: str = Policy.KEEP
    picture: Picture | None = None
    video: bool = False
    number: int = 1  # which of the story's posts it is
    iframe_url: str = ""  # the address of the network's own player or widget, where the site lets readers open it

    @property
    def shows_text(self) -> bool:
        return self.policy in (Policy.KEEP, Policy.TEXT_ONLY)

    @property
    def shown_picture(self) -> Picture | None:
        return self.picture if self.policy == Policy.KEEP else None

    @property
    def shown_frame(self) -> str:
        return self.iframe_url if self.policy in (Policy.KEEP, Policy.LINK_ONLY) else ""

    @property
    def words(self) -> SafeString:
        return post_words(self.text, self.network, self.url, self.language)

    @property
    def translated_words(self) -> SafeString:
        return post_words(self.translation, self.network, self.url, self.translation_language)

    @property
    def opening(self) -> str:
        """The words as a list shows them, on one line."""
        return cut(single_line(self.text), OPENING_LENGTH) if self.shows_text else ""

    @property
    def link_name(self) -> str:
        """Whose post it is."""
        return self.author_name or (f"@{self.handle}" if self.handle else "") or self.network_name

    @property
    def told_apart(self) -> str:
        """What tells its link from those of the story's other posts."""
        parts = (self.link_name, self.network_name, str(self.number) if self.number > 1 else "")
        return ", ".join(dict.fromkeys(filter(None, parts)))

    @property
    def is_gone(self) -> bool:
        return self.status == PostStatus.GONE

    @property
    def is_edited(self) -> bool:
        return self.status == PostStatus.EDITED

    @property
    def is_withdrawn(self) -> bool:
        return self.policy == Policy.WITHDRAWN

    @property
    def shown_url(self) -> str:
        return "" if self.is_withdrawn else self.url


def web_address(url: str) -> str:
    """The address, if it is one of the web. Validation sees to that on the way in; a page does not rely on it."""
    return url if url.startswith(("https://", "http://")) else ""


def card(row: QuotedPost) -> PostCard:
    """The post as it is pinned: words from the snapshot, address and policy from the post as it is now."""
    post, snapshot = row.post, row.snapshot
    return PostCard(
        network=post.network,
        network_name=str(post.get_network_display()),
        author_name=snapshot.author_name,
        handle=snapshot.handle,
        text=snapshot.text,
        language=snapshot.language,
        translation=snapshot.translation,
        translation_language=snapshot.translation_language,
        posted_at=snapshot.posted_at,
        posted_day_only=snapshot.posted_day_only,
        url=web_address(post.url),
        status=post.status,
        policy=post.policy,
        picture=picture(post.image) if post.image else None,
        video=any(isinstance(item, dict) and item.get("kind") == "video" for item in snapshot.media),
        number=row.order + 1,
        iframe_url=iframe_url(post.network, post.network_id, post.url) if post.network in settings.LIVE_POSTS else "",
    )
