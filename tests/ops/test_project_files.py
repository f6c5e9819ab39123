"""What the project says of itself is so: dependencies, locks, commands, links."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from newsroom.environment import ROOT, SETTINGS

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKS = [ROOT / "requirements.txt", ROOT / ".ci" / "requirements.txt"]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~ ;]", one)[0].lower() for one in requirements}


def test_every_direct_dependency_has_its_line_on_why_it_is_here() -> None:
    extras = PROJECT["optional-dependencies"]
    direct = names(PROJECT["dependencies"]) | names(extras["test"]) | names(extras["ci"])
    text = (ROOT / "docs" / "decisions" / "0002-dependencies.md").read_text().lower()
    first_cells = {cell.strip() for row in re.findall(r"^\| ([^|]+) \|", text, re.M) for cell in row.split(",")}
    assert direct - {cell.split(" ")[0] for cell in first_cells} == set()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_lock_pins_each_package_with_hashes_and_names_no_place_they_came_from(lock: Path) -> None:
    text = lock.read_text()
    assert not re.search(r"^--|https?://|\bindex\b|\bfile:", text, re.M)
    pinned = re.split(r"^(?=[a-z0-9])", text, flags=re.M)[1:]
    assert len(pinned) > 30
    assert [one for one in pinned if not re.match(r"[a-z0-9._-]+==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", one)] == []
    assert names(PROJECT["dependencies"]) <= names(pinned)


def test_every_target_of_make_is_on_its_list() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.M)[1].split()) - {"help"}  # type: ignore[index]
    listed = set(re.findall(r"^\t@echo 'make ([a-z0-9-]+) ", makefile, re.M))
    assert listed == targets


def test_every_command_that_a_page_names_exists() -> None:
    commands = {path.stem for path in (ROOT / "articles" / "management" / "commands").glob("[a-z]*.py")}
    lines = re.findall(r"^((?:[a-z0-9-]+ ?)+):", (ROOT / "Makefile").read_text(), re.M)
    targets = {name for line in lines for name in line.split()}
    for page in PAGES:
        text = page.read_text()
        assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= commands | {"check", "makemigrations", "migrate"}, page
        assert set(re.findall(r"(?:`|^)make ([a-z0-9-]+)", text, re.M)) <= targets, page


def test_every_setting_that_a_page_names_exists() -> None:
    known = {setting.name for setting in SETTINGS}
    for page in PAGES:
        assert set(re.findall(r"NEWSROOM_[A-Z_]+[A-Z]", page.read_text())) <= known, page


def test_every_link_between_pages_leads_somewhere() -> None:
    for page in PAGES:
        for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)", page.read_text()):
            if not target.startswith(("http://", "https://")):
                assert (page.parent / target).exists(), (page, target)


def test_every_path_that_the_architecture_page_names_exists() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text()
    paths = re.findall(r"`((?:articles|docs|locale|newsroom|static|templates|tests)/[\w./-]+)`", text)
    assert len(paths) > 80
    assert [path for path in paths if not (ROOT / path).exists()] == []
