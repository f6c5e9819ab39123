"""Workers know every task that the code defines."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from newsroom.environment import ROOT

_PRINT_TASKS = "import django; django.setup(); from articles.tasks import all_tasks; print(*all_tasks())"


def test_a_worker_knows_every_task_that_the_code_defines() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "articles").rglob("*.py")]
    defined = {name for source in sources for name in re.findall(r'@task\(\s*name="([^"]+)"', source)}
    assert "posts.capture" in defined
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    registered = subprocess.run(
        [sys.executable, "-c", _PRINT_TASKS], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    assert set(registered.stdout.split()) == defined
