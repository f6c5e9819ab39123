"""The only room that turns a story into HTML and feed items."""

from __future__ import annotations

from .ads import ads
from .blocks import UnknownKind, render_body
from .card import web_address
from .feed import FeedItem, feed_item
from .frame import frame
from .front import front_page, section_top
from .furniture import Furniture, MenuLink, Place, furniture, site_last_seen
from .json_ld import json_ld, linked_data, site_data
from .page import StoryPage, page, page_context
from .palette import palette, palette_name
from .pictures import picture
from .publisher import publisher
from .related import Further, Related, further, latest
from .sharing import HeadTag, page_tags, site_card_url
from .site import SiteFacts, site_facts
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
    "Furniture",
    "Further",
    "HeadTag",
    "MenuLink",
    "Place",
    "Related",
    "SiteFacts",
    "Story",
    "StoryPage",
    "UnknownKind",
    "ads",
    "author_url",
    "feed_item",
    "fill",
    "frame",
    "front_page",
    "furniture",
    "further",
    "json_ld",
    "latest",
    "linked_data",
    "page",
    "page_context",
    "page_tags",
    "palette",
    "palette_name",
    "picture",
    "publisher",
    "render_body",
    "section_top",
    "site_card_url",
    "site_data",
    "site_facts",
    "site_last_seen",
    "stories",
    "web_address",
    "with_newest_correction",
]
