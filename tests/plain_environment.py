"""A pytest plugin, loaded before the settings, that makes tests independent of the shell's environment.

Only the database and the Redis to test on are still read from it.
"""

from __future__ import annotations

import os

from newsroom.environment import BESIDE_THE_PREFIX, PREFIX

KEPT = {"DATABASE_URL", "NEWSROOM_REDIS_URL", "NEWSROOM_TEST_DATABASE"}

for name in [*os.environ]:
    if (name.startswith(PREFIX) or name in BESIDE_THE_PREFIX) and name not in KEPT:
        del os.environ[name]
