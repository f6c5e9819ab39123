"""The only room that turns a story into HTML and feed items."""

from __future__ import annotations

from .blocks import UnknownKind, render_body
from .card import web_address
from .feed import FeedItem, feed_item
from .front import front_page, section_top
from .furniture import Furniture, Place, frame, furniture
from .json_ld import json_ld, linked_data
from .page import StoryPage, page, page_context
from .pictures import picture
from .related import Further, Related, further, latest
from .sharing import HeadTag, page_tags
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
    "Place",
    "Related",
    "Story",
    "StoryPage",
    "UnknownKind",
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
    "picture",
    "render_body",
    "section_top",
    "stories",
    "web_address",
    "with_newest_correction",
]
