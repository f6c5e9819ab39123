"""The tests' own guard: a test that reaches for another machine fails, whatever the code under test catches."""

from __future__ import annotations

import socket
import urllib.request

import pytest

from tests.conftest import NetworkTouched


def test_a_connection_to_another_machine_is_refused_before_it_is_tried() -> None:
    with socket.socket() as one, pytest.raises(NetworkTouched, match=r"192\.0\.2\.1"):
        one.connect(("192.0.2.1", 80))
    with socket.socket() as one, pytest.raises(NetworkTouched):
        one.connect_ex(("192.0.2.1", 80))


def test_so_is_asking_for_its_name() -> None:
    with pytest.raises(NetworkTouched, match=r"news\.example"):
        socket.getaddrinfo("news.example", 443)


def test_code_that_catches_what_networks_do_does_not_hide_it() -> None:
    assert not issubclass(NetworkTouched, OSError)
    with pytest.raises(NetworkTouched):
        urllib.request.urlopen("http://news.example/")


def test_this_machine_may_be_reached() -> None:
    with socket.socket() as listener, socket.socket() as one:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        one.connect(listener.getsockname())
    assert socket.getaddrinfo("localhost", 80)
