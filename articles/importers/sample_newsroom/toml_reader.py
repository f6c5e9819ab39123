"""Read the sample newsroom's files into typed values, and refuse them if they do not agree with each other.

`newsroom.toml` holds sections, authors, tags, pictures, quoted posts and pages; each file under `stories/` one story.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from .content import SampleNewsroom, SampleStory, offset
from .validation import errors

FOLDER = Path(__file__).parent
_Made = TypeVar("_Made")


class ContentError(ValueError):
    """The sample newsroom's files are wrong; the message names every error."""


def read(folder: Path = FOLDER) -> SampleNewsroom:
    """Return the whole sample newsroom, checked. Raise ContentError."""
    newsroom: SampleNewsroom = _made(SampleNewsroom, _table(folder / "newsroom.toml"), "newsroom.toml")
    stories = tuple(
        _made(SampleStory, {"ref": path.stem, **_table(path)}, path.name)
        for path in sorted((folder / "stories").glob("*.toml"))
    )
    newsroom = replace(newsroom, stories=stories)
    if found := list(errors(newsroom)):
        raise ContentError("\n".join(found))
    return newsroom


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: {error}") from None


def _made(kind: type[_Made], table: Mapping[str, Any], where: str) -> _Made:
    """Return a TOML table as that dataclass. Raise ContentError for an unknown, missing or wrong key."""
    hints = get_type_hints(kind)
    if unknown := sorted(set(table) - set(hints)):
        raise ContentError(f"{where}: unknown key {', '.join(unknown)}")
    needed = {field.name for field in fields(kind) if field.default is MISSING}  # type: ignore[arg-type]
    if missing := sorted(needed - set(table)):
        raise ContentError(f"{where}: {', '.join(missing)} missing")
    return kind(**{name: _value(hints[name], given, f"{where}, {name}") for name, given in table.items()})


def _value(hint: Any, given: Any, where: str) -> Any:
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(given, dict):
        return _made(hint, given, where)
    if get_origin(hint) is tuple and isinstance(given, list):
        part = get_args(hint)[0]
        return tuple(_value(part, one, f"{where} {n}") for n, one in enumerate(given, 1))
    if hint is dt.timedelta and isinstance(given, str):
        try:
            return offset(given)
        except ValueError as error:
            raise ContentError(f"{where}: {error}") from None
    if hint not in (str, int, bool) or type(given) is not hint:
        raise ContentError(f"{where}: cannot be {given!r}")
    return given.strip() if isinstance(given, str) else given
