"""Run a server and beside it a worker: what `serve` does unless the worker is a service of its own."""

from __future__ import annotations

import signal
import sys
import time

from .processes import SIGNALS, Process, Program

# All in seconds. STOP_TIMEOUT is how long a worker may take to finish its task; Granian has a timeout of its own.
POLL_INTERVAL = 0.2
RESTART_INTERVAL = 10.0
STOP_TIMEOUT = 15.0


def run(server_program: Program, worker_program: Program | None, *, share_terminal: bool = False) -> int:
    """Run both until the server ends, or SIGINT or SIGTERM arrives. Both are forked from this process.

    Return the server's exit code; it is negative if a signal ended the server. A worker that ends is started again, at
    most once in RESTART_INTERVAL. SIGHUP reloads the server and restarts the worker. With `share_terminal` the server
    stays in the terminal's foreground, so that a breakpoint in it can read input. Otherwise it has a process group of
    its own and does not get the terminal's Ctrl+C, only the signals of this function: Granian needs that, or stopping
    takes 15 s (measured).
    """
    received: list[int] = []
    for number in SIGNALS:
        signal.signal(number, lambda number, _frame: received.append(number))
    server = Process(server_program, own_group=not share_terminal)
    worker, started_at = _start(worker_program), time.monotonic()
    while server.poll() is None and not {signal.SIGINT, signal.SIGTERM} & set(received):
        if signal.SIGHUP in received:
            received.clear()
            server.send(signal.SIGHUP)
            if worker:
                worker.send(signal.SIGTERM)
        if worker and worker.poll() is not None and time.monotonic() - started_at >= RESTART_INTERVAL:
            sys.stderr.write(f"The worker ended ({worker.returncode}) and is started again.\n")
            worker, started_at = _start(worker_program), time.monotonic()
        time.sleep(POLL_INTERVAL)
    server.send(signal.SIGTERM)
    if worker:
        _stop(worker)
    return server.wait()


def _start(program: Program | None) -> Process | None:
    return Process(program) if program else None


def _stop(worker: Process) -> None:
    worker.send(signal.SIGTERM)
    if not worker.ends_within(STOP_TIMEOUT):
        worker.send(signal.SIGKILL)
        worker.wait()
