"""Posts of social networks: from an address or pasted words to a kept snapshot, and what has become of the original."""

from __future__ import annotations

from .adding import QuotedContent, add
from .errors import NotAPost
from .fetching import RefreshOutcome, refresh
from .identify import identify, is_short_link
from .providers import Identity
from .terms import default_policy
from .text_links import linkify

__all__ = [
    "Identity",
    "NotAPost",
    "QuotedContent",
    "RefreshOutcome",
    "add",
    "default_policy",
    "identify",
    "is_short_link",
    "linkify",
    "refresh",
]
