"""The web server: Granian, whose processes are forked from one that has imported the application."""

from __future__ import annotations

import multiprocessing

from django.conf import settings
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.mp import MPServer

from newsroom import overload


def serve(host: str, workers: int) -> None:
    """Listen on `host` until SIGINT or SIGTERM. Raise SystemExit if it fails."""
    # Granian asks for this. Python 3.14 would start each process anew otherwise, which shares no memory.
    multiprocessing.set_start_method("fork", force=True)
    make(host, workers).serve()


def make(host: str, workers: int) -> MPServer:
    """Return the server as it will listen. Nothing is started."""
    return MPServer(
        "newsroom.wsgi:application",
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        address=host,
        port=settings.PORT,
        workers=workers,
        blocking_threads=overload.THREADS,
        # Granian counts connections, not requests: idle connections of some readers must not keep others out.
        backlog=2048,
        backpressure=1024,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=15,
    )
