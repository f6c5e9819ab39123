"""The data model. Each file holds a queryset, then its model."""

from __future__ import annotations

from .ad_slot import AdPosition, AdSlot, origin_of
from .append_only import AppendOnlyError, AppendOnlyOverride
from .arrangement import CAPACITY, FRONT_SLOTS, SECTION_SLOTS, Arrangement, Slot, SlotAssignment, arrangement_data
from .article import EDITORIAL_FIELDS, FLAG_FIELDS, PLAIN_FIELDS, Article, Kind
from .audit_entry import AuditEntry
from .author import Author
from .autosave import Autosave
from .compiled import KEPT_ROWS, CompiledQuery
from .correction import Correction, CorrectionRows
from .feed_state import FeedState
from .fields import WebAddressValidator
from .image import EarlierFile, Image, Origin
from .job import Job, JobQuerySet, JobState
from .language import Language
from .link_rows import STORY_PARTS, Byline, QuotedPost, SectionListing, StoryFile, StoryImage, TaggedArticle
from .local_time import local_midnight
from .locks import Lock, lock_until_commit
from .media_file import MediaFile, MediaKind
from .page import Page, Purpose
from .redirect import Redirect
from .reserved import RESERVED
from .revision import Revision, TransitionName
from .search_index import SearchDocument, SearchTerm
from .second_factor import AuthenticatorApp, Passkey, RecoveryCode
from .section import Section, SectionTree
from .sign_in import AttemptCounter, AttemptScope, DeskSession
from .site import Menu, MenuItem, Site
from .social_post import (
    FETCHED_SOURCES,
    OTHER_NETWORK,
    TEXT_FIELDS,
    CaptureSource,
    CheckResult,
    Policy,
    PostSnapshot,
    PostStatus,
    SocialPost,
    Version,
    network_choices,
)
from .spelling import Spelling
from .submission import Submission
from .tag import Tag, TagName
from .user import User, validate_plain_email
from .visibility import VISIBILITY_FIELDS, Cursor, State, Status, VisibleQuerySet
