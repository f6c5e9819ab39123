"""Settings of the plain news view: Newsroom's database, and of Django only what every site has."""

from __future__ import annotations

import os
from pathlib import Path

from newsroom.settings import *  # noqa: F403
from newsroom.settings import TEMPLATES

ROOT_URLCONF = "tests.bench.plain"
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent], "APP_DIRS": False, "OPTIONS": {}}]
_redis = os.environ.get("BENCH_CACHE", "")
CACHES = {
    "default": {
        "BACKEND": f"django.core.cache.backends.{'redis.RedisCache' if _redis else 'locmem.LocMemCache'}",
        "LOCATION": _redis,
        "KEY_PREFIX": "newsroom-bench",
    }
}
