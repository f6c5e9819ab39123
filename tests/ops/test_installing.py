"""`make` finds a Python, makes .venv and installs what is pinned; and says in one line why it cannot.

Pip is played by a small script, so nothing is fetched.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsroom import install, port
from newsroom.environment import ROOT

LOCK = "django==5.2.19 \\\n    --hash=sha256:abc\nnh3==0.3.8 \\\n    --hash=sha256:def\n"
# Answers as pip does, notes each installation, and ends as the files beside it say.
PIP = """#!/bin/sh
here="$(dirname "$0")"
case "$*" in
*"pip install"*) echo "$*" >> "$here/installations"; cat "$here/answer"; exit "$(cat "$here/code")";;
*manage.py*) echo "$*" >> "$here/commands";;
esac
"""


class FakeVenv:
    """An environment whose Python is the script above."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder, folder / "bin"
        self.make()
        self.pip_will("Collecting django\nCollecting nh3\nInstalling collected packages: django, nh3\n")

    def make(self) -> None:
        self.bin.mkdir(parents=True, exist_ok=True)
        (self.folder / "pyvenv.cfg").touch()
        python = self.bin / "python"
        python.unlink(missing_ok=True)
        python.write_text(PIP)
        python.chmod(0o755)

    def pip_will(self, answer: str, code: int = 0) -> None:
        (self.bin / "answer").write_text(answer)
        (self.bin / "code").write_text(str(code))

    def lines(self, name: str) -> list[str]:
        path = self.bin / name
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def venv(tmp_path: Path) -> FakeVenv:
    return FakeVenv(tmp_path / "a folder" / ".venv")


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.txt"
    path.write_text(LOCK)
    return path


@pytest.fixture
def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


