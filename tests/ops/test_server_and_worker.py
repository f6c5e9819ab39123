"""A server and a worker that are started, reloaded and stopped together."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from articles.management import server_and_worker
from articles.management.processes import Process
from newsroom.environment import ROOT

# Code for the start of each program. `log` appends a line to the program's file; its first word is the process id.
_PRELUDE = """
import os, signal, sys, time
def log(event):
    with open({file!r}, "a") as opened:
        opened.write(f"{{os.getpid()}} {{event}}\\n")
def on(number, handler):
    signal.signal(number, lambda *_: handler())
def end(code):
    log(f"ends {{code}}")
    sys.exit(code)
"""
_ENDS_ON_TERM = "on(signal.SIGTERM, lambda: end(0)); log('starts'); time.sleep(600)"
_RUN = """
import json, os, sys
from articles.management import server_and_worker
server_and_worker.RESTART_INTERVAL = 1.0
server, worker, share_terminal = json.loads(sys.argv[1])
def program(args):
    return args and (lambda: os.execv(sys.executable, [sys.executable, *args]))
sys.exit(server_and_worker.run(program(server), program(worker), share_terminal=share_terminal))
"""


class Program:
    """A program that logs its events to a file."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def args(self, code: str) -> list[str]:
        return ["-c", _PRELUDE.format(file=str(self.file)) + code]

    def events(self) -> list[str]:
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        return [line.partition(" ")[2] for line in lines]

    def pid(self) -> int:
        return int(self.file.read_text().split()[0])

    def is_running(self) -> bool:
        """Return True if one of its processes is alive; a zombie is not."""
        pids = {line.partition(" ")[0] for line in self.file.read_text().splitlines()}
        command = ["ps", "-o", "stat=", "-p", ",".join(pids)]
        states = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
        return not all(state.startswith("Z") for state in states)


def until(condition: Callable[[], bool]) -> None:
    for _attempt in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("the condition was never true")


@pytest.fixture
def server(tmp_path: Path) -> Program:
    return Program(tmp_path / "server")


@pytest.fixture
def worker(tmp_path: Path) -> Program:
    return Program(tmp_path / "worker")


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(server: Program, worker: Program) -> Iterator[Start]:
    """Start both programs and wait until they have started. Afterwards none of them may be left."""
    started: list[subprocess.Popen[str]] = []

    def pair(
        server_code: str, worker_code: str = _ENDS_ON_TERM, *, share_terminal: bool = False
    ) -> subprocess.Popen[str]:
        options = json.dumps([server.args(server_code), worker.args(worker_code), share_terminal])
        command = [sys.executable, "-c", _RUN, options]
        started.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True))
        until(lambda: bool(server.events() and worker.events()))
        return started[-1]

    yield pair
    for each in started:
        each.terminate()
        each.communicate(timeout=30)
    assert not server.is_running()
    assert not worker.is_running()


def test_both_end_when_what_started_them_is_killed(start: Start, server: Program, worker: Program) -> None:
    """Or the server would keep the port, and nobody could start another."""
    if sys.platform != "linux":
        return  # There it is left to whoever kills.
    started = start(_ENDS_ON_TERM)
    started.kill()
    until(lambda: not server.is_running() and not worker.is_running())
    assert (server.events()[-1], worker.events()[-1]) == ("ends 0", "ends 0")


def test_they_end_with_the_server_and_with_its_exit_code(start: Start, worker: Program) -> None:
    pair = start(f"log('starts')\nwhile not os.path.exists({str(worker.file)!r}): time.sleep(0.01)\nend(7)")
    assert pair.wait(30) == 7
    assert not worker.is_running()
    assert worker.events() == ["starts", "ends 0"]


