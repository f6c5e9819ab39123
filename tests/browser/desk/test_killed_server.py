"""A server that is killed while it saves, and started again: every typed word is saved."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from newsroom.environment import BESIDE_THE_PREFIX, PREFIX, ROOT

pytestmark = pytest.mark.browser
TEXT = ".field-body [contenteditable=true]"
STATE = ".saving-state"


class Server:
    """A server that a test may kill, with its data in this folder and always at the same address."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.database = folder / "newsroom.sqlite3"
        own = (name for name in os.environ if name.startswith(PREFIX) or name in BESIDE_THE_PREFIX)
        plain = {name: os.environ[name] for name in os.environ.keys() - {*own}}
        self._environment = {**plain, "NEWSROOM_DATA_DIR": str(folder), "PORT": str(port), "NEWSROOM_LANGUAGE": "en"}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--prepare", "--no-worker", "--workers", "1"], cwd=ROOT,
            env=self._environment, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until = time.monotonic() + 120
        while time.monotonic() < until and self._process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server does not start")

    def kill(self) -> None:
        """End the process that listens and those that answer, without a word to anybody."""
        if self._process:
            for pid in list(of_session(self._process.pid)):
                os.kill(pid, signal.SIGKILL)
            self._process.wait(30)
        self._process = None

    def new_account(self, username: str) -> str:
        """Return its password."""
        made = subprocess.run(
            [sys.executable, "manage.py", "editor_account", username], cwd=ROOT, env=self._environment,
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return made.stdout.split()[-1]

    def stories(self) -> list[tuple[str, str, int]]:
        """Return headline, body and version of every story."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute("SELECT headline, body, version FROM articles_article").fetchall()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    server = Server(tmp_path_factory.mktemp("killed"))
    try:
        server.start()
        yield server, server.new_account("asha")
    finally:
        server.kill()


@pytest.fixture
def desk(browser: Browser, running: tuple[Server, str]) -> Iterator[tuple[Page, Server]]:
    """A new form of a story, with a headline and a text."""
    server, password = running
    context = browser.new_context(base_url=server.url)
    page = context.new_page()
    page.goto("/admin/login/?next=/admin/articles/article/add/")
    page.fill("#id_username", "asha")
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    expect(page.locator(".prose-menubar[role=toolbar]")).to_be_visible()
    page.fill("#id_headline", "शीर्षक")
    page.click(TEXT)
    page.keyboard.type("पहले शब्द")
    yield page, server
    context.close()


def of_session(session: int) -> Iterator[int]:
    """Yield the processes that one has started, and itself."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # It has ended meanwhile.
            # After the name in parentheses: state, parent, group, session.
            if int(path.read_text().rpartition(")")[2].split()[3]) == session:
                yield int(path.parent.name)


def state(page: Page, name: str, **options: Any) -> None:
    expect(page.locator(STATE)).to_have_attribute("data-state", name, **options)


def test_in_mid_save(desk: tuple[Page, Server]) -> None:
    page, server = desk
    # The save waits in the middle of its transaction, until the server is no more.
    with closing(sqlite3.connect(server.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        page.keyboard.press("Control+s")
        state(page, "saving")
        page.keyboard.type(" और ये")
        page.wait_for_timeout(700)
        state(page, "saving")
        server.kill()
        state(page, "failed", timeout=15_000)
        other.execute("ROLLBACK")
    expect(page.locator(".saving-text")).to_have_text("Not saved: the server cannot be reached.")
    expect(page.locator(".saving-kept")).to_contain_text("Kept in this browser at")
    page.click(TEXT)
    page.keyboard.press("Control+End")
    page.keyboard.type(" और अंत के")
    expect(page.locator(TEXT)).to_have_text("पहले शब्द और ये और अंत के")
    assert server.stories() == []
    server.start()
    page.click(".saving-again:visible")
    state(page, "saved", timeout=15_000)
    assert server.stories() == [("शीर्षक", "<p>पहले शब्द और ये और अंत के</p>", 1)]
