"""Run the production server, with or without a worker. `make run` calls this with --prepare and --sample."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from argparse import ArgumentParser
from typing import Any, NoReturn

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from articles.management import demo, preloading, preparation, processes, server_and_worker, web_server
from newsroom import port

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
        if options["prepare"] or options["sample"]:
            self._prepare_apart(**options)
        else:
            self._announce(None, host)
        os.chdir(settings.BASE_DIR)
        if options["reload"]:
            self._run_with_reload(f"{host}:{settings.PORT}", no_worker=options["no_worker"])
        preloading.preload()
        worker = None if options["no_worker"] else run_worker
        _exit(server_and_worker.run(lambda: web_server.serve(host, options["workers"]), worker))

    def _run_with_reload(self, address: str, *, no_worker: bool) -> None:
        """Run Django's own server, which imports the code anew at each change. Does not return."""
        server = _python("manage.py", "runserver", address)
        if no_worker:
            # The server replaces this process, so that signals and the exit code are its own.
            server()
        _exit(server_and_worker.run(server, _python("manage.py", "worker", "--reload"), share_terminal=True))

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _prepare_apart(self, **options: Any) -> None:
        """Prepare in a process of its own: this one goes on without the memory that it takes."""
        child = processes.Process(lambda: self._prepare_and_announce(**options), own_group=False)
        before = signal.signal(signal.SIGTERM, lambda number, _frame: child.send(number))
        if code := child.wait():
            _exit(code)
        signal.signal(signal.SIGTERM, before)

    def _prepare_and_announce(self, *, host: str, prepare: bool, sample: bool, reload: bool, **_options: Any) -> None:
        try:
            if prepare:
                self._prepare(static=not reload)
            login = demo.prepare(self._say) if sample else None
        except CommandError as error:
            self.stderr.write(f"CommandError: {error}")
            sys.exit(error.returncode)
        self._announce(login, host)

    def _prepare(self, *, static: bool) -> None:
        if error := preparation.database_error():
            raise CommandError(error)
        preparation.migrate(self._say)
        preparation.index_stories(self._say)
        if static:
            preparation.collect_static_files(self._say)

    def _announce(self, login: demo.Login | None, host: str) -> None:
        site, listening = settings.SITE_URL, f"http://{host}:{settings.PORT}"
        self._say(f"\n  The site:  {site}{reverse('articles:front')}")
        self._say(f"  The feed:  {site}{reverse('articles:rss')}")
        self._say(f"  The desk:  {site}{reverse('admin:index')}")
        if login:
            self._say(f"  Sign in at the desk as {login.username}, {login.password_text}")
        if site != listening:
            self._say(f"  The server listens at {listening}.")
        self._say("  Ctrl+C stops the server.\n")


def run_worker() -> None:
    call_command("worker")


def _python(*args: str) -> processes.Program:
    return lambda: os.execv(sys.executable, [sys.executable, *args])  # noqa: S606


def _exit(code: int) -> NoReturn:
    sys.exit(code if code >= 0 else 128 - code)  # Of a signal, as shells say it.
