"""Asking another machine by https, with one deadline for all of it."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from .errors import Forbidden, ResponseTooLarge, TooManyRedirects, Unreachable
from .guard import Target, check_machines, target

PORT = 443
_REDIRECTS = {301, 302, 303, 307, 308}
_PIECE = 64 * 1024
_LOOKUPS_AT_MOST = 16
_lookups = threading.BoundedSemaphore(_LOOKUPS_AT_MOST)
_USER_AGENT = "Newsroom/1.0"


@dataclass(frozen=True)
class Limits:
    """`seconds` is for everything: the name, the connection, all redirects, the whole body. `bytes` is of the body."""

    seconds: float = 10.0
    bytes: int = 1_000_000
    redirects: int = 3


@dataclass(frozen=True)
class Answer:
    """`url` is where it came from in the end; header names are in small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


_LIMITS = Limits()


def get(
    url: str,
    *,
    hosts: Collection[str] | None = None,
    headers: Mapping[str, str] | None = None,
    limits: Limits = _LIMITS,
    follow: bool = True,
) -> Answer:
    """The answer, whatever its status; raises an OutboundError where there is none.

    Redirects are followed, each checked as the first address was, unless not `follow`: then the redirect is the answer.
    `hosts`: go to these alone. No cookies, no credentials, no proxy.
    """
    return _ask_on("GET", url, None, hosts, dict(headers or {}), limits, follow)


def post(
    url: str, data: bytes, *, content_type: str, hosts: Collection[str] | None = None,
    headers: Mapping[str, str] | None = None, limits: Limits = _LIMITS,
) -> Answer:  # fmt: skip
    """As `get`, but redirects are not followed: what was sent was meant for that machine."""
    given = {**(headers or {}), "Content-Type": content_type}
    return _ask_on("POST", url, data, hosts, given, limits, follow=False)


def _ask_on(
    method: str, url: str, data: bytes | None, hosts: Collection[str] | None, headers: dict[str, str], limits: Limits,
    follow: bool,
) -> Answer:  # fmt: skip
    ends = time.monotonic() + limits.seconds
    for _turn in range(limits.redirects + 1):
        answer = _ask(method, target(url, hosts), data, headers, limits, ends)
        onward = answer.headers.get("location", "")
        if answer.status not in _REDIRECTS or not onward or not follow:
            return answer
        try:
            url = urljoin(answer.url, onward).partition("#")[0]
        except ValueError:
            raise Forbidden("the redirect leads to no address") from None
    raise TooManyRedirects(f"more than {limits.redirects} redirects")


def may_ask(url: str) -> bool:
    """Whether it is an address we go to, as far as the address itself shows."""
    try:
        return bool(target(url))
    except Forbidden:
        return False


def _ask(
    method: str, where: Target, data: bytes | None, headers: dict[str, str], limits: Limits, ends: float
) -> Answer:
    sent = {"User-Agent": _USER_AGENT, "Accept-Encoding": "identity", "Connection": "close", **headers}
    wire = _connect(where, ends)
    # Each read has a time limit of its own, which a machine that sends a byte now and then would never reach.
    alarm = threading.Timer(max(0.0, ends - time.monotonic()), _cut, [wire])
    alarm.daemon = True
    alarm.start()
    try:
        _greet(wire)
        answer = _exchange(wire, method, where, data, sent, limits)
        _left(ends)  # A connection that the alarm has cut may look like one that had ended.
        return answer
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Unreachable(f"{where.host}: {fault.__class__.__name__}") from fault
    finally:
        alarm.cancel()
        _cut(wire)
        wire.close()


def _exchange(
    wire: socket.socket, method: str, where: Target, data: bytes | None, headers: dict[str, str], limits: Limits
) -> Answer:
    line = http.client.HTTPConnection(where.host)
    line.sock = wire
    try:
        line.request(method, where.path, body=data, headers=headers)
        # An answer that is left unread would keep the connection open.
        with line.getresponse() as response:
            found = {name.lower(): value for name, value in response.getheaders()}
            if found.get("content-encoding", "identity").lower() != "identity":
                raise Unreachable(f"{where.host} answers in an encoding that was not asked for")
            return Answer(where.url, response.status, found, _body(response, limits.bytes))
    finally:
        line.sock = None


def _body(response: http.client.HTTPResponse, at_most: int) -> bytes:
    body = bytearray()
    while piece := response.read(min(_PIECE, at_most + 1 - len(body))):
        body += piece
        if len(body) > at_most:
            raise ResponseTooLarge(f"more than {at_most} bytes")
    if response.length:
        raise http.client.IncompleteRead(bytes(body), response.length)
    return bytes(body)


def _connect(where: Target, ends: float) -> socket.socket:
    """A connection to a machine that was looked at, and to no other: the name is not asked for a second time."""
    machines = _resolve(where.host, ends)
    check_machines(machines)
    fault: OSError | None = None
    for machine in machines[:3]:
        try:
            return _open(machine, where.host, _left(ends))
        except OSError as found:
            fault = found
    raise Unreachable(f"{where.host}: {fault.__class__.__name__ if fault else 'no machine'}")


def _open(machine: str, host: str, seconds: float) -> socket.socket:
    plain = socket.create_connection((machine, PORT), timeout=seconds)
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _greet(wire: socket.socket) -> None:
    if isinstance(wire, ssl.SSLSocket):
        wire.do_handshake()


def _resolve(host: str, ends: float) -> list[str]:
    """The machines the name leads to. The system's look-up knows no time limit: it is left behind when time is up."""
    if not _lookups.acquire(timeout=_left(ends)):
        raise Unreachable("too many names are being looked up")
    found: list[str] = []

    def look_up() -> None:
        try:
            with suppress(OSError, UnicodeError):
                rows = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
                found.extend(dict.fromkeys(str(row[4][0]) for row in rows))
        finally:
            _lookups.release()

    thread = threading.Thread(target=look_up, daemon=True, name="look-up")
    thread.start()
    thread.join(_left(ends))
    if thread.is_alive() or not found:
        raise Unreachable(f"{host}: the name leads nowhere")
    return found


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise Unreachable("time is up")
    return left


def _cut(wire: socket.socket) -> None:
    with suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)
