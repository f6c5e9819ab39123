"""Linked data (JSON-LD, schema.org) for search engines: stories, the site and its publisher.

A story is a NewsArticle and its quoted posts are SocialMediaPostings; charts, maps and podcasts have types of their
own. Paid content is an AdvertiserContentArticle, which is no kind of NewsArticle, with the payer as its sponsor.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from articles.models import Kind

from .media_card import MediaCard
from .pictures import Picture
from .post_card import PostCard
from .site_context import SiteContext
from .story import Contributor, Story

# Only these characters could end a <script> element or begin a comment in it. JSON has escapes for them.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
# What is no posting, by the kind of its network.
_TYPES = {"chart": "CreativeWork", "map": "Map", "podcast": "PodcastEpisode"}
# schema.org's names for the policies of a news organisation, by the purpose of the page that states them.
_POLICIES = {"about": "publishingPrinciples", "corrections": "correctionsPolicy"}


def json_ld(data: dict[str, Any]) -> SafeString:
    """Return JSON that is safe inside a <script type="application/ld+json"> element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))


def site_data(site: SiteContext) -> dict[str, Any]:
    """Return the front page's WebSite: its publisher and its search address. No queries."""
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


def publisher(site: SiteContext) -> dict[str, Any]:
    """Return the site's NewsMediaOrganization, without what is empty. No query."""
    identity = site.identity
    pages = {name: page.url for purpose, name in _POLICIES.items() if (page := site.page_for(purpose))}
    return _without_empty(
        {
            "@type": "NewsMediaOrganization",
            "name": identity.name,
            "url": settings.SITE_URL,
            "logo": _absolute(identity.logo.url) if identity.logo else "",
            "email": identity.email,
            "telephone": identity.phone,
            "address": " ".join(identity.postal_address.split()),
            "sameAs": list(identity.links),
            **{name: _absolute(path) for name, path in pages.items()},
        }
    )


def linked_data(story: Story, site: SiteContext) -> dict[str, Any]:
    """Return the story's data without what is empty. Addresses are absolute; times are ISO 8601 with their zone."""
    updated = story.updated_at or story.published_at
    return _without_empty(
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
            "sponsor": {"@type": "Organization", "name": story.paid.payer} if story.paid else None,
            "isAccessibleForFree": True if story.paid else None,
            "image": _image(story.lead) if story.lead else None,
            "video": [_media(card) for card in _media_of(story, "video")],
            "audio": [_media(card) for card in _media_of(story, "audio")],
            "correction": [
                {"@type": "CorrectionComment", "text": notice.text, "datePublished": notice.at.isoformat()}
                for notice in story.corrections
            ],
            "citation": [posting for card in story.posts.values() if (posting := _posting(card))],
        }
    )


def _media_of(story: Story, kind: str) -> list[MediaCard]:
    """Return the story's files of this kind, its lead video first, as the page shows it."""
    lead = story.lead_video
    others = (card for number, card in story.files.items() if not lead or number != story.lead_video_id)
    return [card for card in (*([lead] if lead else []), *others) if card.kind == kind]


def _media(card: MediaCard) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": f"{card.kind.title()}Object",
            "name": card.title,
            "description": card.description or card.title,
            "contentUrl": _absolute(card.url),
            "encodingFormat": card.content_type,
            "thumbnailUrl": _absolute(card.still.url) if card.still else "",
            "uploadDate": card.added_at.isoformat(),
            "duration": card.iso_duration,
            "creditText": card.credit,
            "inLanguage": card.language,
        }
    )


def _type(story: Story) -> str:
    if story.paid:
        return "AdvertiserContentArticle"
    return "OpinionNewsArticle" if story.kind == Kind.OPINION else "NewsArticle"


def _posting(card: PostCard) -> dict[str, Any]:
    """Return what readers may see of the post: {} for a withdrawn post, no text for one shown as a link only."""
    if card.is_withdrawn:
        return {}
    return _without_empty(
        {
            "@type": _TYPES.get(card.known.kind, "SocialMediaPosting"),
            "url": card.visible_url,
            "author": _without_empty({"@type": "Person", "name": card.author_name, "alternateName": _handle(card)}),
            "text" if card.known.is_quoted else "name": card.text if card.shows_text else "",
            "inLanguage": card.language if card.shows_text else "",
            "datePublished": _posted_at(card),
            "image": _image(card.visible_picture) if card.visible_picture else None,
            "isPartOf": {"@type": "WebSite", "name": card.network_name} if card.network_name else None,
        }
    )


def _handle(card: PostCard) -> str:
    return f"@{card.handle}" if card.handle else ""


def _posted_at(card: PostCard) -> str:
    if card.posted_at is None:
        return ""
    return card.posted_at.date().isoformat() if card.posted_day_only else card.posted_at.isoformat()


def _person(contributor: Contributor) -> dict[str, Any]:
    return _without_empty(
        {"@type": "Person", "name": contributor.name, "url": _absolute(contributor.url) if contributor.url else ""}
    )


def _image(picture: Picture) -> dict[str, Any]:
    return _without_empty(
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


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}
