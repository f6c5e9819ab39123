"""Reads the sample newsroom's files into typed values, and refuses what does not hold together.

`newsroom.toml` holds sections, authors, tags, pictures, quoted posts and pages; each file under `stories/` one story.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from .checks import faults
from .content import (
    Author,
    Byline,
    Correction,
    Newsroom,
    Page,
    Picture,
    Post,
    Section,
    Site,
    SlotAssignment,
    Story,
    Tag,
    offset,
)

FOLDER = Path(__file__).parent


class ContentError(ValueError):
    """The sample newsroom's files do not hold together; the message names every fault."""


def read(folder: Path = FOLDER) -> Newsroom:
    """All of it, checked. Raises ContentError."""
    newsroom: Newsroom = _made(Newsroom, _table(folder / "newsroom.toml"), "newsroom.toml")
    stories = tuple(
        _made(Story, {"ref": path.stem, **_table(path)}, path.name)
        for path in sorted((folder / "stories").glob("*.toml"))
    )
    newsroom = replace(newsroom, stories=stories)
    if found := list(faults(newsroom)):
        raise ContentError("\n".join(found))
    return newsroom


_Made = TypeVar("_Made")
_PARTS: dict[Any, type] = {
    tuple[Section, ...]: Section, tuple[Author, ...]: Author, tuple[Tag, ...]: Tag, tuple[Picture, ...]: Picture,
    tuple[Post, ...]: Post, tuple[Page, ...]: Page, tuple[Byline, ...]: Byline, tuple[Correction, ...]: Correction,
    tuple[SlotAssignment, ...]: SlotAssignment,
}  # fmt: skip


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ContentError(f"{path.name}: {fault}") from None


def _made(kind: type[_Made], table: Mapping[str, Any], where: str) -> _Made:
    """A value of that dataclass out of a TOML table. Raises ContentError for an unknown, missing or wrong key."""
    hints = get_type_hints(kind)
    if unknown := sorted(set(table) - set(hints)):
        raise ContentError(f"{where}: unknown key {', '.join(unknown)}")
    needed = {field.name for field in fields(kind) if field.default is MISSING}  # type: ignore[arg-type]
    if missing := sorted(needed - set(table)):
        raise ContentError(f"{where}: {', '.join(missing)} missing")
    return kind(**{name: _value(hints[name], given, f"{where}, {name}") for name, given in table.items()})


def _value(hint: Any, given: Any, where: str) -> Any:
    if hint in _PARTS and isinstance(given, list):
        return tuple(_made(_PARTS[hint], part, f"{where} {n}") for n, part in enumerate(given, 1))
    if hint is Site and isinstance(given, dict):
        return _made(Site, given, where)
    if hint is dt.timedelta and isinstance(given, str):
        try:
            return offset(given)
        except ValueError as fault:
            raise ContentError(f"{where}: {fault}") from None
    for of, part in ((tuple[str, ...], str), (tuple[int, ...], int)):
        if hint == of and isinstance(given, list) and all(isinstance(one, part) for one in given):
            return tuple(given)
    if hint not in (str, int, bool) or type(given) is not hint:
        raise ContentError(f"{where}: cannot be {given!r}")
    return given.strip() if isinstance(given, str) else given
