"""The only package that turns a story into HTML, head tags, linked data and feed items."""

from __future__ import annotations

from .base_context import base_context, palette, palette_name
from .blocks import UnknownKind, render_body
from .directions import language_attributes, with_directions
from .feed_item import feed_content, feed_summary, feed_updated_at
from .front_page import fill, front_page, section_context, section_top
from .json_ld import json_ld, site_data
from .media_access import media_access
from .pictures import picture
from .related import latest, related_stories
from .sharing import page_tags
from .site_context import NavItem, SiteContext, SiteIdentity, last_site_identity, site_context, site_identity
from .story import (
    FOR_FEED,
    FOR_LIST,
    Story,
    stories,
    with_newest_correction,
)
from .story_page import story_context
