"""What requests of the desk have in common."""

from __future__ import annotations

from django.http import HttpRequest


def wants_json(request: HttpRequest) -> bool:
    """Return whether a script sent the request: browsers do not ask for JSON when they send a form themselves."""
    return "application/json" in request.headers.get("Accept", "")
