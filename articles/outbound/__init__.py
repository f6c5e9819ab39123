"""The one guarded HTTP client: https to public hosts only, within limits of time, size and redirects."""

from __future__ import annotations

from .client import Limits, Response, ResponseTooLarge, TooManyRedirects, Unreachable, get, may_ask, post
from .guard import Forbidden, OutboundError
