"""Posts of social networks: from an address or pasted text to a stored snapshot, and the state of the original."""

from __future__ import annotations

from .adding import NotAPost, add, default_policy
from .fetching import RefreshOutcome, refresh
from .identify import account, identify, is_short_link
from .post_content import PICTURE_LINK, PostContent, QuotedContent
from .post_times import contradicted_by, dated, time_of_id
from .providers import Identity
from .text_links import linkify
from .versions import is_outdated
