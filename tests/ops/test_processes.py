"""A server with a worker beside it: one program to whoever starts, stops or kills it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsroom import processes
from newsroom.environment import ROOT

# Each appends a line to its file at every turn of its life. The first word is its number as a process.
_NOTES = """
import os, signal, sys, time
def note(word):
    with open({file!r}, "a") as notes:
        notes.write(f"{{os.getpid()}} {{word}}\\n")
def on(number, act):
    signal.signal(number, lambda *_: act())
def end(code):
    note(f"ends {{code}}")
    sys.exit(code)
"""
_ENDS_WHEN_ASKED = "on(signal.SIGTERM, lambda: end(0)); note('starts'); time.sleep(600)"


class Life:
    """What became of a program, from its own notes."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def program(self, code: str) -> list[str]:
        return ["-c", _NOTES.format(file=str(self.file)) + code]

    def words(self) -> list[str]:
        lines = self.file.read_text().splitlines() if self.file.exists() else []
        return [line.partition(" ")[2] for line in lines]

    def number(self) -> int:
        return int(self.file.read_text().split()[0])

    def is_over(self) -> bool:
        """Whether none of its processes is left. (A zombie waits for a parent that is gone; it does nothing.)"""
        numbers = {line.partition(" ")[0] for line in self.file.read_text().splitlines()}
        asked = ["ps", "-o", "stat=", "-p", ",".join(numbers)]
        states = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.split()
        return all(state.startswith("Z") for state in states)


def until(is_so: Callable[[], bool]) -> None:
    for _attempt in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to be")


@pytest.fixture
def server(tmp_path: Path) -> Life:
    return Life(tmp_path / "server")


@pytest.fixture
def worker(tmp_path: Path) -> Life:
    return Life(tmp_path / "worker")


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(server: Life, worker: Life) -> Iterator[Start]:
    """Starts the pair, and waits until both have begun."""
    pairs: list[subprocess.Popen[str]] = []

    def pair(serving: str, working: str = _ENDS_WHEN_ASKED, *options: str) -> subprocess.Popen[str]:
        command = [*options, *worker.program(working), "--", *server.program(serving)]
        command = [sys.executable, "-m", "newsroom.processes", *command]
        pairs.append(subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True))
        until(lambda: bool(server.words() and worker.words()))
        return pairs[-1]

    yield pair
    for one in pairs:
        one.kill()
        one.communicate()
    until(lambda: server.is_over() and worker.is_over())


def test_it_ends_with_the_server_and_with_its_exit_code(start: Start, worker: Life, tmp_path: Path) -> None:
    pair = start(f"note('starts')\nwhile not os.path.exists({str(worker.file)!r}): time.sleep(0.01)\nend(7)")
    assert pair.wait(30) == 7
    assert worker.is_over()
    assert worker.words() == ["starts", "ends 0"]


def test_a_server_that_is_killed_is_seen_as_killed_and_takes_its_own_processes_along(
    start: Start, server: Life, worker: Life
) -> None:
    pair = start("note('starts'); os.fork(); note('is two'); time.sleep(600)")
    until(lambda: len(server.words()) == 3)
    os.kill(server.number(), signal.SIGKILL)
    assert pair.wait(30) == -signal.SIGKILL
    until(server.is_over)
    assert worker.is_over()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_both_end_in_their_own_way(start: Start, server: Life, worker: Life, number: int) -> None:
    pair = start("on(signal.SIGTERM, lambda: end(3)); note('starts'); time.sleep(600)")
    pair.send_signal(number)
    assert pair.communicate(timeout=30)[1] == ""
    assert pair.returncode == 3
    assert (server.words(), worker.words()) == (["starts", "ends 3"], ["starts", "ends 0"])


def test_a_worker_in_the_middle_of_something_may_end_it(start: Start, worker: Life) -> None:
    busy = "asked = []; on(signal.SIGTERM, lambda: asked.append(1)); note('starts')\n"
    busy += "while not asked: time.sleep(0.01)\ntime.sleep(0.5); end(0)"
    pair = start(_ENDS_WHEN_ASKED, busy)
    pair.terminate()
    assert pair.wait(30) == 0
    assert worker.words() == ["starts", "ends 0"]


def test_a_worker_that_does_not_end_is_ended(worker: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "GRACE", 0.2)
    says_no = "on(signal.SIGTERM, lambda: note('no')); note('starts')\nwhile 1: time.sleep(9)"
    deaf = processes.Worker(worker.program(says_no))
    until(lambda: worker.words() == ["starts"])
    deaf.end()
    assert worker.is_over()
    assert worker.words() == ["starts", "no"]


def test_a_worker_that_ends_is_started_again(start: Start, server: Life, worker: Life) -> None:
    pair = start(_ENDS_WHEN_ASKED)
    os.kill(worker.number(), signal.SIGKILL)
    until(lambda: worker.words() == ["starts", "starts"])
    pair.terminate()
    assert pair.communicate(timeout=30)[1] == "The worker ended (-9); it is started again in 1 s.\n"
    assert pair.returncode == 0
    assert (server.words(), worker.words()) == (["starts", "ends 0"], ["starts", "starts", "ends 0"])


def test_the_pauses_of_one_that_ends_at_once_grow_and_are_short_again_after_it_has_lived() -> None:
    pauses = [0.0]
    for lived in [0] * 8 + [processes.A_WHILE + 1, 0]:
        pauses.append(processes.pause_after(pauses[-1], lived))
    assert pauses[1:] == [1, 2, 4, 8, 16, 32, 60, 60, 1, 2]


def test_hup_starts_the_worker_anew_and_reaches_the_server(start: Start, server: Life, worker: Life) -> None:
    pair = start("on(signal.SIGHUP, lambda: note('anew')); note('starts')\nwhile 1: time.sleep(9)")
    pair.send_signal(signal.SIGHUP)
    until(lambda: server.words() == ["starts", "anew"] and worker.words() == ["starts", "ends 0", "starts"])


@pytest.mark.skipif(sys.platform != "linux", reason="Linux tells a program of its parent's death")
def test_killed_itself_it_leaves_nobody_behind(start: Start, server: Life, worker: Life) -> None:
    pair = start(_ENDS_WHEN_ASKED)
    pair.kill()
    until(lambda: server.is_over() and worker.is_over())
    assert (server.words(), worker.words()) == (["starts", "ends 0"], ["starts", "ends 0"])


def test_a_server_with_the_terminal_hears_ctrl_c_itself(start: Start, server: Life, worker: Life) -> None:
    hears = "on(signal.SIGINT, lambda: end(0)); on(signal.SIGTERM, lambda: end(9)); note('starts'); time.sleep(600)"
    pair = start(hears, _ENDS_WHEN_ASKED, "--terminal")
    assert os.getpgid(server.number()) == pair.pid
    os.killpg(pair.pid, signal.SIGINT)
    assert pair.wait(30) == 0
    assert (server.words(), worker.words()) == (["starts", "ends 0"], ["starts", "ends 0"])
