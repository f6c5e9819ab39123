"""The template variables of a story's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from articles.body import plain_text
from articles.text import reading_minutes

from .blocks import render_body
from .json_ld import json_ld, linked_data
from .related import RelatedStories
from .sharing import HeadTag, ShareLink, share_links, story_tags
from .site_context import SiteContext
from .story import Story


@dataclass(frozen=True)
class StoryPage:
    story: Story
    body: str
    title: str
    description: str
    canonical_url: str
    reading_minutes: int
    json_ld: SafeString
    head_tags: list[HeadTag]
    share_links: list[ShareLink]


def story_page(story: Story, site: SiteContext) -> StoryPage:
    """Return what the page shows of the story. No queries."""
    return StoryPage(
        story=story,
        body=render_body(story),
        title=story.labelled(story.seo_title or story.headline),
        description=story.seo_description or story.description,
        canonical_url=story.canonical_url or story.absolute_url,
        reading_minutes=reading_minutes(plain_text(story.body)),
        json_ld=json_ld(linked_data(story, site)),
        head_tags=story_tags(story, site.identity),
        share_links=share_links(story),
    )


def story_context(
    story: Story, site: SiteContext, section_id: int | None, related_stories: RelatedStories | None = None
) -> dict[str, Any]:
    """Return the variables of templates/articles/story.html, without the base context. No queries."""
    page = story_page(story, site)
    return {
        "page": page,
        "head_tags": page.head_tags,
        "related_stories": related_stories,
        "story": story,
        "breadcrumbs": site.path_to(section_id),
        "page_language": story.language,
        "canonical_url": page.canonical_url,
    }
