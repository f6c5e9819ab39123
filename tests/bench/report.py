"""What the figures of a run say, ratios first: as tables and as a plot.

`python -m tests.bench.report results.json` writes both into docs/, for docs/performance.md.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
PAGES = ("story", "front", "section", "deep page", "feed", "feed, 304", "search")
BEGIN, END = "<!-- results: written by `python -m tests.bench.report` -->", "<!-- end of results -->"
_COLOURS = ("#0b5fa5", "#b3401d", "#2b7a3d", "#7a3b8f", "#8a6d00", "#007a80", "#b0276b", "#555555")
Results = dict[str, Any]


@dataclass(frozen=True)
class Spread:
    """The median of all rounds, the least and the most."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{_short(self.median)} ({_short(self.least)}–{_short(self.most)})"


@dataclass(frozen=True)
class Comparison:
    """One target's CPU time divided by another's in the same round, by page."""

    name: str
    ratios: dict[str, Spread]


def comparisons(results: Results) -> list[Comparison]:
    """Return Newsroom's cost divided by each other target's, and that of its further sizes and databases divided by
    that of the first. A target without stories of its own is compared with the first."""
    ours = [target for target in results["targets"] if target["is_ours"]]
    found = []
    for target in results["targets"] if ours else []:
        if target is ours[0]:
            continue
        if target["is_ours"]:
            above, below = target, ours[0]
        else:
            above, below = next((one for one in ours if one["stories"] == target["stories"]), ours[0]), target
        if ratios := _ratios(above, below):
            found.append(Comparison(f"{above['name']} / {below['name']}", ratios))
    return found


def _ratios(above: Results, below: Results) -> dict[str, Spread]:
    found = {}
    for page in PAGES:
        pairs = [
            (one["pages"][page]["cpu_ms"], other["pages"][page]["cpu_ms"])
            for one, other in zip(above["rounds"], below["rounds"], strict=False)
            if page in one["pages"] and page in other["pages"]
        ]
        if values := [mine / theirs for mine, theirs in pairs if theirs]:
            found[page] = _spread(values)
    return found


def tables(results: Results) -> str:
    """Return the tables in Markdown: ratios, then milliseconds and memory."""
    versions = ", ".join(f"{name} {number}" for name, number in results["versions"].items())
    lines = [
        f"{results['when']}, {results['processors']} processors, Python {results['python']}, {versions}; rounds: "
        f"{results['rounds']}.",
        "",
        "CPU time of one divided by that of the other, of the same round: median (least–most). Below 1 the first is "
        "the cheaper one.",
        "",
        *_table("", [(one.name, {page: str(ratio) for page, ratio in one.ratios.items()})
                     for one in comparisons(results)]),
        "",
        "The same run in milliseconds of CPU time a request (on the wall), medians; memory in MB (PSS) of all "
        "processes. These say something of this machine at that hour only.",
        "",
        *_table("Memory", [(target["name"], _figures(target)) for target in results["targets"]]),
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _figures(target: Results) -> dict[str, str]:
    found = {}
    for page in PAGES:
        costs = [one["pages"][page] for one in target["rounds"] if page in one["pages"]]
        if costs:
            cpu, wall = (statistics.median(cost[name] for cost in costs) for name in ("cpu_ms", "wall_ms"))
            found[page] = f"{_short(cpu)} ({_short(wall)})"
    memory = [one["memory_mb"] for one in target["rounds"] if one["pages"]]
    return {**found, "Memory": f"{statistics.median(memory):.0f}" if memory else ""}


def _table(last: str, rows: list[tuple[str, dict[str, str]]]) -> Iterator[str]:
    columns = [page for page in PAGES if any(page in cells for _name, cells in rows)] + ([last] if last else [])
    yield "| | " + " | ".join(column.capitalize() for column in columns) + " |"
    yield "|---|" + "---:|" * len(columns)
    for name, cells in rows:
        yield f"| {name} | " + " | ".join(cells.get(column, "") for column in columns) + " |"


def plot(results: Results) -> str:
    """Return an SVG with the ratios on a logarithmic scale: a dot for the median, a line from least to most."""
    compared = comparisons(results)
    values = [value for one in compared for ratio in one.ratios.values() for value in (ratio.least, ratio.most)]
    first, last = int(math.log10(min(values)) // 1), max(1, math.ceil(math.log10(max(values))))
    left, width, row = 190, 560, 16

    def x(value: float) -> float:
        return left + width * (math.log10(value) - first) / (last - first)

    drawn, y = [], 34
    for page in PAGES:
        shown = [(at, one) for at, one in enumerate(compared) if page in one.ratios]
        if shown:
            drawn.append(f'<text x="{left - 12}" y="{y + 4}" text-anchor="end">{page.capitalize()}</text>')
        for at, one in shown:
            ratio, colour = one.ratios[page], _COLOURS[at % len(_COLOURS)]
            drawn.append(
                f'<path d="M{x(ratio.least):.1f} {y}H{x(ratio.most):.1f}" stroke="{colour}" stroke-width="3"/>'
            )
            drawn.append(f'<circle cx="{x(ratio.median):.1f}" cy="{y}" r="5" fill="{colour}"/>')
            drawn.append(f'<text x="{x(ratio.most) + 9:.1f}" y="{y + 4}" fill="{colour}">{_short(ratio.median)}</text>')
            y += row
        y += row // 2 if shown else 0
    grid = [
        f'<path d="M{x(10.0**power):.1f} 20V{y}" stroke="{"#444" if power == 0 else "#ddd"}"/>'
        f'<text x="{x(10.0**power):.1f}" y="14" text-anchor="middle">{10.0**power:g}</text>'
        for power in range(first, last + 1)
    ]
    legend = [
        f'<text x="12" y="{y + 24 + row * at}" fill="{_COLOURS[at % len(_COLOURS)]}">● {escape(one.name)}</text>'
        for at, one in enumerate(compared)
    ]
    height = y + 28 + row * len(compared)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 70} {height}" '
        'font-family="sans-serif" font-size="12" role="img" aria-label="Ratios of CPU time, by page">',
        '<rect width="100%" height="100%" fill="white"/>', *grid, *drawn, *legend, "</svg>", "",
    ])  # fmt: skip


def _spread(values: list[float]) -> Spread:
    return Spread(statistics.median(values), min(values), max(values))


def _short(value: float) -> str:
    """Return the number with three digits that say something."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def write(results: Results, docs: Path = DOCS) -> None:
    """Replace the tables of docs/performance.md, and write the plot beside it."""
    page = docs / "performance.md"
    before, _begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n\n{tables(results)}\n{END}{after}", encoding="utf-8")
    (docs / "performance.svg").write_text(plot(results), encoding="utf-8")


if __name__ == "__main__":
    write(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
