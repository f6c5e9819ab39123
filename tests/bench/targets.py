"""What is measured: each target is a server that is started for a round, the pages it serves, and its processes.

All listen on 127.0.0.1 and are stopped by the number of the process. Databases of the invented stories lie under
.data/bench, or in PostgreSQL as newsroom_bench_COUNT; they are filled once, and anew when what fills them has changed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from newsroom.environment import BESIDE_THE_PREFIX, PREFIX
from tests.bench import measure

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".data" / "bench"
_PROCESSES, _THREADS = min(os.cpu_count() or 1, 4), 8  # as `manage.py serve` has them
_SECONDS_TO_START, _SECONDS_TO_STOP = 60, 20
# The pages of the outside rig by our names.
_PEER_PAGES = {"article": "story", "home": "front", "section1": "section", "deep": "deep page", "rss": "feed",
               "search": "search"}  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A server. `pages` has the paths of each kind of page; `stories` is how many it has, 0 where that says nothing."""

    name: str
    command: list[str]
    pages: dict[str, list[str]]
    stories: int = 0
    is_ours: bool = False
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path = ROOT
    base: str = ""  # given where the server's own settings say it
    database: str = ""  # in PostgreSQL
    headers: dict[str, str] = field(default_factory=dict)
    prepare: Callable[[int], None] | None = None  # called with the port before each start

    @contextmanager
    def running(self) -> Iterator[tuple[str, Callable[[], set[int]]]]:
        """Start the server. Yield its address and how to ask for the numbers of all processes that work for it."""
        port = free_port()
        base = self.base or f"http://127.0.0.1:{port}"
        if self.prepare:
            self.prepare(port)
        command = [part.replace("{port}", str(port)) for part in self.command]
        environment = {**_plain_environment(), **self.environment, "PORT": str(port), "NEWSROOM_SITE_URL": base}
        FOLDER.mkdir(parents=True, exist_ok=True)
        with (FOLDER / "server.log").open("ab") as log:
            server = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=log, stderr=log)
        try:
            _wait(base + next(iter(self.pages.values()))[0], server)
            yield base, lambda: measure.descendants([server.pid]) | self._backends()
        finally:
            _stop(server)

    def _backends(self) -> set[int]:
        return measure.backends(self.database) if self.database else set()


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def newsroom(stories: int, database_url: str = "") -> Target:
    """Return the whole server of `manage.py serve`, with its worker. Fill its database first, where that is due."""
    kind = "PostgreSQL" if database_url else "SQLite"
    name = f"newsroom_bench_{stories}" if database_url else ""
    folder = FOLDER / f"{kind.lower()}-{stories}"
    environment = {"NEWSROOM_DATA_DIR": str(folder), "NEWSROOM_LOG_LEVEL": "WARNING"}
    if database_url:
        environment["DATABASE_URL"] = database_url.rpartition("/")[0] + f"/{name}"
    pages = _filled(folder, stories, environment, database_url, name)
    return Target(
        f"Newsroom, {stories:,} stories, {kind}", [sys.executable, "manage.py", "serve"], pages, stories, is_ours=True,
        environment=environment, database=name,
    )  # fmt: skip


def plain(ours: Target, cache: str | None = None) -> Target:
    """Return the plain Django view on the same database. `cache`: behind `cache_page`, "" in memory or a Redis URL."""
    behind = "" if cache is None else " behind cache_page, " + ("Redis" if cache else "in memory")
    environment = {**ours.environment, "DJANGO_SETTINGS_MODULE": "tests.bench.plain_settings"}
    if cache is not None:
        environment |= {"BENCH_CACHED": "1", "BENCH_CACHE": cache}
    pages = {"story": ours.pages["story"][: 1 if behind else None]}
    command = _granian("django.core.wsgi:get_wsgi_application", "--factory")
    return Target(
        f"Plain Django view{behind}", command, pages, ours.stories, environment=environment, database=ours.database
    )


def constant(page: bytes) -> Target:
    """Return the bare server: the same bytes for every address."""
    file = FOLDER / "page.html"
    file.write_bytes(page)
    return Target("Granian, constant answer", _granian("tests.bench.constant:application"), {"story": ["/"]},
                  environment={"BENCH_PAGE": str(file)})  # fmt: skip


