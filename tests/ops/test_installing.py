"""`make` finds a Python, makes .venv and installs what is pinned; and says in one line why it cannot.

Python and pip are played by a small script, so nothing is fetched.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsroom import port
from newsroom.environment import ROOT

LOCK = "django==5.2.19 \\\n    --hash=sha256:abc\nnh3==0.3.8 \\\n    --hash=sha256:def\n"
# Answers as Python does, and as pip does: notes each command, and ends as the files in its folder say.
PYTHON = """#!/bin/sh
case "$*" in
*version_info*) exit 0;;
*ensurepip*) if [ -e without-venv ]; then exit 1; fi;;
--version) echo Python 3.13.0;;
*"-m venv"*)
    rm -rf .venv; mkdir -p .venv/bin; touch .venv/pyvenv.cfg; cp "$0" .venv/bin/python
    echo "$*" >> environments;;
*"pip install"*) echo "$*" >> installations; cat answer; exit "$(cat code)";;
*) echo "$*" >> commands;;
esac
"""


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


class Clone:
    """The Makefile, in a copy of what it needs, in a folder with spaces in its name."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.python = folder, folder.parent / "programs" / "python3"
        for name in ("Makefile", "requirements.txt", ".ci/requirements.txt"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(LOCK)
        shutil.copy(ROOT / "Makefile", folder)
        self.python.parent.mkdir()
        self.add_python(PYTHON)
        self.pip_will("")

    def add_python(self, script: str) -> None:
        self.python.write_text(script)
        self.python.chmod(0o755)

    def pip_will(self, answer: str, code: int = 0) -> None:
        (self.folder / "answer").write_text(answer)
        (self.folder / "code").write_text(str(code))

    def change(self, lock: str) -> None:
        """As an update does: later than the last installation."""
        (self.folder / lock).write_text(LOCK.replace("0.3.8", "0.3.9"))
        later = time.time() + 5
        os.utime(self.folder / lock, (later, later))

    def lines(self, name: str) -> list[str]:
        path = self.folder / name
        return path.read_text().splitlines() if path.exists() else []

    def make(self, *words: str, path: str = os.defpath) -> subprocess.CompletedProcess[str]:
        program = shutil.which("make")
        assert program, "make is not installed"
        environ = {"PATH": f"{self.python.parent}:{path}", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [program, *words], cwd=self.folder, env=environ, capture_output=True, text=True, check=False
        )


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "a folder")


class TestInstalling:
    def test_alone_it_lists_what_can_be_asked_for(self, clone: Clone) -> None:
        done = clone.make()
        assert done.returncode == 0
        assert {line.split()[1] for line in done.stdout.splitlines()} >= {"run", "test", "dev", "lint", "types"}
        assert clone.lines("environments") == clone.lines("installations") == []

    def test_run_makes_an_environment_installs_and_then_serves(self, clone: Clone) -> None:
        done = clone.make("run")
        assert done.returncode == 0, done.stderr
        assert clone.lines("environments") == ["-m venv --clear .venv"]
        (installation,) = clone.lines("installations")
        assert "--require-hashes" in installation
        assert installation.endswith(" requirements.txt")
        assert clone.lines("commands") == ["manage.py serve --prepare --sample"]
        assert "Python 3.13.0" in done.stdout
        assert "Installing the packages pinned in requirements.txt …" in done.stdout

    def test_a_second_time_nothing_is_installed(self, clone: Clone) -> None:
        clone.make("run")
        assert "nstall" not in clone.make("run").stdout
        assert len(clone.lines("environments")) == len(clone.lines("installations")) == 1
        assert len(clone.lines("commands")) == 2

    def test_a_changed_lock_file_is_installed(self, clone: Clone) -> None:
        clone.make("run")
        clone.change("requirements.txt")
        clone.make("run")
        assert len(clone.lines("installations")) == 2

    def test_the_tools_are_installed_beside_the_site_and_only_when_asked_for(self, clone: Clone) -> None:
        clone.make("run")
        clone.make("pictures")
        clone.make("pictures")
        assert [line.split()[-1] for line in clone.lines("installations")] == [
            "requirements.txt", ".ci/requirements.txt",
        ]  # fmt: skip

    def test_an_installation_that_failed_is_tried_again(self, clone: Clone) -> None:
        clone.pip_will("ERROR: something\n", 1)
        assert clone.make("run").returncode
        assert clone.lines("commands") == []
        clone.pip_will("")
        assert clone.make("run").returncode == 0
        assert len(clone.lines("installations")) == 2

    def test_an_environment_whose_python_is_gone_is_made_anew(self, clone: Clone) -> None:
        clone.make("run")
        (clone.folder / ".venv" / "bin" / "python").unlink()
        (clone.folder / ".venv" / "bin" / "python").symlink_to("/no/such/python")
        assert clone.make("run").returncode == 0
        assert len(clone.lines("environments")) == len(clone.lines("installations")) == 2

    def test_a_python_that_is_named_comes_first(self, clone: Clone) -> None:
        other = clone.folder.parent / "of mine" / "python"
        other.parent.mkdir()
        other.write_text(PYTHON.replace("3.13.0", "3.12.9"))
        other.chmod(0o755)
        assert "Python 3.12.9" in clone.make("run", f"PYTHON={other}").stdout


