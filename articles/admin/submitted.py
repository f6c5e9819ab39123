"""Read what a request sends, whatever it holds."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _


def whole_number(text: str) -> int | None:
    """Return a number of at most 18 digits, which every database takes as an id; None for any other text."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def json_value(request: HttpRequest, name: str, kind: type) -> Any:
    """Return a value of the JSON body, or None if it is missing or of another type."""
    try:
        value = json.loads(request.body)[name]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return value if isinstance(value, kind) else None


def refusal(message: str, status: int = 400) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


def unreadable() -> JsonResponse:
    return refusal(_("What was sent cannot be read."))
