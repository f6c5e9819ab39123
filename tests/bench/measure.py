"""Measure what requests cost the processes of a server: CPU time from /proc (Linux), time on the wall, memory.

CPU time, of all processes that take part, survives a machine that does other work beside; time on the wall does not.
"""

from __future__ import annotations

import http.client
import os
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_WARM_UP, _SECONDS_TO_WARM_UP = 8, 3.0  # requests of each kind that are not counted
_TIMEOUT = 60  # seconds


@dataclass(frozen=True)
class Cost:
    """Milliseconds of a request: CPU time of all processes together, and the median on the wall."""

    cpu_ms: float
    wall_ms: float
    requests: int


class Unexpected(Exception):
    """A page was answered with another status than it should be."""


def descendants(roots: Iterable[int]) -> set[int]:
    """Return these processes, as far as they are there, with all that they have started."""
    parents = {int(path.name): fields[1] for path in _PROC.glob("[0-9]*") if (fields := _stat(path))}
    found = {pid for pid in roots if pid in parents}
    while more := {pid for pid, parent in parents.items() if int(parent) in found} - found:
        found |= more
    return found


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return what these processes have used so far, with their children that have ended."""
    stats = (_stat(_PROC / str(pid)) for pid in pids)
    return sum(sum(map(int, fields[11:15])) for fields in stats if fields) / _TICKS


def memory_mb(pids: Iterable[int]) -> float:
    """Return the memory of these processes; what several share is counted once (PSS)."""
    total = 0
    for pid in pids:
        try:
            lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue  # It has ended, or belongs to somebody else.
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def backends(database: str) -> set[int]:
    """Return PostgreSQL's processes on this machine that serve a database of that name."""
    found = set()
    for path in _PROC.glob("[0-9]*"):
        try:
            title = (path / "cmdline").read_bytes().decode(errors="replace").split()
        except OSError:
            continue
        if title[:1] == ["postgres:"] and database in title[1:4]:
            found.add(int(path.name))
    return found


class Client:
    """One connection that is kept, as a browser or a proxy keeps it."""

    def __init__(self, base: str, headers: dict[str, str] | None = None) -> None:
        self._host = urlsplit(base).netloc
        self._connection = http.client.HTTPConnection(self._host, timeout=_TIMEOUT)
        self._headers = headers or {}

    def close(self) -> None:
        self._connection.close()

    def get(self, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        """Return the answer and its body."""
        for attempt in (1, 2):
            try:
                sent = {"Accept-Encoding": "identity", **self._headers, **headers}
                self._connection.request("GET", quote(path, safe="/?=&%-._~"), headers=sent)
                response = self._connection.getresponse()
                return response, response.read()
            except (http.client.RemoteDisconnected, ConnectionError):
                self._connection.close()
                if attempt == 2:
                    raise
        raise AssertionError("not reached")


def validators(client: Client, path: str) -> dict[str, str]:
    """Return the headers with which somebody who has the page asks whether it has changed."""
    response, _body = client.get(path)
    found = {"If-None-Match": response.getheader("ETag"), "If-Modified-Since": response.getheader("Last-Modified")}
    return {name: value for name, value in found.items() if value}


def cost(
    client: Client, paths: list[str], pids: Callable[[], set[int]], *, seconds: float, least: int = 10,
    most: int = 3000, status: int = 200, headers: dict[str, str] | None = None,
) -> Cost:  # fmt: skip
    """Ask for the paths in turn until the server has used so many seconds of CPU. Raise Unexpected."""
    began = time.perf_counter()
    for number in range(_WARM_UP):
        _expect(client, paths[number % len(paths)], status, headers or {})
        if time.perf_counter() - began > _SECONDS_TO_WARM_UP:
            break
    processes = pids()
    before, waits = cpu_seconds(processes), []
    used = 0.0
    # A page that takes seconds is not asked for ten times.
    while len(waits) < most and used < (seconds if len(waits) >= least else 8 * seconds):
        began = time.perf_counter()
        _expect(client, paths[len(waits) % len(paths)], status, headers or {})
        waits.append(time.perf_counter() - began)
        used = cpu_seconds(processes) - before
    used = cpu_seconds(processes) - before
    return Cost(1000 * used / len(waits), 1000 * statistics.median(waits), len(waits))


def _expect(client: Client, path: str, status: int, headers: dict[str, str]) -> None:
    response, _body = client.get(path, **headers)
    if response.status != status:
        raise Unexpected(f"{path} was answered with {response.status} instead of {status}")


def _stat(process: Path) -> list[str]:
    """Return the fields of a process's stat file behind its name; [] if it has ended."""
    try:
        return (process / "stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
