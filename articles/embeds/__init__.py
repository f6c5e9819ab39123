"""Posts of social networks: from an address or pasted words to a kept snapshot, and what has become of the original."""

from __future__ import annotations

from .asking import Outcome, refresh
from .errors import NotAPost
from .identify import identify, short_link
from .keeping import Words, add
from .providers import Identity, Verdict
from .terms import default_policy
from .text_links import linked

__all__ = [
    "Identity",
    "NotAPost",
    "Outcome",
    "Verdict",
    "Words",
    "add",
    "default_policy",
    "identify",
    "linked",
    "refresh",
    "short_link",
]