def nginx(page: bytes) -> Target | None:
    """Return nginx with the page as a file that is compressed already; None where there is no nginx."""
    program, folder = shutil.which("nginx"), FOLDER / "nginx"
    if not program:
        return None
    folder.mkdir(exist_ok=True)
    (folder / "index.html.gz").write_bytes(gzip.compress(page, 9))
    (folder / "index.html").write_bytes(page)

    def prepare(port: int) -> None:
        paths = "".join(f"{name}_temp_path {folder}/{name};\n" for name in ("proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/pid; worker_processes {_PROCESSES}; error_log {folder}/error.log;\n"
            "events {}\nhttp { access_log off; keepalive_requests 1000000; gzip_static on; default_type text/html;\n"
            f"client_body_temp_path {folder}/body;\n{paths}"
            f"server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n"
        )

    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    return Target("nginx, compressed file", command, {"story": ["/index.html"]}, prepare=prepare,
                  headers={"Accept-Encoding": "gzip"})  # fmt: skip


def peer(rig: Path, name: str, stories: int) -> Target | None:
    """Return a target of the outside rig, started as its targets.json says; None where it has not been set up.

    PEERS names the rig's folder of data. Targets that need further services are left out.
    """
    for given in json.loads((rig / "targets.json").read_text(encoding="utf-8"))["targets"]:
        if given["name"] == name and not given["services"] and len(given["start"]) == 1:
            values = {"{n}": str(stories), "{PEERS}": os.environ.get("PEERS", "/tmp/peers"), "{BENCH}": str(rig)}
            text = json.dumps(given)
            for mark, value in values.items():
                text = text.replace(mark, value)
            filled = json.loads(text)
            listed = Path(filled["urls"])
            if not listed.exists():
                return None
            urls = json.loads(listed.read_text(encoding="utf-8"))["urls"]
            pages = {ours: urls[theirs] for theirs, ours in _PEER_PAGES.items() if theirs in urls}
            return Target(
                f"{name}, {stories:,} stories", filled["start"][0], pages, stories, base=filled["base"],
                environment={**filled["env"], "PEERS": values["{PEERS}"]}, folder=Path(filled["cwd"]),
            )  # fmt: skip
    return None


def _granian(application: str, *options: str) -> list[str]:
    return [
        sys.executable, "-m", "granian", application, "--interface", "wsgi", "--http", "1", "--no-ws",
        "--host", "127.0.0.1", "--port", "{port}", "--workers", str(_PROCESSES), "--blocking-threads", str(_THREADS),
        "--workers-kill-timeout", "5", *options,
    ]  # fmt: skip


def _filled(folder: Path, stories: int, environment: dict[str, str], server: str, name: str) -> dict[str, list[str]]:
    """Fill the database, if it is not there or what fills it has changed. Return the pages."""
    listed, stamp = folder / "pages.json", folder / "filled-by"
    if not (listed.exists() and stamp.exists() and stamp.read_text() == _filled_by()):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if server:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        command = [sys.executable, "-m", "tests.bench.fill", str(stories), str(listed)]
        subprocess.run(command, cwd=ROOT, env={**_plain_environment(), **environment}, check=True)
        stamp.write_text(_filled_by())
    return json.loads(listed.read_text(encoding="utf-8"))


def _filled_by() -> str:
    """Return a hash of everything that decides what is in the database."""
    own = [Path(__file__).parent / f"{name}.py" for name in ("corpus", "shared", "texts", "fill")]
    files = [*own, *sorted((ROOT / "articles" / "migrations").glob("*.py"))]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _plain_environment() -> dict[str, str]:
    """Return the environment without settings of Newsroom."""
    own = {name for name in os.environ if name.startswith(PREFIX) or name in BESIDE_THE_PREFIX}
    return {name: value for name, value in os.environ.items() if name not in own}


def _stop(server: subprocess.Popen) -> None:
    """End the server and everything it has started."""
    processes = measure.descendants([server.pid])
    server.terminate()
    try:
        server.wait(_SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        for pid in processes & measure.descendants(processes):
            os.kill(pid, signal.SIGKILL)
        server.wait()


def _wait(address: str, server: subprocess.Popen) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(urllib.parse.quote(address, safe=":/?=&%-._~"), timeout=20):
                return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    raise RuntimeError(f"{address} does not answer; see {FOLDER / 'server.log'}")
