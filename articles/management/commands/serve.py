"""Run the production server, with or without a worker. `make run` calls this with --prepare and --sample."""

from __future__ import annotations

import multiprocessing
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from articles.management import demo, preparation, server_and_worker
from newsroom import overload, port

# Server processes, which Granian calls workers.
WORKERS = min(multiprocessing.cpu_count(), 4)


class Command(BaseCommand):
    help = "Serves the site with Granian on PORT (8000 where it is not set)."
    requires_system_checks: list[str] = []  # `manage.py check --deploy` is for that.

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)")
        parser.add_argument("--workers", type=int, default=WORKERS, help=f"processes (default: {WORKERS})")
        parser.add_argument("--prepare", action="store_true", help="first migrate and collect static files")
        parser.add_argument("--sample", action="store_true", help="first add a sample newsroom to try it out")
        parser.add_argument("--reload", action="store_true", help="Django's own server, anew at each change")
        parser.add_argument("--no-worker", action="store_true", help="leave background work to `worker` commands")

    def handle(self, *args: Any, **options: Any) -> None:
        host = options["host"]
        if settings.HTTPS and not settings.TRUSTED_PROXIES:
            raise CommandError(
                "NEWSROOM_SITE_URL is https, which a reverse proxy in front must speak: say in "
                "NEWSROOM_TRUSTED_PROXIES how many there are (mostly 1). Otherwise every page would redirect to itself."
            )
        if error := port.error(host, settings.PORT):
            raise CommandError(error)
        if options["prepare"]:
            self._prepare(static=not options["reload"])
        login = demo.prepare(self._say) if options["sample"] else None
        self._announce(login, f"http://{host}:{settings.PORT}")
        os.chdir(settings.BASE_DIR)
        runserver = ["manage.py", "runserver", f"{host}:{settings.PORT}"]
        self._run(runserver if options["reload"] else _granian(host, options["workers"]), **options)

    def _run(self, server: list[str], *, reload: bool, no_worker: bool, **_options: Any) -> None:
        if no_worker:
            # The server replaces this process, so that signals and the exit code are its own.
            os.execv(sys.executable, [sys.executable, *server])  # noqa: S606
        worker = ["manage.py", "worker", *(["--reload"] if reload else [])]
        code = server_and_worker.run(server, worker, share_terminal=reload)
        sys.exit(code if code >= 0 else 128 - code)  # Of a signal, as shells say it.

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _prepare(self, *, static: bool) -> None:
        if error := preparation.database_error():
            raise CommandError(error)
        preparation.migrate(self._say)
        preparation.index_stories(self._say)
        if static:
            preparation.collect_static_files(self._say)

    def _announce(self, login: demo.Login | None, listening: str) -> None:
        site = settings.SITE_URL
        self._say(f"\n  The site:  {site}{reverse('articles:front')}")
        self._say(f"  The feed:  {site}{reverse('articles:rss')}")
        self._say(f"  The desk:  {site}{reverse('admin:index')}")
        if login:
            self._say(f"  Sign in at the desk as {login.username}, {login.password_text}")
        if site != listening:
            self._say(f"  The server listens at {listening}.")
        self._say("  Ctrl+C stops the server.\n")


def _granian(host: str, workers: int) -> list[str]:
    return [
        "-m", "granian", "newsroom.wsgi:application", "--interface", "wsgi", "--http", "1", "--no-ws",
        "--host", host, "--port", str(settings.PORT), "--workers", str(workers),
        "--blocking-threads", str(overload.THREADS),
        # Granian counts connections, not requests: idle connections of some readers must not keep others out.
        "--backlog", "2048", "--backpressure", "1024", "--http1-header-read-timeout", "15000",
        "--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "15",
    ]  # fmt: skip
