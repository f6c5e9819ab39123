"""A pytest plugin, loaded before the settings, that makes tests independent of the shell's environment.

Only the database and the Redis to test on are still read from it. Static files are served from their sources,
PostgreSQL is used without a pool, whose connections would outlive a test's database, and SQLite does not wait for the
disk at each commit.
"""

from __future__ import annotations

import os

import pytest
from django.conf import settings

from newsroom.environment import BESIDE_THE_PREFIX, PREFIX

KEPT = {"DATABASE_URL", "NEWSROOM_REDIS_URL", "NEWSROOM_TEST_DATABASE"}

for name in [*os.environ]:
    if (name.startswith(PREFIX) or name in BESIDE_THE_PREFIX) and name not in KEPT:
        del os.environ[name]


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Change the settings of this process only: servers that a test starts have those of a real site."""
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    options = settings.DATABASES["default"].get("OPTIONS", {})
    options.pop("pool", None)
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
