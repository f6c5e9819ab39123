"""The template variables of a story's page."""

from __future__ import annotations

from typing import Any

from articles.text import reading_minutes

from .blocks import render_body
from .json_ld import json_ld, linked_data
from .related import RelatedStories
from .sharing import share_links, story_tags
from .site_context import SiteContext
from .story import Story


def story_context(
    story: Story, site: SiteContext, section_id: int | None, related_stories: RelatedStories | None = None
) -> dict[str, Any]:
    """Return the variables of templates/articles/story.html, without the base context. No queries."""
    page = {
        "body": render_body(story),
        "title": story.labelled(story.seo_title or story.headline),
        "description": story.seo_description or story.description,
        "reading_minutes": reading_minutes(story.plain_body),
        "json_ld": json_ld(linked_data(story, site)),
        "share_links": share_links(story),
    }
    return {
        "page": page,
        "head_tags": story_tags(story, site.identity),
        "related_stories": related_stories,
        "story": story,
        "breadcrumbs": site.path_to(section_id),
        "page_language": story.language,
        "canonical_url": story.canonical_url or story.absolute_url,
    }
