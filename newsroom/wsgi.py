"""The WSGI application, which `serve` runs."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from newsroom.overload import THREADS, OverloadGuard
from newsroom.statements import limit_statements

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

limit_statements(settings.DATABASES["default"])
application = OverloadGuard(get_wsgi_application())
if not settings.DEBUG:
    application.watch(THREADS)
