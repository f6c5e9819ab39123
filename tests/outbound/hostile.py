"""A server on this machine that does everything a server should not, by path."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BEGIN = {
    "/good": HTML + b"Content-Length: 5\r\n\r\nhello",
    "/moved": b"HTTP/1.1 302 Found\r\nLocation: /good\r\n\r\n",
    "/loop": b"HTTP/1.1 302 Found\r\nLocation: /loop\r\n\r\n",
    "/home": b"HTTP/1.1 302 Found\r\nLocation: https://localhost/\r\n\r\n",
    "/number": b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/\r\n\r\n",
    "/plain": b"HTTP/1.1 302 Found\r\nLocation: http://server.in/good\r\n\r\n",
    "/elsewhere": b"HTTP/1.1 302 Found\r\nLocation: https://other.in/good\r\n\r\n",
    "/nowhere": b"HTTP/1.1 302 Found\r\nLocation: https://[\r\n\r\n",
    "/fault": b"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nno",
    "/none": b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n",
    "/bomb": HTML + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"0" * 5_000_000),
    "/short": HTML + b"Content-Length: 500\r\n\r\nhello",
    "/noise": b"\x00\xff\x01 nothing like HTTP\r\n\r\n",
    "/header": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
    "/headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
    "/length": b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello",
    "/chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello",
    "/silent": b"",
}
# What follows, piece after piece for a minute, a tenth of a second apart.
DRIP = {
    "/drip": (HTML + b"Content-Length: 10000000\r\n\r\n", b"x"),
    "/slow-header": (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "/slow-start": (b"", b"H"),
    "/endless": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
}
FLOOD = {
    "/flood": (HTML + b"\r\n", b"x" * 65_536),
    "/chunks": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"8000\r\n" + b"x" * 32_768 + b"\r\n"),
}


ASKED: list[bytes] = []  # what came in, newest last


@contextmanager
def server(always: str = "") -> Iterator[int]:
    """The port it listens at, on 127.0.0.1. It does what its path says, or what this one path says, `always`."""
    listener = socket.create_server(("127.0.0.1", 0))
    closing = threading.Event()

    def accept() -> None:
        with suppress(OSError):
            while True:
                wire, _from = listener.accept()
                threading.Thread(target=_answer, args=(wire, closing, always), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        closing.set()
        listener.close()


def _asked(wire: socket.socket) -> bytes:
    """Read the whole request: closing a connection with unread data resets it, and the response is lost."""
    asked = wire.recv(65_536)
    head, _gap, body = asked.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    while len(body) < length and (more := wire.recv(65_536)):
        asked, body = asked + more, body + more
    return asked


def _answer(wire: socket.socket, closing: threading.Event, always: str) -> None:
    with wire, suppress(OSError):
        ASKED.append(_asked(wire))
        path = always or ASKED[-1].partition(b" ")[2].partition(b" ")[0].decode("latin-1")
        wire.sendall(BEGIN.get(path, b""))
        if path == "/silent":
            closing.wait(60)
        first, piece = DRIP.get(path) or FLOOD.get(path) or (b"", b"")
        wire.sendall(first)
        ends = time.monotonic() + 60
        while piece and time.monotonic() < ends and not closing.is_set():
            wire.sendall(piece)
            if path in DRIP:
                closing.wait(0.1)
