"""A worker carries out every task that the rest of the house puts in line."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from newsroom.environment import ROOT

_SAY = "import django; django.setup(); from articles.tasks import all_tasks; print(*all_tasks())"


def test_a_worker_knows_every_task_that_the_source_has() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "articles").rglob("*.py")]
    written = {name for source in sources for name in re.findall(r'@task\(\s*name="([^"]+)"', source)}
    assert "posts.capture" in written
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    known = subprocess.run(
        [sys.executable, "-c", _SAY], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    assert set(known.stdout.split()) == written
