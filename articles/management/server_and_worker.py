"""Run a server and beside it a worker: what `serve` does unless the worker is a service of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

# All in seconds. STOP_TIMEOUT is how long a worker may take to finish its task; Granian has a timeout of its own.
POLL_INTERVAL = 0.2
RESTART_INTERVAL = 10.0
STOP_TIMEOUT = 15.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(server_args: list[str], worker_args: list[str], *, share_terminal: bool = False) -> int:
    """Run both until the server ends, or SIGINT or SIGTERM arrives. The arguments are those of the Python interpreter.

    Return the server's exit code; it is negative if a signal ended the server. A worker that ends is started again, at
    most once in RESTART_INTERVAL. SIGHUP reloads the server and restarts the worker. With `share_terminal` the server
    stays in the terminal's foreground, so that a breakpoint in it can read input.
    """
    received: list[int] = []
    for number in _SIGNALS:
        signal.signal(number, lambda number, _frame: received.append(number))
    server = _start(server_args, own_group=not share_terminal)
    worker, started_at = _start(worker_args), time.monotonic()
    while server.poll() is None and not {signal.SIGINT, signal.SIGTERM} & set(received):
        if signal.SIGHUP in received:
            received.clear()
            server.send_signal(signal.SIGHUP)
            worker.terminate()
        if worker.poll() is not None and time.monotonic() - started_at >= RESTART_INTERVAL:
            sys.stderr.write(f"The worker ended ({worker.returncode}) and is started again.\n")
            worker, started_at = _start(worker_args), time.monotonic()
        time.sleep(POLL_INTERVAL)
    server.terminate()
    _stop(worker)
    return server.wait()


def _start(args: list[str], *, own_group: bool = True) -> subprocess.Popen[bytes]:
    """Start Python. In a process group of its own it does not get the terminal's Ctrl+C, only the signals of `run`.

    Granian needs that: if its processes get Ctrl+C as well, stopping takes 15 s (measured).
    """
    return subprocess.Popen([sys.executable, *args], process_group=0 if own_group else None)  # noqa: S603


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
