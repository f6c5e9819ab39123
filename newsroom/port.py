"""Check the port to listen on."""

from __future__ import annotations

import errno
import socket


def number(text: str) -> int:
    """Return the port as a number. Raise ValueError with what to write instead."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535):
        raise ValueError("use a number from 1 to 65535")
    return int(text)


def error(host: str, port: int) -> str | None:
    """Return None if the port is free, or else one line that says why not and what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Without this, a port that was closed a minute ago still counts as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            return _explain(host, port, reason)
    return None


def _explain(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        another = port + 1 if port < 65535 else 8000
        return f"Port {port} is taken by another program: stop that, or choose another port, as in PORT={another}."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by this account: choose one above 1023, as in PORT=8000."
    return f"{host} port {port} cannot be used: {error.strerror or error}."
