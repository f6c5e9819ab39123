"""A whole site served as in production: production settings, collected static files, its own data folder.

    with served(folder) as address: ...      # in Hindi
    pages(folder)["story"]                   # "/desh/…-37/"
    account(folder, "asha", "reporter")      # her password

`python -m tests.served FOLDER PORT [LANGUAGE]` serves one to look at. Nothing here uses a test database.
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
    """Return the path of a page of every kind, by name. Fill the site first if that has not been done.

    Several processes may call this at once: the first fills the site, the others wait.
    """
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "pages.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not listed.exists():
            _run("-m", "tests.served.fill", str(listed), env=_environment(folder))
    return json.loads(listed.read_text(encoding="utf-8"))


def account(folder: Path, username: str, group: str) -> str:
    """Make an account for the desk of the filled site. Return its password."""
    printed = _run("manage.py", "editor_account", username, "--group", group, env=_environment(folder))
    return printed.split()[-1]


@contextmanager
def served(folder: Path, language: str = "hi", port: int = 0) -> Iterator[str]:
    """Serve the site in that language and yield its address."""
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
    """Return the server's environment, without any Newsroom settings of the shell."""
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


def _run(*arguments: str, env: dict[str, str]) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the site did not start: {log.read_text(encoding='utf-8', errors='replace')}")
