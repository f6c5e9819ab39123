"""Measure all targets in interleaved rounds and write the results: `make bench`, or `python -m tests.bench --help`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import time
from importlib.metadata import version
from pathlib import Path

from tests.bench import measure, report, targets
from tests.bench.targets import Target

_PACKAGES = ("django", "granian", "psycopg", "pillow")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=0.5, help="CPU seconds that a page may use in each round")
    parser.add_argument("--stories", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--only", default="", help="a word of the names of the targets that are measured")
    parser.add_argument("--out", type=Path, default=targets.FOLDER / "results.json")
    return parser.parse_args()


def all_targets(sizes: list[int]) -> list[Target]:
    """Return every target that is there: see docs/performance.md for the variables that name servers."""
    targets.FOLDER.mkdir(parents=True, exist_ok=True)
    database, peers, redis = (os.environ.get(name, "") for name in ("DATABASE_URL", "BENCH_PEERS", "BENCH_REDIS_URL"))
    found: list[Target | None] = []
    for stories in sizes:
        found.append(targets.newsroom(stories))
        if database:
            found.append(targets.newsroom(stories, database))
        if peers:
            names = os.environ.get("BENCH_PEER_TARGETS", "wagtail-sqlite").split(",")
            found += [targets.peer(Path(peers), name, stories) for name in names]
    first = found[0]
    assert first
    found += [targets.plain(first), targets.plain(first, ""), targets.plain(first, redis) if redis else None]
    page = one_page(first)
    return [target for target in [*found, targets.constant(page), targets.nginx(page)] if target]


def one_page(target: Target) -> bytes:
    """Return the bytes of a story's page."""
    with target.running() as (base, _pids):
        return measure.Client(base).get(target.pages["story"][0])[1]


def measured(target: Target, seconds: float) -> dict:
    """Start the server and measure each of its pages. Return the costs by page, and the memory afterwards."""
    costs: dict[str, dict] = {}
    with target.running() as (base, pids):
        for page, paths in target.pages.items():
            client = measure.Client(base, target.headers)
            costs[page] = vars(measure.cost(client, paths, pids, seconds=seconds))
            if page == "feed" and (headers := measure.validators(client, paths[0])):
                unchanged = measure.cost(client, paths, pids, seconds=seconds, status=304, headers=headers)
                costs["feed, 304"] = vars(unchanged)
            client.close()
        return {"pages": costs, "memory_mb": measure.memory_mb(pids())}


def say(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


def main() -> None:
    asked = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server of this moment is stopped too
    chosen = [target for target in all_targets(asked.stories) if asked.only in target.name]
    results: dict = {
        "when": time.strftime("%Y-%m-%d"), "processors": os.cpu_count(), "python": platform.python_version(),
        "versions": {name: version(name) for name in _PACKAGES}, "rounds": asked.rounds,
        "targets": [{"name": t.name, "stories": t.stories, "is_ours": t.is_ours, "rounds": []} for t in chosen],
    }  # fmt: skip
    for number in range(asked.rounds):
        # Each round begins with another target, so that none is always measured after the same one.
        order = [*range(number % len(chosen), len(chosen)), *range(number % len(chosen))]
        for at in order:
            say(f"round {number + 1} of {asked.rounds}: {chosen[at].name}\n")
            try:
                results["targets"][at]["rounds"].append(measured(chosen[at], asked.seconds))
            except (measure.Unexpected, RuntimeError, OSError) as error:
                say(f"  left out: {error}\n")
                results["targets"][at]["rounds"].append({"pages": {}, "memory_mb": 0})
        asked.out.write_text(json.dumps(results, indent=1, ensure_ascii=False), encoding="utf-8")
    say(report.tables(results))
    say(f"\nThe figures of every round: {asked.out}\n")


if __name__ == "__main__":
    main()
