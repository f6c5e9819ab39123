"""A worker in a process of its own, with tasks that write down what they do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from django.core.management import call_command
from django.db import connection

from articles.tasks import registry, task
from newsroom.environment import ROOT

_MAIN = "import django, sys; django.setup(); from tests.tasks import process; process.work(sys.argv[1])"


def work(file: str) -> None:
    """What the process does, until it is stopped."""
    notes = Path(file)
    registry._tasks.clear()

    def write(word: str) -> None:
        with notes.open("a") as opened:
            opened.write(f"{word}\n")

    @task(name="test.hangs-once")
    def hangs_once() -> None:
        is_first = not notes.exists()
        write("begun")
        time.sleep(600 if is_first else 0)
        write("done")

    @task(name="test.takes-a-while")
    def takes_a_while() -> None:
        write("begun")
        time.sleep(0.5)
        write("done")

    @task(name="test.hangs", lease=1)
    def hangs() -> None:
        write("begun")
        time.sleep(600)

    call_command("worker")


def database_url() -> str:
    """The test database, as another process names it."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    account = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    return f"postgres://{account}@{facts['HOST']}:{facts['PORT'] or 5432}/{facts['NAME']}"


def start(notes: Path) -> subprocess.Popen[str]:
    environ = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", _MAIN, str(notes)],
        cwd=ROOT, env=environ | {"NEWSROOM_DATA_DIR": str(notes.parent)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
