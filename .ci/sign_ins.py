"""How many attempts to sign in a server answers in a second: those that it looks at, and those that it refuses.

    make sign-ins

Serves an empty site as in production, from two processes that the machine has to share with this program. Beside the
number in a second stands the processor time that one costs the server, which other work does not change (Linux).
"""

from __future__ import annotations

import http.client
import itertools
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT, SECONDS, CLIENTS = 8755, 10, 8


@contextmanager
def server() -> Iterator[int]:
    """Yield the id of the server's process."""
    with tempfile.TemporaryDirectory() as folder:
        env = {
            **os.environ, "NEWSROOM_DATA_DIR": folder, "PORT": str(PORT), "NEWSROOM_TRUSTED_PROXIES": "1",
            "NEWSROOM_LOG_LEVEL": "ERROR",
        }  # fmt: skip
        command = [sys.executable, "manage.py", "serve", "--prepare", "--no-worker", "--workers", "2"]
        with (Path(folder) / "log").open("wb") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=subprocess.STDOUT)
            try:
                wait()
                yield process.pid
            finally:
                process.terminate()
                process.wait(30)


def processor_seconds(pid: int) -> float:
    """Return what the process and those that it has started have used."""
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task").glob("*/children")
    own = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor_seconds(int(child)) for one in children for child in one.read_text().split())


def wait() -> None:
    for _ in range(300):
        try:
            ask("GET", "/healthz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the site did not start")


def ask(method: str, path: str, body: str = "", **headers: str) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer.headers.get("Set-Cookie", "")


def attempts(pid: int, address: Callable[[int], str], status: int, seconds: float = SECONDS) -> str:
    """Say how many attempts from these addresses are answered in a second, all with this status."""
    _status, page, cookie = ask("GET", "/admin/login/")
    token = re.findall('name="csrfmiddlewaretoken" value="(.*?)"', page)[-1]
    numbers, done = itertools.count(), []
    until, used = time.monotonic() + seconds, processor_seconds(pid)

    def client() -> None:
        while time.monotonic() < until:
            number = next(numbers)
            sent = {"username": f"name{number}", "password": "x" * 20, "csrfmiddlewaretoken": token}
            headers = {
                "Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie.split(";")[0],
                "X-Forwarded-For": address(number),
            }  # fmt: skip
            answer, _page, _cookie = ask("POST", "/admin/login/", urllib.parse.urlencode(sent), **headers)
            done.append(answer)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if seconds == SECONDS and set(done) != {status}:
        raise RuntimeError(f"unexpected answers: {set(done)}")
    cost = (processor_seconds(pid) - used) / len(done)
    return f"{len(done) / seconds:.1f} a second, {cost * 1000:.1f} ms of processor time each"


def main() -> None:
    with server() as pid:
        sys.stdout.write(f"looked at: {attempts(pid, lambda n: f'10.{n >> 16}.{n >> 8 & 255}.{n & 255}', 200)}\n")
        attempts(pid, lambda n: "192.0.2.1", 200, seconds=20)  # until the limit is reached
        sys.stdout.write(f"refused: {attempts(pid, lambda n: '192.0.2.1', 429)}\n")


if __name__ == "__main__":
    main()
