"""The only room that turns a story into HTML and feed items."""

from __future__ import annotations

from .ads import ads
from .base_context import base_context
from .blocks import UnknownKind, render_body
from .feed import FeedItem, feed_item
from .front import front_page, section_top
from .json_ld import json_ld, linked_data, site_data
from .page import StoryPage, page, page_context
from .palette import palette, palette_name
from .pictures import picture
from .post_card import web_address
from .publisher import publisher
from .related import Related, RelatedStories, latest, related_stories
from .sharing import HeadTag, page_tags, site_card_url
from .site_context import MenuLink, NavItem, SiteContext, last_site_identity, site_context
from .site_identity import SiteIdentity, site_identity
from .slots import fill
from .story import (
    FOR_FEED,
    FOR_LIST,
    FOR_PAGE,
    Story,
    author_url,
    stories,
    with_newest_correction,
)

__all__ = [
    "FOR_FEED",
    "FOR_LIST",
    "FOR_PAGE",
    "FeedItem",
    "HeadTag",
    "MenuLink",
    "NavItem",
    "Related",
    "RelatedStories",
    "SiteContext",
    "SiteIdentity",
    "Story",
    "StoryPage",
    "UnknownKind",
    "ads",
    "author_url",
    "base_context",
    "feed_item",
    "fill",
    "front_page",
    "json_ld",
    "last_site_identity",
    "latest",
    "linked_data",
    "page",
    "page_context",
    "page_tags",
    "palette",
    "palette_name",
    "picture",
    "publisher",
    "related_stories",
    "render_body",
    "section_top",
    "site_card_url",
    "site_context",
    "site_data",
    "site_identity",
    "stories",
    "web_address",
    "with_newest_correction",
]
