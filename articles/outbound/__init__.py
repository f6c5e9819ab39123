"""The one guarded way to other machines: https to public ones, within limits of time, size and redirects."""

from __future__ import annotations

from .errors import Forbidden, OutboundError, TooLarge, TooManyRedirects, Unreachable
from .fetching import Answer, Limits, get, may_ask, post

__all__ = [
    "Answer",
    "Forbidden",
    "Limits",
    "OutboundError",
    "TooLarge",
    "TooManyRedirects",
    "Unreachable",
    "get",
    "may_ask",
    "post",
]
