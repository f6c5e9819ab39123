"""A whole newsroom, served as readers meet it: production settings, collected static files, a data folder of its own.

    with served(folder) as address: ...      # in Hindi
    pages(folder)["story"]                   # "/desh/…-37/"

`python -m tests.served FOLDER PORT [LANGUAGE]` serves one to look at. Nothing here needs a test's database.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.environment import BESIDE_THE_PREFIX, PREFIX

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = {"hi": ("सवेरा", "दिन की पहली ख़बर"), "en": ("The Morning", "The first news of the day")}
_SECONDS_TO_START = 120


def pages(folder: Path) -> dict[str, str]:
    """The address of a page of every kind, by name; the newsroom is made where it is not there yet.

    Several processes may ask at once: the first makes it, the others wait.
    """
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "pages.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not listed.exists():
            _run("-m", "tests.served.furnish", str(listed), env=_environment(folder))
    return json.loads(listed.read_text(encoding="utf-8"))


@contextmanager
def served(folder: Path, language: str = "hi", port: int = 0) -> Iterator[str]:
    """The address of the site in that language."""
    pages(folder)
    port = port or _free_port()
    command = [sys.executable, "manage.py", "serve", "--no-worker", "--workers", "1"]
    with (folder / f"server-{language}-{port}.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=_environment(folder, language, port), stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait(f"http://127.0.0.1:{port}", server, Path(log.name))
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def _environment(folder: Path, language: str = "hi", port: int = 8000) -> dict[str, str]:
    """Only what is said here: what the shell says of a site of its own does not count."""
    own = (name for name in os.environ if name.startswith(PREFIX) or name in BESIDE_THE_PREFIX)
    kept = {name: value for name, value in os.environ.items() if name not in {*own}}
    name, description = NAMES[language]
    return {
        **kept, "DJANGO_SETTINGS_MODULE": "tests.served.settings", "NEWSROOM_DATA_DIR": str(folder / "data"),
        "NEWSROOM_SITE_NAME": name, "NEWSROOM_SITE_DESCRIPTION": description, "NEWSROOM_LANGUAGE": language,
        "NEWSROOM_SITE_URL": f"http://127.0.0.1:{port}", "PORT": str(port), "PYTHONWARNINGS": "ignore",
    }  # fmt: skip


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _run(*words: str, env: dict[str, str]) -> None:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stdout}{done.stderr}")


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the site was not served: {log.read_text(encoding='utf-8', errors='replace')}")
