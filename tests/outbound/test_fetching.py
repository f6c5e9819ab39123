"""Asking: what comes of hostile answers, within which limits."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Iterator

import pytest

from articles import outbound
from articles.outbound import Forbidden, Limits, OutboundError, TooLarge, TooManyRedirects, Unreachable, fetching
from tests.outbound import hostile

QUICK = Limits(seconds=0.5, bytes=1_000_000)
SEEN: list[tuple[str, str]] = []


@pytest.fixture(autouse=True)
def _server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Names lead to a public machine, as the guard sees it; the connection is to our own hostile server."""
    SEEN.clear()
    with hostile.server() as port:

        def open_(machine: str, host: str, seconds: float) -> socket.socket:
            SEEN.append((machine, host))
            return socket.create_connection(("127.0.0.1", port), timeout=seconds)

        monkeypatch.setattr(fetching, "_open", open_)
        monkeypatch.setattr(fetching, "_resolve", lambda _host, _ends: ["104.244.42.1"])
        yield


def ask(path: str, **given: object) -> outbound.Answer:
    return outbound.get(f"https://server.in{path}", **{"limits": QUICK, **given})  # type: ignore[arg-type]


def test_an_answer_comes_whole_with_its_headers() -> None:
    answer = ask("/good")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b"hello", "text/html")


def test_a_redirect_is_followed_and_told() -> None:
    assert ask("/moved").url == "https://server.in/good"


@pytest.mark.parametrize(("path", "status"), [("/fault", 500), ("/none", 404)])
def test_a_refusal_is_an_answer(path: str, status: int) -> None:
    assert ask(path).status == status


@pytest.mark.parametrize("path", ["/home", "/number", "/plain", "/nowhere"])
def test_a_redirect_inside_is_not_followed(path: str) -> None:
    with pytest.raises(Forbidden):
        ask(path)
    assert len(SEEN) == 1


def test_a_redirect_stays_among_the_hosts_that_may_be_asked() -> None:
    assert ask("/elsewhere").url == "https://other.in/good"
    with pytest.raises(Forbidden):
        ask("/elsewhere", hosts={"server.in"})


def test_a_loop_of_redirects_ends() -> None:
    with pytest.raises(TooManyRedirects):
        ask("/loop")
    assert len(SEEN) == 4


@pytest.mark.parametrize(
    "path",
    "/silent /drip /slow-header /slow-start /endless /flood /chunks /bomb /short /noise /header /headers /chunk".split(),
)
def test_a_hostile_answer_costs_bounded_time_and_gives_nothing(path: str) -> None:
    began = time.monotonic()
    with pytest.raises(OutboundError):
        ask(path)
    assert time.monotonic() - began < 5


def test_an_endless_answer_is_cut_at_the_limit_of_size() -> None:
    with pytest.raises(TooLarge):
        ask("/flood", limits=Limits(seconds=20, bytes=300_000))


def test_a_length_that_makes_no_sense_is_read_within_the_limits() -> None:
    with contextlib.suppress(OutboundError):
        assert len(ask("/length").body) <= QUICK.bytes


def test_a_name_with_one_machine_inside_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for inside in ("127.0.0.1", "10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1"):
        monkeypatch.setattr(fetching, "_resolve", lambda _host, _ends, inside=inside: ["104.244.42.1", inside])
        with pytest.raises(Forbidden):
            ask("/good")
    assert SEEN == []


def test_the_connection_is_to_the_machine_that_was_looked_at() -> None:
    ask("/good")
    assert SEEN == [("104.244.42.1", "server.in")]


def test_a_look_up_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(fetching.socket, "getaddrinfo", lambda *_args, **_kwargs: time.sleep(3))
    began = time.monotonic()
    with pytest.raises(Unreachable):
        outbound.get("https://server.in/", limits=Limits(seconds=0.3))
    assert time.monotonic() - began < 2


def test_nothing_can_be_smuggled_into_the_question() -> None:
    with pytest.raises(OutboundError):
        ask("/good", headers={"X": "a\r\nHost: evil.in"})


def test_what_is_sent_goes_to_that_machine_alone() -> None:
    answer = outbound.post("https://server.in/elsewhere", b"x", content_type="text/plain", limits=QUICK)
    assert (answer.status, len(SEEN)) == (302, 1)
