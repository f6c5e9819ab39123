"""Facts: what a newsroom keeps. Each file holds a queryset, then its model."""

from __future__ import annotations

from .ad_slot import AdPlace, AdSlot, origin_of
from .append_only import AppendOnlyError
from .arrangement import FRONT_SLOTS, ROOM, SECTION_SLOTS, Arrangement, Placing, Slot, arrangement_data
from .article import Article, Kind
from .audit import AuditEntry
from .author import Author
from .correction import Correction
from .feed_state import FeedState
from .image import Image, Origin
from .job import Job, JobQuerySet, JobState
from .language import Language
from .links import STORY_PARTS, Byline, QuotedPost, SectionListing, StoryImage, TaggedArticle
from .page import Page, Purpose
from .redirect import Redirect
from .reserved import RESERVED
from .revision import Act, Revision
from .search import SearchDocument, SearchTerm
from .section import Section, SectionTree
from .site import Menu, MenuItem, Site
from .social_post import Network, Policy, PostAnswer, PostSnapshot, PostStatus, SocialPost, Source
from .spelling import Spelling
from .tag import Tag, TagName
from .user import User
from .visibility import VISIBILITY_FIELDS, Cursor, Status, VisibleQuerySet

__all__ = [
    "FRONT_SLOTS",
    "RESERVED",
    "ROOM",
    "SECTION_SLOTS",
    "STORY_PARTS",
    "VISIBILITY_FIELDS",
    "Act",
    "AdPlace",
    "AdSlot",
    "AppendOnlyError",
    "Arrangement",
    "Article",
    "AuditEntry",
    "Author",
    "Byline",
    "Correction",
    "Cursor",
    "FeedState",
    "Image",
    "Job",
    "JobQuerySet",
    "JobState",
    "Kind",
    "Language",
    "Menu",
    "MenuItem",
    "Network",
    "Origin",
    "Page",
    "Placing",
    "Policy",
    "PostAnswer",
    "PostSnapshot",
    "PostStatus",
    "Purpose",
    "QuotedPost",
    "Redirect",
    "Revision",
    "SearchDocument",
    "SearchTerm",
    "Section",
    "SectionListing",
    "SectionTree",
    "Site",
    "Slot",
    "SocialPost",
    "Source",
    "Spelling",
    "Status",
    "StoryImage",
    "Tag",
    "TagName",
    "TaggedArticle",
    "User",
    "VisibleQuerySet",
    "arrangement_data",
    "origin_of",
]
