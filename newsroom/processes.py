"""Two programs as one: a server, and beside it a worker, which is started again whenever it ends.

    python -m newsroom.processes [--terminal] WORKER … -- SERVER …

Each is a list of arguments for Python. The pair ends when the server ends, and as the server ended; signals are for the
server as if it ran alone. Needs nothing but Python, so that it takes little memory, and no time while nothing happens.

Ctrl+C is heard here alone, and the server is asked to end: Granian's own processes, if they hear it too, may stop
listening to one another. With `--terminal` the server has the terminal, to read from it and to hear Ctrl+C itself.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence

# Seconds that a worker has to bring its task to an end; the server has a limit of its own.
GRACE = 15.0
# Seconds before a worker is started again: twice as long each time, and as at first once it has lived for a while.
FIRST_PAUSE, LAST_PAUSE, A_WHILE = 1.0, 60.0, 60.0
# A server with the terminal hears Ctrl+C itself. Sent by another program it does not: so many seconds later it is told.
INTERRUPT_PAUSE = 5.0
_NEVER = float("inf")
_HEARD = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)


class Pair:
    def __init__(self, worker: list[str], server: list[str], *, terminal: bool = False) -> None:
        self._ear, mouth = socket.socketpair()
        mouth.settimeout(0)
        signal.set_wakeup_fd(mouth.detach(), warn_on_full_buffer=False)
        for number in _HEARD:
            signal.signal(number, lambda *_: None)
        self._terminal, self._tell_at = terminal, _NEVER
        self._server = _start(server, process_group=None if terminal else 0)
        self._worker = Worker(worker)

    def run(self) -> int:
        """The server's exit code, negative for a signal, when both have ended."""
        while self._server.poll() is None:
            self._worker.tend()
            if time.monotonic() >= self._tell_at:
                self._heed(signal.SIGTERM)
            for number in self._signals(min(self._worker.start_at, self._tell_at)):
                self._heed(number)
        self._worker.end()
        if not self._terminal:
            with contextlib.suppress(ProcessLookupError):
                # Nobody is left, unless the server was killed and could not take its own processes along.
                os.killpg(self._server.pid, signal.SIGKILL)
        return self._server.returncode

    def _signals(self, until: float) -> bytes:
        """Those that come until then; waits for one."""
        wait = None if until == _NEVER else max(0.0, until - time.monotonic())
        return self._ear.recv(100) if select.select([self._ear], [], [], wait)[0] else b""

    def _heed(self, number: int) -> None:
        if number == signal.SIGINT and self._terminal:
            self._worker.ask_to_end()
            self._tell_at = time.monotonic() + INTERRUPT_PAUSE
        elif number in (signal.SIGINT, signal.SIGTERM):
            self._worker.ask_to_end()
            self._server.terminate()
            self._tell_at = _NEVER
        elif number == signal.SIGHUP:
            # Granian then starts its own processes anew, as after an update.
            self._worker.start_anew()
            self._server.send_signal(signal.SIGHUP)


class Worker:
    """A program that is started again whenever it ends, until it is asked to end."""

    def __init__(self, arguments: list[str]) -> None:
        self._arguments, self._pause = arguments, 0.0
        self._is_ending = self._is_awaited = False
        self._process: subprocess.Popen[bytes] | None = None
        self.start_at = time.monotonic()
        self.tend()

    def tend(self) -> None:
        """Notices that it has ended, and starts it when it is time."""
        if self._process and self._process.poll() is not None and not self._is_ending:
            self._note_end(self._process.returncode)
        if time.monotonic() >= self.start_at:
            self._process = _start(self._arguments, process_group=0)
            self._started_at, self.start_at = time.monotonic(), _NEVER

    def _note_end(self, code: int) -> None:
        self._process = None
        if self._is_awaited:
            self._is_awaited, self.start_at = False, time.monotonic()
            return
        self._pause = pause_after(self._pause, time.monotonic() - self._started_at)
        self.start_at = time.monotonic() + self._pause
        sys.stderr.write(f"The worker ended ({code}); it is started again in {self._pause:.0f} s.\n")

    def start_anew(self) -> None:
        if self._process:
            self._is_awaited = True
            self._process.terminate()

    def ask_to_end(self) -> None:
        self._is_ending, self.start_at = True, _NEVER
        if self._process:
            self._process.terminate()

    def end(self) -> None:
        """Within its grace by itself, then by force."""
        self.ask_to_end()
        if self._process:
            try:
                self._process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()


def pause_after(last: float, lived: float) -> float:
    """Seconds until a worker is started again that lived for so many, where the last time it was so many."""
    return FIRST_PAUSE if lived > A_WHILE else min(max(FIRST_PAUSE, 2 * last), LAST_PAUSE)


def _start(arguments: list[str], process_group: int | None) -> subprocess.Popen[bytes]:
    """A Python that is asked to end when this process is killed (on Linux)."""
    parent, linux = os.getpid(), ctypes.CDLL(None) if sys.platform == "linux" else None

    def prepare() -> None:
        if linux:
            linux.prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
            if os.getppid() != parent:
                os._exit(1)

    return subprocess.Popen([sys.executable, *arguments], process_group=process_group, preexec_fn=prepare)  # noqa: PLW1509, S603


def main(arguments: Sequence[str]) -> int:
    given = [*arguments]
    if terminal := given[0] == "--terminal":
        del given[0]
    between = given.index("--")
    code = Pair(given[:between], given[between + 1 :], terminal=terminal).run()
    if code < 0:
        # As the server ended, so that whoever started us sees the same.
        with contextlib.suppress(OSError):  # SIGKILL cannot be set.
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
