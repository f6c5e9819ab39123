"""Background work. `serve` starts this by itself."""

from __future__ import annotations

import os
import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import autoreload

from articles.tasks import Worker

# Readers come first: where processors are scarce, the background waits.
NICE = 10


class Command(BaseCommand):
    help = (
        "Does the background work until it is stopped. `serve` starts one beside the server; a larger site runs as "
        "many as it likes, on any machine, and its servers with --no-worker."
    )
    requires_system_checks: list[str] = []  # As with the server.

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reload", action="store_true", help="anew at each change of the code")

    def handle(self, *args: Any, **options: Any) -> None:
        os.nice(max(0, NICE - os.nice(0)))
        worker = Worker(enforce_lease=True)
        if options["reload"]:
            # It ends its process, wherever that is, when a file changes.
            autoreload.run_with_reloader(worker.run)
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, worker.stop)
        worker.run()
