"""Production settings, plus URLs that raise errors."""

from __future__ import annotations

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "tests.served.urls"
