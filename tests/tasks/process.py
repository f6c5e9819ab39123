"""A worker in a process of its own, with tasks that log to a file what they do."""

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

_MAIN = "import django, sys; django.setup(); from tests.tasks import process; process.run_worker(sys.argv[1])"


def run_worker(file: str) -> None:
    """Run in the started process until it is stopped."""
    log = Path(file)
    registry._tasks.clear()

    def write(line: str) -> None:
        with log.open("a") as opened:
            opened.write(f"{line}\n")

    @task(name="test.hangs-once")
    def hangs_once() -> None:
        is_first = not log.exists()
        write("started")
        time.sleep(600 if is_first else 0)
        write("done")

    @task(name="test.takes-a-while")
    def takes_a_while() -> None:
        write("started")
        time.sleep(0.5)
        write("done")

    @task(name="test.hangs", lease=1)
    def hangs() -> None:
        write("started")
        time.sleep(600)

    call_command("worker")


def database_url() -> str:
    """Return the address of the test database, for another process."""
    options = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{options['NAME']}"
    account = quote(options["USER"]) + (f":{quote(options['PASSWORD'])}" if options["PASSWORD"] else "")
    return f"postgres://{account}@{options['HOST']}:{options['PORT'] or 5432}/{options['NAME']}"


def start(log: Path) -> subprocess.Popen[str]:
    environ = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", _MAIN, str(log)],
        cwd=ROOT, env=environ | {"NEWSROOM_DATA_DIR": str(log.parent)}, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
