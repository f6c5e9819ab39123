"""Sessions end when they are not used; whoever works at the desk keeps theirs."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from . import sessions

# When the session was last renewed, in seconds since 1970.
_RENEWED = "renewed_at"
_RENEWAL_SECONDS = 600


def renewed_sessions(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Prolong the session of whoever works at the desk, at most every ten minutes. The first time is signing in.

    End one that was not used for too long, too: a cache before the database may still have it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/") and request.user.is_authenticated:
            now, signed_in = int(time.time()), request.user.last_login
            renewed = request.session.get(_RENEWED) or (signed_in.timestamp() if signed_in else 0)
            if now - renewed >= settings.SESSION_COOKIE_AGE:
                logout(request)
            elif now - renewed >= _RENEWAL_SECONDS:
                request.session[_RENEWED] = now
                sessions.touch(request)
        return get_response(request)

    return middleware