def test_a_server_that_is_killed_stops_the_worker(start: Start, server: Program, worker: Program) -> None:
    pair = start(_ENDS_ON_TERM)
    os.kill(server.pid(), signal.SIGKILL)
    assert pair.wait(30) == 256 - signal.SIGKILL
    assert worker.events() == ["starts", "ends 0"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_stop_ends_both(start: Start, server: Program, worker: Program, number: int) -> None:
    pair = start("on(signal.SIGTERM, lambda: end(3)); log('starts'); time.sleep(600)")
    pair.send_signal(number)
    assert pair.communicate(timeout=30)[1] == ""
    assert pair.returncode == 3
    assert (server.events(), worker.events()) == (["starts", "ends 3"], ["starts", "ends 0"])


def test_ctrl_c_in_the_terminal_does_not_reach_the_servers_own_processes(
    start: Start, server: Program, worker: Program
) -> None:
    pair = start(
        "on(signal.SIGINT, lambda: end(9)); on(signal.SIGTERM, lambda: end(0)); log('starts'); time.sleep(600)"
    )
    os.killpg(pair.pid, signal.SIGINT)
    assert pair.wait(30) == 0
    assert (server.events(), worker.events()) == (["starts", "ends 0"], ["starts", "ends 0"])


def test_a_worker_may_finish_its_task(start: Start, worker: Program) -> None:
    busy = "stops = []; on(signal.SIGTERM, lambda: stops.append(1)); log('starts')\n"
    busy += "while not stops: time.sleep(0.01)\ntime.sleep(0.5); end(0)"
    pair = start(_ENDS_ON_TERM, busy)
    pair.terminate()
    assert pair.wait(30) == 0
    assert worker.events() == ["starts", "ends 0"]


def test_a_worker_that_does_not_end_is_killed(worker: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_and_worker, "STOP_TIMEOUT", 0.2)
    args = worker.args("on(signal.SIGTERM, lambda: log('no')); log('starts')\nwhile 1: time.sleep(9)")
    process = Process(lambda: os.execv(sys.executable, [sys.executable, *args]))
    until(lambda: worker.events() == ["starts"])
    server_and_worker._stop(process)
    assert not worker.is_running()
    assert worker.events() == ["starts", "no"]


def test_a_worker_that_ends_is_started_again(start: Start, server: Program, worker: Program) -> None:
    pair = start(_ENDS_ON_TERM)
    os.kill(worker.pid(), signal.SIGKILL)
    until(lambda: worker.events() == ["starts", "starts"])
    pair.terminate()
    assert pair.communicate(timeout=30)[1] == "The worker ended (-9) and is started again.\n"
    assert pair.returncode == 0
    assert (server.events(), worker.events()) == (["starts", "ends 0"], ["starts", "starts", "ends 0"])


def test_a_worker_that_ends_at_once_is_not_started_again_at_once(start: Start, worker: Program) -> None:
    began = time.monotonic()
    pair = start(_ENDS_ON_TERM, "log('starts')")
    until(lambda: len(worker.events()) == 4)
    pair.terminate()
    pair.communicate(timeout=30)
    assert time.monotonic() - began > 3


def test_hup_restarts_the_worker_and_reaches_the_server(start: Start, server: Program, worker: Program) -> None:
    pair = start("on(signal.SIGHUP, lambda: log('reloads')); on(signal.SIGTERM, lambda: end(0)); log('starts')\n"
                 "while 1: time.sleep(9)")  # fmt: skip
    pair.send_signal(signal.SIGHUP)
    until(lambda: server.events() == ["starts", "reloads"] and worker.events() == ["starts", "ends 0", "starts"])


def test_a_server_that_shares_the_terminal_is_in_the_foreground(start: Start, server: Program, worker: Program) -> None:
    code = "on(signal.SIGINT, lambda: end(0)); on(signal.SIGTERM, lambda: end(0)); log('starts'); time.sleep(600)"
    pair = start(code, share_terminal=True)
    assert os.getpgid(server.pid()) == pair.pid
    os.killpg(pair.pid, signal.SIGINT)
    pair.wait(30)
    assert not server.is_running()
    assert worker.events() == ["starts", "ends 0"]
