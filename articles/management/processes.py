"""Processes that are forked from this one, so that they share the memory of all that it has imported."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import NoReturn

Program = Callable[[], object]

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_POLL_SECONDS = 0.02
_PR_SET_PDEATHSIG = 1  # From linux/prctl.h.


class Process:
    """A child that runs `program`, and exits with 0 when it returns, 1 when it raises, or the code of its SystemExit.

    Signals reach it in their default way. Fork while this process has one thread: locks of others stay locked forever.
    """

    def __init__(self, program: Program, *, own_group: bool = True) -> None:
        self.returncode: int | None = None
        sys.stdout.flush()
        sys.stderr.flush()
        # A signal that arrives before the child has its own handlers waits until then.
        blocked_before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        self.pid = os.fork()
        if not self.pid:
            _become(program, own_group, blocked_before)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked_before)

    def poll(self) -> int | None:
        """Return the exit code, negative if a signal ended the process, or None while it runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self) -> int:
        """Return the exit code when the process has ended."""
        while (code := self.poll()) is None:
            time.sleep(_POLL_SECONDS)
        return code

    def ends_within(self, seconds: float) -> bool:
        """Wait at most so long, and return whether the process has ended."""
        until = time.monotonic() + seconds
        while self.poll() is None and time.monotonic() < until:
            time.sleep(_POLL_SECONDS)
        return self.returncode is not None

    def send(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)


def _become(program: Program, own_group: bool, blocked: set[signal.Signals] | set[int]) -> NoReturn:
    code = 1
    try:
        if own_group:
            os.setpgid(0, 0)
        _end_with_parent()
        for number in SIGNALS:
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        program()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it is, the parent's program must not go on in the child
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _end_with_parent() -> None:
    """Let the system send SIGTERM when the parent is no more, even if it was killed: or the port would stay taken.

    On Linux; elsewhere this does nothing.
    """
    if hasattr(_libc, "prctl"):
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


_libc = ctypes.CDLL(None)
