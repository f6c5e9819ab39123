"""Why a post could not be taken in."""

from __future__ import annotations


class NotAPost(ValueError):
    """Neither an address of a post nor words of one."""
