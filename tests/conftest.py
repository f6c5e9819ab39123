"""Fixtures for every test: no network, a media folder of its own, an empty cache."""

from __future__ import annotations

import importlib.util
import ipaddress
import itertools
import random
import socket
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from articles.authentication import sessions
from articles.models import AppendOnlyOverride

# The same examples on every run and every machine, without a deadline for slow ones.
hypothesis.settings.register_profile("newsroom", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("newsroom")

# Browser tests need Playwright from .ci/requirements.txt, which `make test` does not install.
collect_ignore = [] if importlib.util.find_spec("playwright") else ["browser"]

SharedRows = Callable[[], AbstractContextManager[None]]

_folders = itertools.count(1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow all but one in N of the forms of a test with `@pytest.mark.sampled(N)`: always the same ones."""
    forms: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if item.get_closest_marker("sampled"):
            forms[item.nodeid.partition("[")[0]].append(item)
    for test, all_forms in forms.items():
        mark = all_forms[0].get_closest_marker("sampled")
        number = max(1, len(all_forms) // mark.args[0]) if mark else 0
        quick = random.Random(test).sample(range(len(all_forms)), number)
        for at, item in enumerate(all_forms):
            if at not in quick:
                item.add_marker(pytest.mark.slow)


class NetworkTouched(Exception):
    """A test tried to reach another machine. Not an OSError, so that error handling under test cannot hide it."""


def _is_local(host: Any) -> bool:
    redis = django_settings.CACHES["default"].get("LOCATION", "")
    if host in (None, "", "localhost", b"localhost", urlsplit(redis).hostname):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Make connections and name look-ups beyond this machine raise NetworkTouched."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: Any) -> None:
        if not _is_local(host):
            raise NetworkTouched(f"a test tried to reach {host!r}")

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            check(address[0])
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if self.family != socket.AF_UNIX:
            check(address[0])
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        check(host)
        return getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield


@pytest.fixture(autouse=True, scope="session")
def _quick_passwords() -> Iterator[None]:
    """Use a fast password hasher: a safe one takes a quarter of a second by design."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True, scope="session")
def _confirmed_by_force() -> Iterator[None]:
    """Let `force_login` stand for signing in: forms that ask again who somebody is open for a while."""
    force_login = Client.force_login

    def confirmed(self: Client, user: Any, backend: str | None = None) -> None:
        force_login(self, user, backend)
        session = self.session
        session[sessions.CONFIRMED_AT] = int(time.time())
        session.save()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "force_login", confirmed)
        yield


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_triggers() -> Iterator[None]:
    """Let tests with real transactions empty the tables, which append-only rows refuse: on SQLite by a DELETE for each,
    on PostgreSQL by one TRUNCATE for all."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush
    override = AppendOnlyOverride._meta.db_table

    def execute_sql_flush(self: Any, sql_list: list[str]) -> None:
        one_by_one = [sql for sql in sql_list if not (sql.startswith("DELETE") and f'"{override}"' in sql)]
        begin = f"INSERT INTO {override} (reason, at) VALUES ('flush', '2026-01-01')"
        flush(self, [begin, *one_by_one, f"DELETE FROM {override}"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", execute_sql_flush)
        yield


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the media folder of this test. It is created when a file is first stored."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / f"media{next(_folders)}"
    return Path(settings.MEDIA_ROOT)


@pytest.fixture(autouse=True)
def _empty_cache(settings: Settings) -> None:
    """Give each test its own key prefix: clearing a shared Redis would clear it for others too."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": f"test-{uuid.uuid4()}"}}


@pytest.fixture(scope="class")
def shared_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SharedRows]:
    """Return a context in which fixtures of a class create rows: all its tests see them, each undoes its own changes.

    The rows are rolled back after the last test of the class. They have no files: the media folder is a test's own.
    """
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
    yield django_db_blocker.unblock
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@contextmanager
def on_commit_at_once() -> Iterator[None]:
    """Run on_commit callbacks at once, because the transaction around a test never commits."""

    def on_commit(callback: Callable[[], Any], using: str | None = None, robust: bool = False) -> None:
        callback()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "on_commit", on_commit)
        yield


@pytest.fixture
def run_on_commit_at_once() -> Iterator[None]:
    with on_commit_at_once():
        yield
