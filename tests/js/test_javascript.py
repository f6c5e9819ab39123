"""The unit tests of the desk's scripts, run by Node.js."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
NODE = shutil.which("node")

# By themselves: what waits by the clock, and what pastes into an editor and reads every notice on the page.
PASTES = [f"{name}.test.mjs" for name in ("clipboards", "paste-ends", "paste-marks", "paste-clean", "paste-kept")]
ALONE = [["autosave.test.mjs", "keeper.test.mjs"], PASTES]
OTHERS = sorted({path.name for path in FOLDER.glob("*.test.mjs")} - {name for names in ALONE for name in names})

needs_node = pytest.mark.skipif(NODE is None, reason="Node.js is not installed")
needs_jsdom = pytest.mark.skipif(
    not (ROOT / ".ci/node_modules/jsdom").exists(), reason="run `npm ci --prefix .ci` first"
)
pytestmark = [needs_node, needs_jsdom]


def run(files: list[str], **environment: str) -> None:
    """`setup.mjs` gives them a document, and the editor that is installed."""
    done = subprocess.run(
        [NODE or "", "--import", "./tests/js/setup.mjs", "tests/js/run.mjs", *files],
        cwd=ROOT,
        env={**os.environ, "PROSE_EDITOR": str(finders.find("django_prose_editor/editor.js")), **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# fail 0" in done.stdout


@pytest.mark.parametrize("files", [*ALONE, OTHERS], ids=lambda files: files[0].partition(".")[0])
def test_all_unit_tests_of_these_files_pass(files: list[str]) -> None:
    run(files)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["clipboards", "paste-ends", "paste-kept"])
def test_so_do_those_that_are_otherwise_sampled(name: str) -> None:
    run([f"{name}.test.mjs"], SLOW_TESTS="1")
