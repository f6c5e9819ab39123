"""The WSGI application. Each process of the server imports this, after it was forked."""

from __future__ import annotations

from django.conf import settings

from newsroom import memory
from newsroom.handler import handler
from newsroom.overload import THREADS
from newsroom.statements import limit_statements

application = handler
limit_statements(settings.DATABASES["default"])
memory.keep_trimmed()
if not settings.DEBUG:
    application.watch(THREADS)
