"""A quoted post as a card, and its text as HTML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.body import SocialNetwork, iframe_from, iframe_url, link_from, network_of_key
from articles.embeds import identify, is_outdated, linkify
from articles.models import TEXT_FIELDS, Policy, PostStatus, QuotedPost
from articles.text import cut, safe_link, single_line, written_language

from .pictures import Picture, picture

OPENING_LENGTH = 200  # graphemes
# What the link of a card says, by the network's kind. It opens the iframe, if there is one.
_OPEN = {"chart": _("Open the chart"), "map": _("Open the map"), "podcast": _("Listen to the episode")}
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class PostCard:
    """A quoted post as one story quotes it. The `visible_…` values are empty where the post's policy hides them."""

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
    number: int = 1  # its position among the story's posts
    iframe_url: str = ""  # of the network's own player or widget, if LIVE_POSTS allows it
    is_outdated: bool = False  # the original says something else than what is quoted here
    start: int = 0  # the second at which a video begins
    kind_name: str = ""

    def placed_at(self, url: str) -> PostCard:
        """Return the card for a place with this link in it: the same video may begin elsewhere in each."""
        identity = identify(url)
        return replace(self, start=identity.start) if identity and identity.start and identity.url == self.url else self

    @property
    def known(self) -> SocialNetwork:
        """Its network, or an empty one: `kind` says what this is, `credit` what must stand with it."""
        return network_of_key(self.network)

    @property
    def css_classes(self) -> str:
        """The class of its network, and one for a kind whose iframe has a height of its own."""
        kind = self.known.kind
        return f"post post-{self.network or 'other'}" + (f" post-of-{kind}" if kind != "post" else "")

    @property
    def link_label(self) -> str:
        if self.known.kind in _OPEN:
            return str(_OPEN[self.known.kind])
        if self.video:
            return gettext("Play the video")
        return gettext("Show the live post") if self.visible_iframe_url else gettext("Original post")

    @property
    def shows_text(self) -> bool:
        return self.policy in (Policy.KEEP, Policy.TEXT_ONLY)

    @property
    def visible_picture(self) -> Picture | None:
        return self.picture if self.policy == Policy.KEEP else None

    @property
    def visible_iframe_url(self) -> str:
        shown = self.policy in (Policy.KEEP, Policy.LINK_ONLY)
        return iframe_from(self.network, self.iframe_url, self.start) if shown else ""

    @property
    def text_html(self) -> SafeString:
        return post_html(self.text, self.network, self.url, self.language)

    @property
    def translation_html(self) -> SafeString:
        return post_html(self.translation, self.network, self.url, self.translation_language)

    @property
    def opening(self) -> str:
        """The beginning of the text on one line, for lists."""
        return cut(single_line(self.text), OPENING_LENGTH) if self.shows_text else ""

    @property
    def source_name(self) -> str:
        """The author's name, or else the handle, or else the network."""
        return self.author_name or (f"@{self.handle}" if self.handle else "") or self.network_name

    @property
    def accessible_name(self) -> str:
        """A name that differs from those of the story's other posts, for links and labels."""
        title = "" if self.known.is_quoted else self.opening
        parts = (title or self.source_name, self.network_name, str(self.number) if self.number > 1 else "")
        return ", ".join(dict.fromkeys(filter(None, parts)))

    @property
    def is_gone(self) -> bool:
        return self.status == PostStatus.GONE

    @property
    def is_edited(self) -> bool:
        return self.is_outdated and self.shows_text and not self.is_gone

    @property
    def is_withdrawn(self) -> bool:
        return self.policy == Policy.WITHDRAWN

    @property
    def visible_url(self) -> str:
        return "" if self.is_withdrawn else link_from(self.network, self.url, self.start)


def post_card(row: QuotedPost) -> PostCard:
    """Return the post with the text of its pinned snapshot, and its present address, status and policy."""
    post, snapshot = row.post, row.snapshot
    return PostCard(
        network=post.network,
        network_name=str(post.get_network_display()),
        kind_name=post.kind_name,
        **{name: getattr(snapshot, name) for name in TEXT_FIELDS if name != "language"},
        language=snapshot.language or written_language(snapshot.text),
        url=safe_link(post.url),
        status=post.status,
        policy=post.policy,
        picture=picture(post.image) if post.image else None,
        video=any(isinstance(item, dict) and item.get("kind") == "video" for item in snapshot.media),
        number=row.order + 1,
        is_outdated=is_outdated(snapshot, post, row.versions()),
        iframe_url=iframe_url(post.network, post.network_id, post.url) if post.network in settings.LIVE_POSTS else "",
    )


def post_html(text: str, network: str, post_url: str, language: str = "") -> SafeString:
    """Return the post's text as escaped paragraphs with line breaks and links.

    Mentions, hashtags, cashtags and addresses lead where they lead in the post's network. A link in another script than
    that of `language`, if given, has a `lang` attribute.
    """
    paragraphs = (paragraph for paragraph in _BLANK_LINE.split(text.strip()) if paragraph)
    html = "\n".join(f"<p>{''.join(_pieces(paragraph, network, post_url, language))}</p>" for paragraph in paragraphs)
    return mark_safe(html)  # _pieces() escapes


def _pieces(paragraph: str, network: str, post_url: str, language: str) -> Iterator[str]:
    for piece, address in linkify(paragraph, network, post_url):
        if address:
            own = written_language(piece)
            lang = format_html(' lang="{}"', own) if language and own and own != language else ""
            yield format_html('<a rel="nofollow ugc noopener" href="{}"{}>{}</a>', address, lang, piece)
        else:
            yield escape(piece).replace("\n", "<br>")
