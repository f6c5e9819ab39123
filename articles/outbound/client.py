"""https requests with one deadline for everything. docs/decisions/0020-outbound-client.md says why not by a library."""

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

from .guard import Forbidden, OutboundError, Target, check_addresses, target

PORT = 443
_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 64 * 1024
_MAX_LOOKUPS = 16  # at the same time
_lookups = threading.BoundedSemaphore(_MAX_LOOKUPS)
_USER_AGENT = "Newsroom/1.0"


class Unreachable(OutboundError):
    """The name, the connection or TLS failed, time ran out, or the response was no HTTP."""


class ResponseTooLarge(OutboundError):
    """The response is longer than the limit."""


class TooManyRedirects(OutboundError):
    """There were more redirects than the limit allows."""


@dataclass(frozen=True)
class Limits:
    """`seconds` covers everything: name look-up, connection, all redirects, the whole body. `bytes` is of the body."""

    seconds: float = 10.0
    bytes: int = 1_000_000
    redirects: int = 3


@dataclass(frozen=True)
class Response:
    """`url` is the final one; header names are in lower case."""

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
) -> Response:
    """Return the response, whatever its status. Raises an OutboundError if there is none.

    Every redirect is checked like the first URL; without `follow` the redirect itself is returned. Only `hosts` are
    contacted, if given. Sends no cookies and no credentials, and uses no proxy.
    """
    return _request("GET", url, None, hosts, dict(headers or {}), limits, follow)


def post(
    url: str, data: bytes, *, content_type: str, hosts: Collection[str] | None = None,
    headers: Mapping[str, str] | None = None, limits: Limits = _LIMITS,
) -> Response:  # fmt: skip
    """Like `get`, but redirects are not followed: the data is meant for this host only."""
    return _request("POST", url, data, hosts, {**(headers or {}), "Content-Type": content_type}, limits, follow=False)


def may_ask(url: str) -> bool:
    """Return whether the URL may be requested. The name is not resolved, so `get` may still raise Forbidden."""
    try:
        return bool(target(url))
    except Forbidden:
        return False


def _request(
    method: str, url: str, data: bytes | None, hosts: Collection[str] | None, headers: dict[str, str], limits: Limits,
    follow: bool,
) -> Response:  # fmt: skip
    deadline = time.monotonic() + limits.seconds
    for _redirect in range(limits.redirects + 1):
        response = _send(method, target(url, hosts), data, headers, limits, deadline)
        location = response.headers.get("location", "")
        if response.status not in _REDIRECTS or not location or not follow:
            return response
        try:
            url = urljoin(response.url, location).partition("#")[0]
        except ValueError:
            raise Forbidden("the redirect has no valid URL") from None
    raise TooManyRedirects(f"more than {limits.redirects} redirects")


def _send(
    method: str, to: Target, data: bytes | None, headers: dict[str, str], limits: Limits, deadline: float
) -> Response:
    headers = {"User-Agent": _USER_AGENT, "Accept-Encoding": "identity", "Connection": "close", **headers}
    sock = _connect(to, deadline)
    # The socket's timeout is for each read, and a server that sends a byte now and then never reaches it.
    timer = threading.Timer(max(0.0, deadline - time.monotonic()), _shut_down, [sock])
    timer.daemon = True
    timer.start()
    try:
        if isinstance(sock, ssl.SSLSocket):
            sock.do_handshake()
        response = _exchange(sock, method, to, data, headers, limits)
        _remaining(deadline)  # A connection that the timer has shut down may look like one that has ended.
        return response
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(f"{to.host}: {error.__class__.__name__}") from error
    finally:
        timer.cancel()
        _shut_down(sock)
        sock.close()


def _exchange(
    sock: socket.socket, method: str, to: Target, data: bytes | None, headers: dict[str, str], limits: Limits
) -> Response:
    connection = http.client.HTTPConnection(to.host)
    connection.sock = sock
    try:
        connection.request(method, to.path, body=data, headers=headers)
        # A response that is not closed keeps the socket open.
        with connection.getresponse() as response:
            received = {name.lower(): value for name, value in response.getheaders()}
            if received.get("content-encoding", "identity").lower() != "identity":
                raise Unreachable(f"{to.host} uses a content encoding that was not accepted")
            return Response(to.url, response.status, received, _body(response, limits.bytes))
    finally:
        connection.sock = None


def _body(response: http.client.HTTPResponse, max_bytes: int) -> bytes:
    body = bytearray()
    while chunk := response.read(min(_CHUNK, max_bytes + 1 - len(body))):
        body += chunk
        if len(body) > max_bytes:
            raise ResponseTooLarge(f"more than {max_bytes} bytes")
    if response.length:
        raise http.client.IncompleteRead(bytes(body), response.length)
    return bytes(body)


def _connect(to: Target, deadline: float) -> socket.socket:
    """Connect to an IP address that was checked. The name is resolved once, so it cannot change in between."""
    addresses = _resolve(to.host, deadline)
    check_addresses(addresses)
    last_error: OSError | None = None
    for address in addresses[:3]:
        try:
            return _open(address, to.host, _remaining(deadline))
        except OSError as error:
            last_error = error
    raise Unreachable(f"{to.host}: {last_error.__class__.__name__ if last_error else 'no address'}")


def _open(address: str, host: str, seconds: float) -> socket.socket:
    plain = socket.create_connection((address, PORT), timeout=seconds)
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)


def _resolve(host: str, deadline: float) -> list[str]:
    """Return the IP addresses of a name. `getaddrinfo` has no timeout: its thread is abandoned at the deadline."""
    if not _lookups.acquire(timeout=_remaining(deadline)):
        raise Unreachable("too many name look-ups at the same time")
    addresses: list[str] = []

    def look_up() -> None:
        try:
            with suppress(OSError, UnicodeError):
                rows = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
                addresses.extend(dict.fromkeys(str(row[4][0]) for row in rows))
        finally:
            _lookups.release()

    thread = threading.Thread(target=look_up, daemon=True, name="look-up")
    thread.start()
    thread.join(_remaining(deadline))
    if thread.is_alive() or not addresses:
        raise Unreachable(f"{host}: the name was not resolved")
    return addresses


def _remaining(deadline: float) -> float:
    """Return the seconds until the deadline; raise Unreachable once it has passed."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise Unreachable("the time limit was reached")
    return seconds


def _shut_down(sock: socket.socket) -> None:
    # Not SSLSocket.shutdown(), which takes the TLS object away from a handshake in the other thread: AttributeError.
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
