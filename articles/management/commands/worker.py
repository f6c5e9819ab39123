"""Run background tasks. `serve` starts this command unless it is given --no-worker."""

from __future__ import annotations

import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import autoreload

from articles.tasks import Worker
from newsroom import memory

NICENESS = 10  # Requests come first when processors are scarce.


class Command(BaseCommand):
    help = (
        "Does the background work until it is stopped. `serve` starts one beside the server; a larger site runs as "
        "many as it likes, on any machine, and its servers with --no-worker."
    )
    requires_system_checks: list[str] = []  # As in `serve`.

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reload", action="store_true", help="anew at each change of the code")

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(max(0, NICENESS - os.nice(0)))
        worker = Worker(enforce_lease=True)
        if options["reload"]:
            # The reloader ends the process when a file changes, whatever the worker is doing.
            autoreload.run_with_reloader(worker.run)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, worker.stop)
        memory.keep_trimmed()
        worker.run()
