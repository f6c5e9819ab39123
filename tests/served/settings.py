"""The settings of a site as it is served, and addresses at which things go wrong."""

from __future__ import annotations

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "tests.served.urls"
