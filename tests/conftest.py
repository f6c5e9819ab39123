"""What holds for every test: no network, uploads in a folder of its own, nothing left over in the cache."""

from __future__ import annotations

import importlib.util
import ipaddress
import itertools
import socket
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings
from pytest_django import Settings

# The same examples on every run and on every machine, however slow it is.
hypothesis.settings.register_profile("newsroom", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("newsroom")

# The browser is driven by a package of .ci/requirements.txt, which `make test` does without.
collect_ignore = [] if importlib.util.find_spec("playwright") else ["browser"]

_folders = itertools.count(1)


class NetworkTouched(Exception):
    """A test reached for another machine. Not an OSError: what the code under test expects must not hide it."""


def _is_near(host: Any) -> bool:
    redis = django_settings.CACHES["default"].get("LOCATION", "")
    if host in (None, "", "localhost", b"localhost", urlsplit(redis).hostname):
        return True
    try:
        return ipaddress.ip_address(host.decode() if isinstance(host, bytes) else host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Connections and look-ups of names beyond this machine raise."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: Any) -> None:
        if not _is_near(host):
            raise NetworkTouched(f"a test reached for {host!r}")

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
    """Hashing a password safely takes a quarter of a second by intention."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The media folder of this one test; made when something is first put there."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / f"media{next(_folders)}"
    return Path(settings.MEDIA_ROOT)


@pytest.fixture(autouse=True)
def _empty_cache(settings: Settings) -> None:
    """Keys of its own for each test: emptying a Redis would empty it for everybody."""
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": f"test-{uuid.uuid4()}"}}


@pytest.fixture
def follow_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows an act follows at once: a test's own transaction never ends."""

    def on_commit(follow: Callable[[], Any], using: str | None = None, robust: bool = False) -> None:
        follow()

    monkeypatch.setattr(transaction, "on_commit", on_commit)
