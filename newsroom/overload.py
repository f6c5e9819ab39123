"""Guards around the application in each server process: slow senders, slow desk requests, threads that are stuck.

A thread of the server answers one request at a time. So it is limited here how many requests of the desk, the only ones
that bring something, are answered or wait at the same time: readers always find a thread. A body cannot be read with a
time limit: Granian's blocks its thread, and reading it in another one ends in a deadlock (measured). So a process whose
threads wait for bodies, or for anything else, is ended and started anew. `docs/decisions/0035-limits.md` has
the figures.
"""

from __future__ import annotations

import io
import json
import logging
import os
import random
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

logger = logging.getLogger("newsroom.overload")

THREADS = 8  # of a process; PostgreSQL's pool has four connections
# Of the threads of a process, at most so many serve the desk; of these, so many work and the others wait, so long.
DESK_THREADS, DESK_WORKING, DESK_WAIT_SECONDS = 5, 2, 10
# A body that takes longer to arrive is stuck, and so is a request that takes longer to answer: it is logged with where
# it stands. If all threads, or all that serve the desk, are stuck, the process ends and is started anew.
BODY_SECONDS, STUCK_SECONDS, LOOK_SECONDS = 30, 120, 5
# Not all processes at once: each adds a time of its own.
MOST_PATIENCE = 30
_DESK = "/admin/"

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class _Running:
    began: float
    most: float
    is_desk: bool
    label: str


class OverloadGuard:
    """A WSGI application around another one."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._desk_threads = threading.BoundedSemaphore(DESK_THREADS)
        self._desk_working = threading.BoundedSemaphore(DESK_WORKING)
        self.running: dict[int, _Running] = {}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            if environ["PATH_INFO"].startswith(_DESK):
                return self._of_the_desk(environ, start_response)
            self._note(environ, STUCK_SECONDS)
            return self._application(environ, start_response)
        finally:
            self.running.pop(threading.get_ident(), None)

    def _of_the_desk(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._desk_threads.acquire(blocking=False):
            return _busy(environ, start_response)
        try:
            # Who is slow to send keeps nobody else from working.
            self._note(environ, BODY_SECONDS)
            _read_ahead(environ)
            self._note(environ, STUCK_SECONDS)
            if not self._desk_working.acquire(timeout=DESK_WAIT_SECONDS):
                return _busy(environ, start_response)
            try:
                return self._application(environ, start_response)
            finally:
                self._desk_working.release()
        finally:
            self._desk_threads.release()

    def _note(self, environ: Environ, most: float) -> None:
        is_desk, label = environ["PATH_INFO"].startswith(_DESK), f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']!r}"
        self.running[threading.get_ident()] = _Running(time.monotonic(), most, is_desk, label)

    # -- threads that are stuck

    def watch(self, threads: int) -> None:
        """Look after the requests from now on. End this process when all of its threads are stuck."""
        threading.Thread(target=self._watch, args=(threads,), name="overload", daemon=True).start()

    def _watch(self, threads: int) -> None:
        logged: set[_Running] = set()
        patience = random.uniform(0, MOST_PATIENCE)  # noqa: S311 - no secret
        while True:
            time.sleep(LOOK_SECONDS)
            stuck = self.look(logged)
            if len(stuck) >= threads or sum(running.is_desk for running in stuck) >= DESK_THREADS:
                time.sleep(patience)
                if len(self.look(logged)) >= min(threads, DESK_THREADS):
                    logger.critical("%d threads are stuck: this process ends, and is started anew", len(stuck))
                    os.kill(os.getpid(), signal.SIGKILL)
                    return

    def look(self, logged: set[_Running]) -> list[_Running]:
        """Return the requests that are stuck. Log those that are not among `logged` yet."""
        now, running = time.monotonic(), list(self.running.items())
        stuck = {thread: one for thread, one in running if now - one.began > one.most}
        for thread, one in stuck.items():
            if one not in logged and (frame := sys._current_frames().get(thread)):
                where = "".join(traceback.format_stack(frame)[-6:])
                logger.error("%s takes longer than %d seconds:\n%s", one.label, one.most, where)
        logged.clear()
        logged.update(stuck.values())
        return list(stuck.values())


def _read_ahead(environ: Environ) -> None:
    """Read a body that anybody may send. A longer one is read later, of those alone who are signed in."""
    text = environ.get("CONTENT_LENGTH") or "0"
    length = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
    if 0 < length <= settings.ANONYMOUS_MAX_BYTES:
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))


def busy_message() -> str:
    return _("The desk is busy. What you typed is not lost: go back and try again in a moment.")


def _busy(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """Answer 503: as JSON for a script."""
    with translation.override(settings.LANGUAGE_CODE):
        words = busy_message()
    kind, body = "text/plain; charset=utf-8", words
    if "application/json" in environ.get("HTTP_ACCEPT", ""):
        kind, body = "application/json", json.dumps({"code": "busy", "error": words})
    headers = [("Content-Type", kind), ("Retry-After", "2"), ("Cache-Control", "no-store"), ("Connection", "close")]
    start_response("503 Service Unavailable", headers)
    return [body.encode()]
