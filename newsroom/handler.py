"""The application without what belongs to one process: `serve` makes it before it forks the processes that share it."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from newsroom.overload import OverloadGuard

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

handler = OverloadGuard(get_wsgi_application())