class TestInstalling:
    def test_a_second_time_nothing_is_done(self, venv: FakeVenv, lock: Path) -> None:
        install.install(lock, venv.folder)
        install.install(lock, venv.folder)
        assert len(venv.lines("installations")) == 1
        assert "--require-hashes" in venv.lines("installations")[0]

    def test_a_changed_lock_file_is_installed(self, venv: FakeVenv, lock: Path) -> None:
        install.install(lock, venv.folder)
        lock.write_text(LOCK.replace("0.3.8", "0.3.9"))
        install.install(lock, venv.folder)
        assert len(venv.lines("installations")) == 2

    def test_each_lock_file_counts_for_itself(self, venv: FakeVenv, lock: Path, tmp_path: Path) -> None:
        tools = tmp_path / "tools.txt"
        tools.write_text(LOCK)
        for one in (lock, tools, lock, tools):
            install.install(one, venv.folder)
        assert len(venv.lines("installations")) == 2

    def test_an_installation_that_failed_is_tried_again(self, venv: FakeVenv, lock: Path) -> None:
        venv.pip_will("ERROR: something\n", 1)
        with pytest.raises(install.InstallationError):
            install.install(lock, venv.folder)
        venv.pip_will("")
        install.install(lock, venv.folder)
        assert len(venv.lines("installations")) == 2

    def test_an_environment_whose_python_is_gone_is_made_anew(
        self, venv: FakeVenv, lock: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        install.install(lock, venv.folder)
        (venv.bin / "python").unlink()
        (venv.bin / "python").symlink_to("/no/such/python")
        monkeypatch.setattr(install, "make_environment", lambda _folder: venv.make())
        install.install(lock, venv.folder)
        assert len(venv.lines("installations")) == 2

    def test_it_is_said_how_far_it_is(
        self, venv: FakeVenv, lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        seconds = iter(range(0, 100, 3))
        monkeypatch.setattr(install, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
        install.install(lock, venv.folder)
        assert capsys.readouterr().out.splitlines()[1:] == ["  1 of 2: django", "  2 of 2: nh3", "  unpacking …"]


class TestWhenItCannotBe:
    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (
                "WARNING: Retrying after connection broken by 'NewConnectionError: Network is unreachable'\n"
                "ERROR: Could not find a version that satisfies the requirement django (from versions: none)\n"
                "ERROR: No matching distribution found for django\n",
                "the packages could not be downloaded; check the internet connection and run the same command again",
            ),
            (
                "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n",
                "a downloaded package is not the one that was pinned",
            ),
            ("ERROR: [Errno 28] No space left on device\n", "the disk is full; make room"),
            ("ERROR: Failed building wheel for regex\n", "pip failed (Failed building wheel for regex)"),
            ("", "pip failed (no reason given)"),
        ],
    )
    def test_one_line_says_what_to_do(
        self, venv: FakeVenv, lock: Path, answer: str, said: str,
        monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    ) -> None:  # fmt: skip
        venv.pip_will(answer, 1)
        real = install.install
        monkeypatch.setattr(install, "install", lambda path: real(path, venv.folder))
        assert install.main([str(lock)]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line
        assert line.endswith(".venv/pip.log")
        assert (venv.folder / "pip.log").read_text() == answer

    def test_a_python_that_cannot_make_environments(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = importlib.util.find_spec
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name))
        with pytest.raises(install.InstallationError, match="apt install python3-venv"):
            install.make_environment(tmp_path / ".venv")

    def test_a_folder_of_somebody_elses_is_not_wiped(self, tmp_path: Path) -> None:
        theirs = tmp_path / ".venv" / "thesis.odt"
        theirs.parent.mkdir()
        theirs.touch()
        with pytest.raises(install.InstallationError, match="move it away"):
            install.make_environment(theirs.parent)
        assert theirs.exists()

    def test_a_lock_file_that_is_not_there(self, venv: FakeVenv, tmp_path: Path) -> None:
        with pytest.raises(install.InstallationError, match=r"nothing\.txt cannot be read"):
            install.install(tmp_path / "nothing.txt", venv.folder)

    def test_a_taken_port_is_refused_before_anything_is_installed(
        self, taken_port: int, lock: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        installed: list[Path] = []
        monkeypatch.setattr(install, "install", installed.append)
        assert install.main([f"--port={taken_port}", str(lock)]) == 1
        (line,) = capsys.readouterr().err.splitlines()
        assert f"Port {taken_port} is taken by another program" in line
        assert f"PORT={taken_port + 1}" in line
        assert installed == []

    def test_a_port_that_is_none(self, lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert install.main(["--port=eighty", str(lock)]) == 1
        assert capsys.readouterr().err == "Newsroom: PORT: 'eighty' cannot be used; use a number from 1 to 65535.\n"


def test_a_free_port_has_no_fault(taken_port: int, free_port: int) -> None:
    assert port.fault("127.0.0.1", taken_port)
    assert port.fault("127.0.0.1", free_port) is None


def test_an_address_of_another_machine_is_a_fault() -> None:
    assert port.fault("192.0.2.1", 8000) == "192.0.2.1 port 8000 cannot be used: Cannot assign requested address."


class TestMake:
    """The Makefile itself, in a copy of what it needs, in a folder with spaces in its name."""

    @pytest.fixture
    def clone(self, venv: FakeVenv) -> Path:
        folder = venv.folder.parent
        (folder / "newsroom").mkdir()
        (folder / ".ci").mkdir()
        for name in ("Makefile", "newsroom/__init__.py", "newsroom/install.py", "newsroom/port.py"):
            shutil.copy(ROOT / name, folder / name)
        for name in ("requirements.txt", ".ci/requirements.txt"):
            (folder / name).write_text(LOCK)
        return folder

    @staticmethod
    def make(folder: Path, *words: str, path: str = os.defpath) -> subprocess.CompletedProcess[str]:
        program = shutil.which("make")
        assert program, "make is not installed"
        command = [program, *words]
        return subprocess.run(
            command, cwd=folder, env={"PATH": path, "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=False
        )

    def test_alone_it_lists_what_can_be_asked_for(self, clone: Path, venv: FakeVenv) -> None:
        done = self.make(clone)
        assert done.returncode == 0
        assert {line.split()[1] for line in done.stdout.splitlines()} >= {"run", "test", "dev", "lint", "types"}
        assert venv.lines("installations") == []

    def test_run_installs_and_then_serves(self, clone: Path, venv: FakeVenv, free_port: int) -> None:
        done = self.make(clone, "run", f"PYTHON={sys.executable}", f"PORT={free_port}")
        assert done.returncode == 0, done.stderr
        assert len(venv.lines("installations")) == 1
        assert venv.lines("commands") == ["manage.py serve --prepare --sample"]

    def test_run_on_a_taken_port_does_nothing_else(self, clone: Path, venv: FakeVenv, taken_port: int) -> None:
        done = self.make(clone, "run", f"PYTHON={sys.executable}", f"PORT={taken_port}")
        assert done.returncode != 0
        assert f"Port {taken_port} is taken" in done.stderr.splitlines()[0]
        assert venv.lines("installations") == venv.lines("commands") == []

    def test_without_a_python_that_is_new_enough_it_says_so(self, clone: Path, tmp_path: Path) -> None:
        old = tmp_path / "old" / "python3"
        old.parent.mkdir()
        old.write_text("#!/bin/sh\nexit 1\n")
        old.chmod(0o755)
        done = self.make(clone, "test", path=str(old.parent))
        assert done.returncode != 0
        assert "Newsroom needs Python 3.11 or later" in done.stderr.splitlines()[0]
        assert "make test PYTHON=/path/to/python3" in done.stderr.splitlines()[0]

    def test_measuring_asks_for_its_data(self, clone: Path) -> None:
        done = self.make(clone, "romaniser")
        assert done.returncode != 0
        assert "make romaniser DATA=FILE" in done.stderr
