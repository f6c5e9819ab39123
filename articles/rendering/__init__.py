"""The only package that turns a story into HTML, head tags, linked data and feed items."""

from __future__ import annotations

from .base_context import base_context, palette, palette_name
from .blocks import UnknownKind, render_body
from .feed_item import feed_content, feed_summary, feed_updated_at
from .front_page import fill, front_page, section_context, section_top
from .json_ld import json_ld, linked_data, publisher, site_data
from .pictures import picture
from .related import RelatedStories, Teaser, latest, related_stories
from .sharing import page_tags, site_card_url
from .site_context import MenuLink, NavItem, SiteContext, SiteIdentity, last_site_identity, site_context, site_identity
from .story import (
    FOR_FEED,
    FOR_LIST,
    FOR_PAGE,
    Story,
    author_url,
    stories,
    with_newest_correction,
)
from .story_page import story_context
