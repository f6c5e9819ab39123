"""How glibc keeps what the program has freed. Elsewhere (macOS, musl) these functions do nothing."""

from __future__ import annotations

import ctypes
import gc
import threading
import time

TRIM_SECONDS = 5
_M_ARENA_MAX = -8  # From glibc's malloc.h.


def one_arena() -> None:
    """Let all threads allocate from one heap. Glibc makes up to eight for each processor, and what is freed in one is
    used by no other. Python's lock lets threads take turns anyway. Forked processes inherit this."""
    if hasattr(_libc, "mallopt"):
        _libc.mallopt(_M_ARENA_MAX, 1)


def trim() -> None:
    """Give back to the system what is free. Takes some milliseconds, in which no thread can allocate."""
    if hasattr(_libc, "malloc_trim"):
        _libc.malloc_trim(0)


def keep_trimmed() -> None:
    """Trim again and again from now on, in a thread of its own."""
    threading.Thread(target=_keep_trimmed, name="trim", daemon=True).start()


def _keep_trimmed() -> None:
    while True:
        time.sleep(TRIM_SECONDS)
        gc.collect()
        trim()


_libc = ctypes.CDLL(None)
