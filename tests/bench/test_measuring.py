"""The parts of the benchmark: what is counted, how targets are started and stopped, and what is made of the figures."""

from __future__ import annotations

import subprocess
import sys
import time
import xml.etree.ElementTree as ET

import pytest

from tests.bench import __main__ as bench
from tests.bench import measure, report, targets

BUSY = "import time; t = time.process_time()\nwhile time.process_time() - t < 0.2: pass\ninput()"
PARENT = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"


def cost(cpu_ms: float, memory_mb: float = 100) -> dict:
    pages = {page: {"cpu_ms": cpu_ms, "wall_ms": 2 * cpu_ms, "requests": 10} for page in ("story", "front")}
    return {"pages": pages, "memory_mb": memory_mb}


def results() -> dict:
    """Newsroom costs 20, 30 and 25 ms with 1,000 stories, twice that with 100,000; another site costs 50 ms."""
    few = [cost(20), cost(30), cost(25)]
    story_only = {"pages": {"story": {"cpu_ms": 0.25, "wall_ms": 1, "requests": 10}}, "memory_mb": 9}
    return {
        "when": "2026-01-02", "processors": 2, "python": "3.11.7", "versions": {"django": "5.2"}, "rounds": 3,
        "targets": [
            {"name": "A few", "stories": 1_000, "is_ours": True, "rounds": few},
            {"name": "Others", "stories": 1_000, "is_ours": False, "rounds": [cost(50)] * 3},
            {"name": "Many", "stories": 100_000, "is_ours": True, "rounds": [cost(40), cost(60), cost(50)]},
            {"name": "Others with many", "stories": 100_000, "is_ours": False, "rounds": [cost(500)] * 3},
            {"name": "Bare", "stories": 0, "is_ours": False, "rounds": [story_only, {"pages": {}, "memory_mb": 0}]},
        ],
    }  # fmt: skip


@pytest.fixture
def busy():
    """A process whose child has used 0.2 s and is waiting."""
    process = subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE)
    yield process
    process.communicate(b"\n")


def test_cpu_time_and_memory_are_those_of_the_whole_tree_of_processes(busy):
    until = time.monotonic() + 20
    while measure.cpu_seconds(measure.descendants([busy.pid])) < 0.2 and time.monotonic() < until:
        time.sleep(0.05)
    tree = measure.descendants([busy.pid])
    assert len(tree) == 2
    assert measure.cpu_seconds(tree) >= 0.2 > measure.cpu_seconds([busy.pid])
    assert measure.memory_mb(tree) > measure.memory_mb([busy.pid]) > 1


def test_ratios_are_of_the_same_round_and_the_same_number_of_stories():
    compared = {one.name: vars(one.ratios["story"]) for one in report.comparisons(results())}
    assert compared == {
        "A few / Others": pytest.approx({"median": 0.5, "least": 0.4, "most": 0.6}),
        "Many / A few": pytest.approx({"median": 2, "least": 2, "most": 2}),
        "Many / Others with many": pytest.approx({"median": 0.1, "least": 0.08, "most": 0.12}),
        "A few / Bare": pytest.approx({"median": 80, "least": 80, "most": 80}),
    }


def test_the_tables_say_ratios_first_and_then_milliseconds_and_memory():
    text = report.tables(results())
    assert "| A few / Others | 0.5 (0.4–0.6) | 0.5 (0.4–0.6) |" in text
    assert "| A few | 25 (50) | 25 (50) | 100 |" in text
    assert "| Bare | 0.25 (1) |  | 9 |" in text
    assert text.index("A few / Others") < text.index("| A few |")
    assert "2 processors, Python 3.11.7, django 5.2" in text


def test_the_plot_has_a_dot_for_every_ratio():
    root = ET.fromstring(report.plot(results()))
    dots = [one for one in root.iter() if one.tag.endswith("circle")]
    assert len(dots) == 7  # four comparisons of the story's page, three of the front page
    assert len({dot.get("cx") for dot in dots}) == 4


def test_writing_replaces_the_results_in_the_page_and_nothing_else(tmp_path):
    page = tmp_path / "performance.md"
    page.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.write(results(), tmp_path)
    report.write(results(), tmp_path)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert text.count("A few / Others") == 1
    assert (tmp_path / "performance.svg").exists()


def test_the_page_of_the_docs_has_a_place_for_the_results():
    text = (report.DOCS / "performance.md").read_text(encoding="utf-8")
    assert text.index(report.BEGIN) < text.index(report.END)


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setattr(targets, "FOLDER", tmp_path)
    return tmp_path


def test_a_target_is_started_measured_and_stopped(folder):
    """The smallest real server; the others are started in the same way."""
    found = bench.measured(targets.constant("एक पन्ना".encode()), seconds=0.05)
    assert found["pages"]["story"]["requests"] >= 10
    assert found["memory_mb"] > 5


def test_another_answer_than_expected_is_not_measured(folder):
    with targets.constant(b"page").running() as (base, pids):
        client = measure.Client(base)
        with pytest.raises(measure.Unexpected, match="200 instead of 304"):
            measure.cost(client, ["/"], pids, seconds=0.05, status=304)
        client.close()
        processes = pids()
    assert len(processes) > 1
    assert measure.descendants(processes) == set()


@pytest.mark.slow
def test_newsroom_itself_and_the_plain_view_are_measured(folder):
    ours = targets.newsroom(20)
    assert set(bench.measured(ours, seconds=0.05)["pages"]) == set(report.PAGES)
    assert bench.measured(targets.plain(ours, ""), seconds=0.05)["pages"]["story"]["cpu_ms"] < 100
