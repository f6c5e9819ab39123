"""The memory of the whole server, and what its processes share. `docs/decisions/0037-memory.md` has the figures."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest
from django.db import connection

from newsroom import memory
from newsroom.environment import ROOT
from tests import factories

# No more than this. The goals are 200 and 250: docs/decisions/0037-memory.md has what was measured.
SQLITE_MB, POSTGRESQL_MB = 235, 280
BACKEND_MB = 17  # The largest of PostgreSQL's processes that was measured.
# Libraries of tests and of single commands.
NEEDLESS = {
    "pytest",
    "hypothesis",
    "unittest",
    "django.test",
    "playwright",
    "lxml",
    "yaml",
    "babel.messages",
    "tkinter",
}
PRELOADED = """
import gc, json, sys, threading, django
django.setup()
from django.db import connections
from articles.management import preloading
preloading.preload()
print(json.dumps({
    "modules": list(sys.modules), "threads": threading.active_count(), "frozen": gc.get_freeze_count(),
    "connections": [one.alias for one in connections.all(initialized_only=True) if one.connection],
}))
"""
PAGES = [
    "/", "/rss.xml", "/archive/", "/search/", "/search/?q=sarkar", "/healthz", "/robots.txt", "/news-sitemap.xml",
    "/sitemap.xml", "/sitemap/places.xml", "/share.jpg", "/admin/login/", "/none-999999/",
]  # fmt: skip


def test_what_is_shared_is_imported_before_the_fork_and_nothing_is_open(tmp_path: Path) -> None:
    code, environment = PRELOADED, os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    plain = environment | {"NEWSROOM_DATA_DIR": str(tmp_path)}
    found = json.loads(subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env=plain, text=True))
    modules = set(found["modules"])
    assert modules >= {"newsroom.handler", "articles.admin", "articles.feeds", "articles.tasks", "granian.server.mp"}
    assert "newsroom.wsgi" not in modules  # Its limits and threads belong to one process.
    assert modules & NEEDLESS == set()
    assert (found["threads"], found["connections"]) == (1, [])
    assert found["frozen"] > 100_000


def test_free_memory_goes_back_to_the_system() -> None:
    kept = [bytes(1000) for _each in range(60_000)]
    kept = [kept[-1]]  # The last one holds the heap's end where it is.
    before = resident_mb(os.getpid())
    memory.trim()
    assert before - resident_mb(os.getpid()) > 20
    assert kept


@pytest.mark.slow
def test_the_server_with_sqlite(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    with running(environment | {"NEWSROOM_DATA_DIR": str(tmp_path)}, "--prepare", "--sample") as (pid, url):
        forget_the_pictures(tmp_path / "newsroom.sqlite3")
        visit(url)
        used = [proportional_mb(each) for each in processes(pid)]
        assert len(used) == 5
        assert sum(used) < SQLITE_MB, used


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_server_with_postgresql_and_its_connections(tmp_path: Path) -> None:
    for number in range(30):
        factories.story(f"ख़बर {number}")
    name = connection.settings_dict["NAME"]
    database = {"DATABASE_URL": f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"}
    with running(os.environ | database | {"NEWSROOM_DATA_DIR": str(tmp_path)}, "--prepare") as (pid, url):
        visit(url)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [name])
            backends = [backend_mb(pid) for (pid,) in cursor.fetchall()]
        used = [proportional_mb(each) for each in processes(pid)]
        assert len(backends) >= 3
        assert sum(used) + sum(backends) < POSTGRESQL_MB, (backends, used)


@contextmanager
def running(environment: dict[str, str], *options: str) -> Iterator[tuple[int, str]]:
    """Start `serve` with two processes and a worker. Yield its process id and its address when it answers."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = str(found.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--workers", "2", *options],
        cwd=ROOT, env=environment | {"PORT": port, "NEWSROOM_SITE_URL": f"http://127.0.0.1:{port}"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        for line in process.stdout or []:
            if "Started worker-" in line:
                break
        time.sleep(1)
        yield process.pid, f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def visit(url: str) -> None:
    """Visit each kind of page and what the front page links to, three times, and wait until the server has tidied."""
    links = sorted(set(re.findall(r'href="(/[^"#]*)"', get(url + "/"))))
    sizes = [len(get(url + path)) for path in [*PAGES, *links] * 3]
    assert len(sizes) > 60
    time.sleep(memory.TRIM_SECONDS + 2)


def forget_the_pictures(database: Path) -> None:
    """Take the jobs that make smaller forms of the sample's pictures out of the queue: they take minutes."""
    with closing(sqlite3.connect(database, timeout=60)) as rows:
        rows.execute("DELETE FROM articles_job WHERE NOT is_periodic")
        rows.commit()


def get(address: str) -> str:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.read().decode(errors="replace")
    except HTTPError as error:
        assert error.code in (404, 410), address
        return ""


def processes(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in processes(int(child)))]


def proportional_mb(pid: int) -> float:
    """Return the process's own memory and its part of what it shares (PSS)."""
    return _mb(f"/proc/{pid}/smaps_rollup", "Pss")


def backend_mb(pid: int) -> float:
    """As above for a process of PostgreSQL, or what the largest took if it runs elsewhere."""
    try:
        return proportional_mb(pid)
    except OSError:
        return BACKEND_MB


def resident_mb(pid: int) -> float:
    return _mb(f"/proc/{pid}/status", "VmRSS")


def _mb(path: str, name: str) -> float:
    (line,) = (line for line in Path(path).read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024
