"""Makes the environment in .venv and installs the locked packages into it: `python -m newsroom.install LOCK...`

Run by `make` with whatever Python 3.11 or later the machine has, before any package is there: standard library only.
What is installed already is left alone, so a second run takes no time.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from newsroom import port

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
_SECONDS_BETWEEN_LINES = 2.0


class InstallationError(Exception):
    """Nothing can be installed; the message is one line that says what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m newsroom.install")
    parser.add_argument("locks", nargs="+", type=Path, metavar="LOCK", help="files of pinned packages with hashes")
    parser.add_argument("--port", help="refuse at once when this port cannot be listened on afterwards")
    given = parser.parse_args(arguments)
    try:
        if given.port is not None:
            check_port(given.port)
        for lock in given.locks:
            install(lock)
    except InstallationError as fault:
        print(f"Newsroom: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nNewsroom: stopped. The same command goes on from here.", file=sys.stderr)
        return 130
    return 0


def check_port(text: str) -> None:
    try:
        fault = port.fault("127.0.0.1", port.number(text))
    except ValueError as error:
        raise InstallationError(f"PORT: {text!r} cannot be used; {error}.") from None
    if fault:
        raise InstallationError(fault)


def install(lock: Path, venv: Path = VENV) -> None:
    """Installs what the lock file pins, unless exactly that is there already. Raises InstallationError."""
    stamp = venv / f"installed-{hashlib.sha256(str(lock).encode()).hexdigest()[:8]}"
    try:
        pinned = lock.read_text(encoding="utf-8")
    except OSError as error:
        raise InstallationError(f"{lock} cannot be read ({error.strerror}).") from None
    wanted = hashlib.sha256(pinned.encode()).hexdigest()
    if works(venv) and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    if not works(venv, "-m", "pip"):
        make_environment(venv)
    _run_pip(lock, len(re.findall(r"^[\w.-]+==", pinned, re.MULTILINE)), venv)
    stamp.write_text(wanted, encoding="ascii")


def works(venv: Path, *module: str) -> bool:
    """Whether the environment's Python starts (and has the module): one may be half made, or its Python gone."""
    python = venv / "bin" / "python"
    if not python.exists():
        return False
    question = [str(python), *(module or ("-c", "")), *(("--version",) if module else ())]
    return subprocess.run(question, capture_output=True, check=False).returncode == 0


def make_environment(venv: Path) -> None:
    """Makes the environment with the running Python, in place of a broken one. Raises InstallationError."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        raise InstallationError(
            "this Python cannot make environments (its venv or ensurepip is missing); on Debian and Ubuntu: "
            "apt install python3-venv"
        )
    if venv.exists() and not (venv / "pyvenv.cfg").exists() and any(venv.iterdir()):
        raise InstallationError(f"{venv} is there but is no Python environment: move it away.")
    print(f"Making an environment in {venv.name} with Python {sys.version.split()[0]} …", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(venv)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise InstallationError(f"the environment in {venv.name} cannot be made: {said[-1].strip()}")


def _run_pip(lock: Path, count: int, venv: Path) -> None:
    log = venv / "pip.log"
    command = [
        str(venv / "bin" / "python"), "-m", "pip", "install", "--require-hashes", "--disable-pip-version-check",
        "--no-input", "--progress-bar=off", "--retries=2", f"--requirement={lock}",
    ]  # fmt: skip
    environment = os.environ | {"PIP_USER": "0", "PIP_NO_COLOR": "1", "PYTHONUNBUFFERED": "1"}
    print(f"Installing {count} packages as pinned in {lock} …", flush=True)
    with (
        log.open("w", encoding="utf-8") as file,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=environment
        ) as pip,
    ):
        _show_progress(_copied(pip.stdout or [], file), count)
    if pip.returncode:
        raise InstallationError(_reason(log.read_text(encoding="utf-8"), log.relative_to(venv.parent)))


def _copied(lines: Iterable[str], to: TextIO) -> Iterator[str]:
    for line in lines:
        to.write(line)
        yield line


def _show_progress(lines: Iterable[str], count: int) -> None:
    """A line now and then of how far pip is; silent when there is nothing to fetch."""
    fetched, last = 0, time.monotonic()
    for line in lines:
        fetched += line.startswith("Collecting ")
        unpacking = line.startswith("Installing collected packages")
        if unpacking or (line.startswith("Collecting ") and time.monotonic() - last > _SECONDS_BETWEEN_LINES):
            last = time.monotonic()
            far = "unpacking …" if unpacking else f"{min(fetched, count)} of {count}: {line.split()[1]}"
            print(f"  {far}", flush=True)


def _reason(log: str, where: Path) -> str:
    if "DO NOT MATCH THE HASHES" in log:
        what = "a downloaded package is not the one that was pinned, so nothing of it was installed; try again later"
    elif "No space left on device" in log:
        what = "the disk is full; make room and run the same command again"
    elif re.search(r"connection|resolv|timed out|timeout|proxy|network|ssl|certificate|from versions: none", log, re.I):
        what = "the packages could not be downloaded; check the internet connection and run the same command again"
    else:
        errors = [line.removeprefix("ERROR: ").strip() for line in log.splitlines() if line.startswith("ERROR: ")]
        what = f"pip failed ({errors[0] if errors else 'no reason given'})"
    return f"{what}. Details: {where}"


if __name__ == "__main__":
    sys.exit(main())
