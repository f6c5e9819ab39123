"""What the Nu HTML checker says of a page of every kind, in both languages, pages of errors included: nothing."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from .conftest import Site
from .tools import VNU

pytestmark = pytest.mark.browser
# Advice that is wrong here; each with its reason.
NOT_FOLLOWED: dict[str, str] = {}


def source(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def complaints(folder: Path) -> list[str]:
    """One line for each, with the page's name and the place in its source."""
    command = ["java", "-Xss2m", "-jar", str(VNU), "--format", "json", "--exit-zero-always", "--stdout", str(folder)]
    said = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=500).stdout)
    assert "messages" in said
    return [
        f"{Path(one['url']).name}: {one.get('subType', one['type'])}: {one['message']} | {one.get('extract', '')}"
        for one in said["messages"]
        if not any(advice in one["message"] for advice in NOT_FOLLOWED)
    ]


def test_every_page_is_valid(site_in: dict[str, Site], tmp_path: Path) -> None:
    for language, site in site_in.items():
        for name, path in site.pages.items():
            (tmp_path / f"{language}-{name}.html").write_bytes(source(site.address + path))
    assert complaints(tmp_path) == []


def test_a_page_that_is_not_valid_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(
        "<!doctype html><html lang=hi><title>x</title><p><h1>x</h1></p>", encoding="utf-8"
    )
    assert any("bad.html: error" in line for line in complaints(tmp_path))
