"""A story as linked data for search engines: schema.org's NewsArticle, its quoted posts as SocialMediaPosting.

What somebody has paid for is an AdvertiserContentArticle, which is no NewsArticle, with its payer as the sponsor.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.models import Kind

from .pictures import Picture
from .post_card import PostCard
from .publisher import publisher
from .site_context import SiteContext
from .story import Contributor, Story

# In a <script> element only these could end it or begin a comment; JSON has escapes for them.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def json_ld(data: dict[str, Any]) -> SafeString:
    """JSON that may stand in a <script type="application/ld+json"> element as it is."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))


def site_data(site: SiteContext) -> dict[str, Any]:
    """The front page: the site, who publishes it, and how it is searched. No queries."""
    search = settings.SITE_URL + reverse("articles:search") + "?q={search_term_string}"
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site.identity.name,
        "url": settings.SITE_URL + "/",
        "inLanguage": settings.LANGUAGE_CODE,
        "publisher": publisher(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def linked_data(story: Story, site: SiteContext) -> dict[str, Any]:
    """Without what is empty. Addresses are absolute, times in ISO 8601 with their zone."""
    updated = story.updated_at or story.published_at
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": _type(story),
            "@id": story.absolute_url,
            "mainEntityOfPage": story.absolute_url,
            "headline": story.headline,
            "description": story.description,
            "inLanguage": story.language,
            "datePublished": story.published_at.isoformat() if story.published_at else "",
            "dateModified": updated.isoformat() if updated else "",
            "articleSection": story.section.name if story.section else "",
            "keywords": [tag.name for tag in story.tags],
            "author": [_person(contributor) for contributor in story.bylines],
            "publisher": publisher(site),
            "sponsor": {"@type": "Organization", "name": story.paid.by} if story.paid else None,
            "isAccessibleForFree": True if story.paid else None,
            "image": _image(story.lead) if story.lead else None,
            "citation": [posting for card in story.posts.values() if (posting := _posting(card))],
        }
    )


def _type(story: Story) -> str:
    if story.paid:
        return "AdvertiserContentArticle"
    return "OpinionNewsArticle" if story.kind == Kind.OPINION else "NewsArticle"


def _posting(card: PostCard) -> dict[str, Any]:
    """What readers see of the post, and no more: nothing of one that is withdrawn, no words of one that is linked."""
    if card.is_withdrawn:
        return {}
    return _filled(
        {
            "@type": "SocialMediaPosting",
            "url": card.shown_url,
            "author": _filled({"@type": "Person", "name": card.author_name, "alternateName": _handle(card)}),
            "text": card.text if card.shows_text else "",
            "inLanguage": card.language if card.shows_text else "",
            "datePublished": _posted(card),
            "image": _image(card.shown_picture) if card.shown_picture else None,
            "isPartOf": {"@type": "WebSite", "name": card.network_name} if card.network_name else None,
        }
    )


def _handle(card: PostCard) -> str:
    return f"@{card.handle}" if card.handle else ""


def _posted(card: PostCard) -> str:
    if card.posted_at is None:
        return ""
    return card.posted_at.date().isoformat() if card.posted_day_only else card.posted_at.isoformat()


def _person(contributor: Contributor) -> dict[str, Any]:
    return _filled(
        {"@type": "Person", "name": contributor.name, "url": _absolute(contributor.url) if contributor.url else ""}
    )


def _image(picture: Picture) -> dict[str, Any]:
    return _filled(
        {
            "@type": "ImageObject",
            "url": _absolute(picture.url),
            "width": picture.width,
            "height": picture.height,
            "caption": picture.caption,
            "creditText": picture.credit,
        }
    )


def _absolute(path: str) -> str:
    return urljoin(settings.SITE_URL, path)


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}
