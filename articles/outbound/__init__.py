"""The one guarded way to other machines: https to public ones, within limits of time, size and redirects."""

from __future__ import annotations

from .client import Answer, Limits, get, may_ask, post
from .errors import Forbidden, OutboundError, ResponseTooLarge, TooManyRedirects, Unreachable

__all__ = [
    "Answer",
    "Forbidden",
    "Limits",
    "OutboundError",
    "ResponseTooLarge",
    "TooManyRedirects",
    "Unreachable",
    "get",
    "may_ask",
    "post",
]
