"""Why another machine gave no answer that we take."""

from __future__ import annotations


class OutboundError(Exception):
    """Nothing was received. The message is for the log, in English."""


class Forbidden(OutboundError):
    """The address is one we do not go to."""


class Unreachable(OutboundError):
    """The name, the connection, its encryption or the time failed, or the answer was no HTTP."""


class ResponseTooLarge(OutboundError):
    """The answer is longer than the limit."""


class TooManyRedirects(OutboundError):
    """One redirect led to another, more often than the limit allows."""
