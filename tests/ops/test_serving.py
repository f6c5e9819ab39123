"""The serve command: migrations, static files, the sample newsroom, its account, and the server itself."""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from granian.server.mp import MPServer
from pytest_django import Settings

from articles.management import demo, preloading, preparation, server_and_worker
from articles.management.commands import serve as commands
from articles.management.processes import Program
from articles.models import Article, AuditEntry, User
from newsroom.environment import ROOT
from tests import factories
from tests.rows import all_rows

Prepare = Callable[[], tuple[demo.Login | None, list[str]]]


@pytest.fixture
def prepare(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prepare:
    """Return a function that adds the sample as `make run` does, and returns the login and the printed lines."""
    settings.DATA_DIR = tmp_path
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def ask() -> tuple[demo.Login | None, list[str]]:
        lines: list[str] = []
        return demo.prepare(lines.append), lines

    return ask


@pytest.mark.django_db
class TestTheSample:
    @pytest.mark.slow
    def test_it_is_there_after_the_first_time_with_an_account_to_look_at_it(self, prepare: Prepare) -> None:
        login, lines = prepare()
        assert lines == []
        assert login
        editor = User.objects.get(username=login.username)
        assert editor.check_password(login.password or "")
        assert editor.is_staff
        assert not editor.is_superuser
        assert [group.name for group in editor.groups.all()] == ["chief"]
        assert Article.objects.published().count() >= 24
        assert AuditEntry.objects.filter(action="add account", target_id=editor.pk).exists()

    def test_a_second_time_changes_no_row_and_shows_the_same_login(self, prepare: Prepare) -> None:
        first, _lines = prepare()
        before = all_rows()
        second, lines = prepare()
        assert all_rows() == before
        assert second == first
        assert lines == []

    @pytest.mark.slow
    def test_the_password_is_kept_for_this_account_alone(self, prepare: Prepare, tmp_path: Path) -> None:
        login, _lines = prepare()
        assert login
        kept = tmp_path / "editor-password"
        assert kept.read_text() == login.password
        assert kept.stat().st_mode & 0o777 == 0o600

    @pytest.mark.slow
    def test_a_changed_password_is_not_shown(self, prepare: Prepare) -> None:
        prepare()
        editor = User.objects.get(username=demo.EDITOR)
        editor.set_password("another one entirely")
        editor.save()
        login, _lines = prepare()
        assert login == demo.Login(demo.EDITOR, None)
        assert "--new-password" in login.password_text

    @pytest.mark.slow
    def test_what_an_editor_added_since_stays_and_nothing_is_added_to_it(self, prepare: Prepare) -> None:
        first, _lines = prepare()
        factories.story("पाठक की चिट्ठी")
        before = all_rows()
        second, lines = prepare()
        assert all_rows() == before
        assert second == first
        assert lines == ["No sample newsroom: the database holds other stories."]


@pytest.mark.django_db
class TestARealDatabase:
    """It never gets sample stories nor the demonstration account."""

    @pytest.fixture(autouse=True)
    def _nothing_is_added(self, prepare: Prepare) -> Iterator[None]:
        yield
        assert not Article.objects.filter(import_ref__startswith="sample:").exists()
        assert not User.objects.filter(username=demo.EDITOR, groups__name="chief").exists()

    def test_named_by_a_database_url(self, prepare: Prepare, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgres://db.example/news")
        assert prepare() == (None, ["No sample newsroom: DATABASE_URL names a database of yours."])

    def test_of_a_public_site(self, prepare: Prepare, settings: Settings) -> None:
        settings.HTTPS = True
        assert prepare() == (None, ["No sample newsroom: NEWSROOM_SITE_URL is a public address."])

    def test_with_stories_of_its_own(self, prepare: Prepare) -> None:
        factories.draft("पहली ख़बर")
        assert prepare() == (None, ["No sample newsroom: the database holds other stories."])

    def test_with_accounts_of_its_own(self, prepare: Prepare) -> None:
        factories.user("asha", "reporter")
        assert prepare() == (None, ["No sample newsroom: the database holds other accounts."])

    def test_with_an_account_that_happens_to_be_called_editor(self, prepare: Prepare) -> None:
        factories.user(demo.EDITOR, "editor")
        assert prepare() == (None, ["No sample newsroom: the database holds other accounts."])


class TestStaticFiles:
    @pytest.fixture
    def collect(self, settings: Settings, tmp_path: Path) -> Callable[[], list[str]]:
        settings.DATA_DIR, settings.STATIC_ROOT = tmp_path / "data", tmp_path / "data" / "static"
        settings.STATICFILES_DIRS = [tmp_path / "sources"]
        settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
        (tmp_path / "sources").mkdir()
        (tmp_path / "data").mkdir()
        (tmp_path / "sources" / "one.css").write_text("a {}")

        def ask() -> list[str]:
            lines: list[str] = []
            preparation.collect_static_files(lines.append)
            return lines

        return ask

    def test_they_are_collected_when_one_has_changed_and_only_then(
        self, collect: Callable[[], list[str]], tmp_path: Path
    ) -> None:
        collected = tmp_path / "data" / "static" / "one.css"
        assert len(collect()) == 1
        assert collected.read_text() == "a {}"
        assert collect() == []
        (tmp_path / "sources" / "one.css").write_text("a { color: teal }")
        assert len(collect()) == 1
        assert "teal" in collected.read_text()

    def test_a_removed_one_does_not_stay_behind(self, collect: Callable[[], list[str]], tmp_path: Path) -> None:
        (tmp_path / "sources" / "two.css").touch()
        collect()
        (tmp_path / "sources" / "two.css").unlink()
        collect()
        assert [path.name for path in (tmp_path / "data" / "static").iterdir()] == ["one.css"]


@dataclass
class Started:
    """What `serve` would have run, in words."""

    server: str = ""
    worker: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    printed: str = ""
    ended: object = None


def ran(program: Program) -> str:
    with pytest.raises(SystemExit) as ended:
        program()
    return str(ended.value.code)


def describe(server: MPServer) -> str:
    return f"{server.target} {server.interface.value} {server.bind_addr}:{server.bind_port}"


class TestTheServer:
    @pytest.fixture
    def serve(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Started]:
        """Call `serve` without a process: return what would run, and what is printed."""
        settings.PORT = int(free_port())
        monkeypatch.setattr(os, "execv", lambda _path, args: sys.exit(" ".join(args[1:])))
        monkeypatch.setattr(MPServer, "serve", lambda server: sys.exit(describe(server)))
        monkeypatch.setattr(commands, "run_worker", lambda: sys.exit("worker"))
        monkeypatch.setattr(preloading, "preload", lambda: None)  # It would freeze the objects of all tests.
        monkeypatch.setattr(multiprocessing, "set_start_method", lambda *_args, **_options: None)

        def call(**options: Any) -> Started:
            started, out = Started(), StringIO()

            def run(server: Program, worker: Program | None, **others: Any) -> int:
                started.server, started.options = ran(server), others
                started.worker = ran(worker) if worker else None
                return 0

            monkeypatch.setattr(server_and_worker, "run", run)
            with pytest.raises(SystemExit) as ended:
                call_command("serve", stdout=out, **options)
            started.printed, started.ended = out.getvalue(), ended.value.code
            return started

        return call

    def test_it_is_granian_on_the_local_interface(self, serve: Any) -> None:
        started = serve()
        assert started.server == f"newsroom.wsgi:application wsgi 127.0.0.1:{django_settings.PORT}"

    def test_it_prints_where_to_look(self, serve: Any, settings: Settings) -> None:
        settings.SITE_URL = "https://news.example"
        lines = serve(no_worker=True).printed
        assert "https://news.example/\n" in lines
        assert "https://news.example/rss.xml\n" in lines
        assert "https://news.example/admin/\n" in lines
        assert f"http://127.0.0.1:{settings.PORT}" in lines

    def test_a_worker_runs_beside_it_unless_that_is_a_service_of_its_own(self, serve: Any) -> None:
        assert serve().worker == "worker"
        assert serve(no_worker=True).worker is None

    def test_with_reload_both_are_restarted_when_the_code_changes(self, serve: Any) -> None:
        started = serve(reload=True)
        assert started.server == f"manage.py runserver 127.0.0.1:{django_settings.PORT}"
        assert started.worker == "manage.py worker --reload"
        assert started.options == {"share_terminal": True}

    def test_a_server_that_was_killed_gives_the_exit_code_of_a_shell(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.PORT = int(free_port())
        monkeypatch.setattr(preloading, "preload", lambda: None)
        monkeypatch.setattr(server_and_worker, "run", lambda *_args, **_options: -9)
        with pytest.raises(SystemExit, match="137"):
            call_command("serve", stdout=StringIO())

    def test_with_reload_and_no_worker_it_is_djangos_own_alone(self, serve: Any) -> None:
        assert serve(reload=True, no_worker=True).ended == f"manage.py runserver 127.0.0.1:{django_settings.PORT}"

    def test_an_https_site_without_a_proxy_would_redirect_for_ever(self, settings: Settings) -> None:
        settings.HTTPS, settings.TRUSTED_PROXIES = True, 0
        with pytest.raises(CommandError, match="say in NEWSROOM_TRUSTED_PROXIES how many"):
            call_command("serve")

    def test_a_taken_port_is_refused_before_the_database_is_touched(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(preparation, "migrate", pytest.fail)
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            settings.PORT = listener.getsockname()[1]
            with pytest.raises(CommandError, match=f"Port {settings.PORT} is taken by another program"):
                call_command("serve", prepare=True)


class TestTheDatabase:
    @staticmethod
    def prepare(database_url: str, folder: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", "serve", "--prepare"], cwd=ROOT, capture_output=True, text=True, check=False,
            env=os.environ | {"NEWSROOM_DATA_DIR": str(folder), "PORT": free_port(), "DATABASE_URL": database_url},
        )  # fmt: skip

    def test_a_server_that_is_not_there_is_one_line(self, tmp_path: Path) -> None:
        done = self.prepare(f"postgres://nobody:opensesame@127.0.0.1:{free_port()}/news", tmp_path)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        assert line.startswith("CommandError: The database does not answer: connection failed")
        assert line.endswith("Is it running, and is DATABASE_URL right?")
        assert "opensesame" not in line

    @pytest.mark.slow
    def test_a_file_in_a_folder_that_is_not_there_is_one_line(self, tmp_path: Path) -> None:
        done = self.prepare(f"sqlite:///{tmp_path}/none/news.sqlite3", tmp_path)
        assert done.returncode == 1
        assert done.stderr.splitlines() == [
            "CommandError: The database does not answer: unable to open database file. "
            "Is it running, and is DATABASE_URL right?"
        ]


def free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


class Site:
    """The processes that `make run` starts after the installation, with their data in a new folder."""

    def __init__(self, folder: Path) -> None:
        self.url = f"http://127.0.0.1:{free_port()}"
        plain = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "NEWSROOM_REDIS_URL")
        }
        self.database = folder / "newsroom.sqlite3"
        self.output = ""
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--prepare", "--sample", "--workers", "1"],
            cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env=plain | {"NEWSROOM_DATA_DIR": str(folder), "PORT": self.url.rpartition(":")[2]},
        )  # fmt: skip

    def __enter__(self) -> Site:
        for line in self._process.stdout or []:
            self.output += line
            if "Started worker" in line:
                return self
        raise AssertionError(self.output)

    def __exit__(self, *_raised: object) -> None:
        self._process.terminate()
        rest, _none = self._process.communicate()
        assert "Traceback" not in self.output + rest, self.output + rest

    def get(self, path: str) -> str:
        """Return a page. Retry while the server process, which has just started, does not listen yet."""
        for _attempt in range(10_000):
            try:
                with urllib.request.urlopen(self.url + path) as answer:
                    return answer.read().decode()
            except urllib.error.URLError as fault:
                if not isinstance(fault.reason, ConnectionRefusedError) or self._process.poll() is not None:
                    raise
        raise AssertionError("the server does not listen")

    def dump(self) -> list[str]:
        """Return every row of every table as SQL, without the jobs and renditions, which the worker changes."""
        with closing(sqlite3.connect(self.database)) as connection, closing(sqlite3.connect(":memory:")) as copy:
            connection.backup(copy)
            copy.execute("UPDATE articles_image SET renditions = '{}'")
            return [line for line in copy.iterdump() if "articles_job" not in line]

    def finished_jobs(self) -> list[tuple[str, str]]:
        """Return name and error of the jobs that have run."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute("SELECT name, error FROM articles_job WHERE finished_at IS NOT NULL").fetchall()


@pytest.mark.slow
def test_the_sample_newsroom_is_served_and_a_second_start_changes_no_row(tmp_path: Path) -> None:
    with Site(tmp_path) as first:
        assert f"{first.url}/rss.xml" in first.output
        assert "Sign in at the desk as editor, password " in first.output
        assert "<rss" in first.get("/rss.xml")
        assert "</html>" in first.get("/")
        health = json.loads(first.get("/healthz"))
        assert health | {"worker": "ok", "status": "ok"} == dict.fromkeys(("status", *health), "ok")
        while ("posts.watch", "") not in first.finished_jobs():
            time.sleep(0.1)
    before = first.dump()
    with Site(tmp_path) as second:
        assert "Adding the sample newsroom" not in second.output
        assert "Sign in at the desk as editor, password " in second.output
    assert second.dump() == before
