"""OpenGraph and X tags for pages that are shared, and the links by which readers share a story."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from articles.images import SHARE_SIZE
from articles.text import cut, single_line

from .pictures import Picture
from .site_context import SiteIdentity
from .story import Story

# In graphemes. No network shows more.
TITLE_LENGTH = 100
DESCRIPTION_LENGTH = 200
_LOCALES = {"hi": "hi_IN", "en": "en_IN"}


# A <meta> element: the attribute "property" (OpenGraph) or "name" (X), the key, the content.
HeadTag = tuple[str, str, str]


@dataclass(frozen=True)
class ShareLink:
    """A link that shares the story on a network or by email; `name` is the network's name."""

    network: str
    name: str
    url: str


def story_tags(story: Story, identity: SiteIdentity) -> list[HeadTag]:
    """Return the tags of a story's page. No queries."""
    article = [
        ("article:published_time", _iso(story.published_at)),
        ("article:modified_time", _iso(story.updated_at or story.published_at)),
        ("article:section", story.section.name if story.section else ""),
        *(
            ("article:author", contributor.url and urljoin(settings.SITE_URL, contributor.url))
            for contributor in story.bylines
        ),
        *(("article:tag", tag.name) for tag in story.tags),
    ]
    shared = story.seo_description or story.description
    return [
        *page_tags(
            identity, story.shared_title, shared, story.absolute_url, story.language, story.lead, kind="article"
        ),
        *_tags("property", article),
    ]


def page_tags(
    identity: SiteIdentity,
    title: str,
    description: str,
    url: str,
    language: str,
    picture: Picture | None = None,
    kind: str = "website",
) -> list[HeadTag]:
    """Return a page's tags. `url` is absolute. The site's card stands in for a missing or small picture. No queries."""
    general = [
        ("og:type", kind),
        ("og:site_name", identity.name),
        ("og:locale", _LOCALES.get(language, language)),
        ("og:title", cut(single_line(title), TITLE_LENGTH)),
        ("og:description", cut(single_line(description), DESCRIPTION_LENGTH)),
        ("og:url", url),
    ]
    image = list(_image(picture, identity))
    x = [("twitter:card", "summary_large_image"), ("twitter:image:alt", dict(image)["og:image:alt"])]
    return [*_tags("property", [*general, *image]), *_tags("name", x)]


def _image(picture: Picture | None, identity: SiteIdentity) -> Iterator[tuple[str, str]]:
    share = picture.share if picture else None
    url = share.url if share else site_card_url(identity)
    width, height = (share.width, share.height) if share else SHARE_SIZE
    yield "og:image", urljoin(settings.SITE_URL, url)
    yield "og:image:type", "image/jpeg"
    yield "og:image:width", str(width or "")
    yield "og:image:height", str(height or "")
    yield "og:image:alt", picture.alt if picture and share else identity.name


def site_card_url(identity: SiteIdentity) -> str:
    """Return the path of the picture that stands for the site. It changes with the site's name and colour."""
    version = hashlib.sha256(f"{identity.name}|{identity.accent}".encode()).hexdigest()[:8]
    return f"{reverse('articles:site_card')}?v={version}"


def _tags(attribute: str, pairs: list[tuple[str, str]]) -> list[HeadTag]:
    return [(attribute, key, content) for key, content in pairs if content]


def _iso(time: dt.datetime | None) -> str:
    return time.isoformat(timespec="seconds") if time else ""


def share_links(story: Story) -> list[ShareLink]:
    """Return plain links, WhatsApp first. They need no script; no network is contacted before a reader opens one."""
    title, url = quote(story.shared_title, safe=""), quote(story.absolute_url, safe="")
    with translation.override(story.language):
        email = gettext("Email")
    return [
        ShareLink("whatsapp", "WhatsApp", f"https://wa.me/?text={title}%0A{url}"),
        ShareLink("facebook", "Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        ShareLink("x", "X", f"https://x.com/intent/post?text={title}&url={url}"),
        ShareLink("telegram", "Telegram", f"https://t.me/share/url?url={url}&text={title}"),
        ShareLink("email", email, f"mailto:?subject={title}&body={title}%0D%0A{url}"),
    ]
