"""Asking: what comes of hostile answers, within which limits."""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles import outbound
from articles.outbound import Forbidden, Limits, OutboundError, ResponseTooLarge, TooManyRedirects, Unreachable, client
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

        monkeypatch.setattr(client, "_open", open_)
        monkeypatch.setattr(client, "_resolve", lambda _host, _ends: ["104.244.42.1"])
        yield


def ask(path: str, **given: object) -> outbound.Response:
    return outbound.get(f"https://server.in{path}", **{"limits": QUICK, **given})  # type: ignore[arg-type]


def test_an_answer_comes_whole_with_its_headers() -> None:
    answer = ask("/good")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b"hello", "text/html")


def test_a_redirect_is_followed_and_the_final_url_returned() -> None:
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


HOSTILE = "silent drip slow-header slow-start endless flood chunks bomb short noise header headers chunk".split()


@pytest.mark.parametrize("path", [f"/{name}" for name in HOSTILE])
def test_a_hostile_answer_costs_bounded_time_and_gives_nothing(path: str) -> None:
    began = time.monotonic()
    with pytest.raises(OutboundError):
        ask(path)
    assert time.monotonic() - began < 5


def test_an_endless_answer_is_cut_at_the_limit_of_size() -> None:
    with pytest.raises(ResponseTooLarge):
        ask("/flood", limits=Limits(seconds=20, bytes=300_000))


def test_a_length_that_makes_no_sense_is_read_within_the_limits() -> None:
    with contextlib.suppress(OutboundError):
        assert len(ask("/length").body) <= QUICK.bytes


def test_a_name_with_one_machine_inside_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for inside in ("127.0.0.1", "10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1"):
        monkeypatch.setattr(client, "_resolve", lambda _host, _ends, inside=inside: ["104.244.42.1", inside])
        with pytest.raises(Forbidden):
            ask("/good")
    assert SEEN == []


def test_the_connection_is_to_the_machine_that_was_looked_at() -> None:
    ask("/good")
    assert SEEN == [("104.244.42.1", "server.in")]


def test_a_look_up_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(client.socket, "getaddrinfo", lambda *_args, **_kwargs: time.sleep(3) or [])
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


def test_a_redirect_may_be_the_answer_itself() -> None:
    answer = ask("/home", follow=False)
    assert (answer.status, answer.headers["location"], len(SEEN)) == (302, "https://localhost/", 1)


@pytest.mark.parametrize(
    "onward",
    ["https://user:word@server.in/", "https://server.in:8443/", "//127.0.0.1/", "https://2130706433/", "gopher://x"],
)
def test_every_redirect_is_checked_as_the_first_address_was(onward: str, monkeypatch: pytest.MonkeyPatch) -> None:
    leads = f"HTTP/1.1 302 Found\r\nLocation: {onward}\r\n\r\n".encode()
    monkeypatch.setitem(hostile.BEGIN, "/onward", leads)
    with pytest.raises(Forbidden):
        ask("/onward")
    assert len(SEEN) == 1


def test_a_redirect_to_a_name_that_leads_inside_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    leads = {"server.in": ["104.244.42.1"], "other.in": ["169.254.169.254"]}
    monkeypatch.setattr(client, "_resolve", lambda host, _ends: leads[host])
    with pytest.raises(Forbidden):
        ask("/elsewhere")
    assert len(SEEN) == 1


class TestWhatIsSent:
    def test_is_the_question_and_nothing_of_ours(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        secrets = tmp_path / ".netrc"
        secrets.write_text("machine server.in login meera password secret")
        monkeypatch.setenv("NETRC", str(secrets))
        monkeypatch.setenv("HOME", str(tmp_path))
        ask("/moved")
        for question in hostile.ASKED[-2:]:
            names = {line.partition(":")[0].lower() for line in question.decode().split("\r\n")[1:] if line}
            assert names == {"host", "user-agent", "accept-encoding", "connection"}
            assert b"secret" not in question

    def test_carries_no_cookie_of_the_answer_before(self, monkeypatch: pytest.MonkeyPatch) -> None:
        leads = b"HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: /good\r\n\r\n"
        monkeypatch.setitem(hostile.BEGIN, "/cookie", leads)
        ask("/cookie")
        assert b"ookie" not in hostile.ASKED[-1].split(b"\r\n", 1)[1]

    def test_goes_by_no_proxy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        assert ask("/good").body == b"hello"
        assert SEEN == [("104.244.42.1", "server.in")]


class TestTheConnection:
    """With the real look-up and the real opening."""

    @pytest.fixture(autouse=True)
    def looked_up(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        monkeypatch.undo()
        names: list[str] = []
        machines = iter([["104.244.42.1"], ["127.0.0.1"]])

        def getaddrinfo(host: str, port: int, **_more: object) -> list[tuple]:
            names.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (machine, port)) for machine in next(machines)]

        monkeypatch.setattr(client.socket, "getaddrinfo", getaddrinfo)
        return names

    def test_is_made_to_the_machine_that_was_checked_and_the_name_is_asked_for_once(
        self, looked_up: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: list[tuple[str, str]] = []

        def open_(machine: str, host: str, _seconds: float) -> socket.socket:
            opened.append((machine, host))
            raise ConnectionRefusedError

        monkeypatch.setattr(client, "_open", open_)
        with pytest.raises(Unreachable):
            outbound.get("https://server.in/", limits=QUICK)
        assert (looked_up, opened) == (["server.in"], [("104.244.42.1", "server.in")])

    def test_is_checked_again_when_a_name_leads_elsewhere_the_next_time(
        self, looked_up: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(client, "_open", lambda *_args: (_ for _ in ()).throw(ConnectionRefusedError()))
        with pytest.raises(Unreachable):
            outbound.get("https://server.in/", limits=QUICK)
        with pytest.raises(Forbidden):
            outbound.get("https://server.in/", limits=QUICK)

    def test_is_encrypted_and_the_certificate_must_be_the_names(self, monkeypatch: pytest.MonkeyPatch) -> None:
        plain = socket.socketpair()
        monkeypatch.setattr(client.socket, "create_connection", lambda *_args, **_more: plain[0])
        with plain[1], client._open("104.244.42.1", "server.in", 1) as wire:
            assert isinstance(wire, ssl.SSLSocket)
            assert wire.context.check_hostname
            assert wire.context.verify_mode == ssl.CERT_REQUIRED
            assert wire.server_hostname == "server.in"

    def test_that_is_cut_before_its_handshake_fails_like_any_other(self) -> None:
        ours, theirs = socket.socketpair()
        context = ssl.create_default_context()
        with theirs, context.wrap_socket(ours, server_hostname="server.in", do_handshake_on_connect=False) as wire:
            client._shut_down(wire)
            with pytest.raises(OSError, match=r"EOF|closed|pipe"):
                wire.do_handshake()

    def test_in_plain_text_gives_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with hostile.server() as port:
            plain = socket.socket()
            plain.connect(("127.0.0.1", port))
            monkeypatch.setattr(client.socket, "create_connection", lambda *_args, **_more: plain)
            with pytest.raises(Unreachable):
                outbound.get("https://server.in/good", limits=QUICK)
