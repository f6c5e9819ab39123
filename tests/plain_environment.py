"""Read by pytest before the settings are: what the tests see does not depend on the shell they are started from.

Which database and which Redis to test on may still be said by the environment.
"""

from __future__ import annotations

import os

from newsroom.environment import BESIDE_THE_PREFIX, PREFIX

KEPT = {"DATABASE_URL", "NEWSROOM_REDIS_URL", "NEWSROOM_TEST_DATABASE"}

for name in [*os.environ]:
    if (name.startswith(PREFIX) or name in BESIDE_THE_PREFIX) and name not in KEPT:
        del os.environ[name]
