"""Whether a port can be listened on."""

from __future__ import annotations

import errno
import socket


def number(text: str) -> int:
    """The port meant by the text. Raises ValueError saying what to write instead."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535):
        raise ValueError("use a number from 1 to 65535")
    return int(text)


def fault(host: str, port: int) -> str | None:
    """Why nothing can listen there, in one line that says what to do; None when something can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        # Without it, a port that was in use a minute ago would still count as taken.
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            return _explained(host, port, error)
    return None


def _explained(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program: stop that, or choose another port, as in PORT={_other(port)}."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used by this account: choose one above 1023, as in PORT=8000."
    return f"{host} port {port} cannot be used: {error.strerror or error}."


def _other(port: int) -> int:
    return port + 1 if port < 65535 else 8000