class TestWhenItCannotBe:
    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            (
                "WARNING: Retrying after connection broken by 'NewConnectionError: Network is unreachable'\n"
                "ERROR: Could not find a version that satisfies the requirement django (from versions: none)\n"
                "ERROR: No matching distribution found for django\n",
                "Could not find a version that satisfies the requirement django",
            ),
            (
                "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n",
                "THESE PACKAGES DO NOT MATCH THE HASHES",
            ),
            ("ERROR: [Errno 28] No space left on device\n", "No space left on device"),
            ("/usr/bin/python3: No module named pip\n", "No module named pip"),
            ("", "could not be installed"),
        ],
    )
    def test_one_line_says_what_to_do(self, clone: Clone, answer: str, said: str) -> None:
        clone.pip_will(answer, 1)
        done = clone.make("run")
        line, makes_own = done.stderr.splitlines()
        assert done.returncode
        assert said in line
        assert "Check the internet connection and run the same command again; .venv/pip.log says more." in line
        assert makes_own.startswith("make: ***")
        assert (clone.folder / ".venv" / "pip.log").read_text() == answer

    def test_a_python_that_cannot_make_environments(self, clone: Clone) -> None:
        (clone.folder / "without-venv").touch()
        done = clone.make("run", path="/no/such/folder")
        assert done.returncode
        assert (
            "python3 has no venv or ensurepip; on Debian and Ubuntu: apt install python3-venv"
            in (done.stderr.splitlines()[0])
        )

    def test_a_folder_of_somebody_elses_is_not_wiped(self, clone: Clone) -> None:
        theirs = clone.folder / ".venv" / "thesis.odt"
        theirs.parent.mkdir()
        theirs.touch()
        done = clone.make("run")
        assert done.returncode
        assert "move it away" in done.stderr.splitlines()[0]
        assert theirs.exists()

    def test_without_a_python_that_is_new_enough_it_says_so(self, clone: Clone) -> None:
        clone.add_python("#!/bin/sh\nexit 1\n")
        done = clone.make("test", path="/no/such/folder")
        assert done.returncode != 0
        assert "Newsroom needs Python 3.11 or later" in done.stderr.splitlines()[0]
        assert "make test PYTHON=/path/to/python3" in done.stderr.splitlines()[0]

    def test_measuring_asks_for_its_data(self, clone: Clone) -> None:
        done = clone.make("romaniser")
        assert done.returncode != 0
        assert "make romaniser DATA=FILE" in done.stderr


class TestThePort:
    """`serve` looks at it before it prepares anything."""

    @staticmethod
    def serve(folder: Path, port: object) -> str:
        environ = os.environ | {"NEWSROOM_DATA_DIR": str(folder), "PORT": str(port)}
        done = subprocess.run(
            [sys.executable, "manage.py", "serve", "--prepare", "--sample"],
            cwd=ROOT, env=environ, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode
        assert not (folder / "db.sqlite3").exists()
        (line,) = done.stderr.splitlines()
        return line

    def test_a_taken_one_is_refused_in_one_line(self, taken_port: int, tmp_path: Path) -> None:
        line = self.serve(tmp_path, taken_port)
        assert f"Port {taken_port} is taken by another program" in line
        assert f"PORT={taken_port + 1}" in line

    def test_one_that_is_none_is_refused_in_one_line(self, tmp_path: Path) -> None:
        assert "PORT: 'eighty' cannot be used; use a number from 1 to 65535." in self.serve(tmp_path, "eighty")

    def test_a_free_one_has_no_fault(self, taken_port: int) -> None:
        assert port.error("127.0.0.1", taken_port)
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            free = found.getsockname()[1]
        assert port.error("127.0.0.1", free) is None

    def test_an_address_of_another_machine_is_a_fault(self) -> None:
        assert port.error("192.0.2.1", 8000) == "192.0.2.1 port 8000 cannot be used: Cannot assign requested address."
