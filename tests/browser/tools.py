"""What npm brings (`make browser-test` installs it): the Nu HTML checker and axe."""

from __future__ import annotations

from pathlib import Path

MODULES = Path(__file__).resolve().parent.parent.parent / ".ci" / "node_modules"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = MODULES / "axe-core" / "axe.min.js"
