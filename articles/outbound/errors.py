"""Why a request brought no response that is accepted."""

from __future__ import annotations


class OutboundError(Exception):
    """No response. The message is for the log, in English."""


class Forbidden(OutboundError):
    """The URL, or the address it resolves to, is not allowed."""


class Unreachable(OutboundError):
    """The name, the connection or TLS failed, time ran out, or the response was no HTTP."""


class ResponseTooLarge(OutboundError):
    """The response is longer than the limit."""


class TooManyRedirects(OutboundError):
    """There were more redirects than the limit allows."""
