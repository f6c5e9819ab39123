"""Word lists and learnt rules: TOML files of text, whose comments say what their lines mean."""

from __future__ import annotations

import tomllib
from pathlib import Path


def read(name: str) -> dict[str, str]:
    """Return the texts of that file by their keys."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
