"""Serve the site to look at: `python -m tests.served FOLDER PORT [LANGUAGE]`. Ctrl+C stops it."""

from __future__ import annotations

import contextlib
import signal
import sys
from pathlib import Path

from tests.served import pages, served

if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    folder, port, *language = sys.argv[1:]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with served(Path(folder), *(language or ["hi"]), port=int(port)) as address:
        sys.stdout.write("".join(f"{name:24}{address}{path}\n" for name, path in pages(Path(folder)).items()))
        sys.stdout.flush()
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
