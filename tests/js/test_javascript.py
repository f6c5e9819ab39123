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


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed")
@pytest.mark.skipif(not (ROOT / ".ci/node_modules/jsdom").exists(), reason="run `npm ci --prefix .ci` first")
@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.test.mjs")))
def test_all_unit_tests_of_this_file_pass(name: str) -> None:
    """`setup.mjs` gives them a document, and the editor that is installed."""
    done = subprocess.run(
        [NODE or "", "--import", "./tests/js/setup.mjs", f"tests/js/{name}"],
        cwd=ROOT,
        env={**os.environ, "PROSE_EDITOR": str(finders.find("django_prose_editor/editor.js"))},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# fail 0" in done.stdout
