"""The networks, one class each. A new one is a file, a line here, its recorded answers and their test."""

from __future__ import annotations

from .base import Address, FetchedPost, Identity, Provider, ProviderAnswer
from .bluesky import Bluesky
from .facebook import Facebook
from .instagram import Instagram
from .linkedin import LinkedIn
from .mastodon import Mastodon
from .reddit import Reddit
from .telegram import Telegram
from .threads import Threads
from .tiktok import TikTok
from .vimeo import Vimeo
from .x import X, snowflake_time
from .youtube import YouTube

# In the order in which they are asked whether an address is theirs: Mastodon, which may be anywhere, last.
_ALL: tuple[Provider, ...] = (
    X(), YouTube(), Instagram(), Facebook(), Threads(), Bluesky(), Telegram(), TikTok(), Reddit(), LinkedIn(), Vimeo(),
    Mastodon(),
)  # fmt: skip
PROVIDERS: dict[str, Provider] = {provider.network: provider for provider in _ALL}

__all__ = [
    "PROVIDERS",
    "Address",
    "FetchedPost",
    "Identity",
    "Provider",
    "ProviderAnswer",
    "snowflake_time",
]
