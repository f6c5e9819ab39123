"""A backup file: a zip of the database's dump, the uploaded files and a small manifest.

Zip keeps a checksum of every member, so a damaged archive is found before anything is done with it. Names in an archive
are checked before one of them is used as a path, and its size before it is unpacked.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

KIND = "newsroom backup"
FORMAT = 2
MANIFEST, DATABASE, MEDIA = "manifest.json", "database.dump", "media/"
# What zipfile raises, depending on which byte is wrong.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, TypeError, NotImplementedError,
    RuntimeError,
)  # fmt: skip


class BadArchive(Exception):
    """The file is not a backup that can be restored; the message says why, in one line."""


@contextmanager
def writing(path: Path) -> Iterator[zipfile.ZipFile]:
    """Write a zip beside `path`, and give it that name only when it is whole. Only its owner may read it."""
    partial = path.with_name(path.name + ".partial")
    try:
        partial.touch(mode=0o600)
        with partial.open("w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def write_manifest(archive: zipfile.ZipFile, **facts: Any) -> None:
    manifest = {"kind": KIND, "format": FORMAT, "members": len(archive.namelist()), **facts}
    archive.writestr(MANIFEST, json.dumps(manifest))


class ArchiveReader(zipfile.ZipFile):
    """An archive whose every member has been checked. Raise BadArchive if it cannot be restored."""

    def __init__(self, path: Path) -> None:
        try:
            super().__init__(path)
        except OSError as error:
            raise BadArchive(f"{path} cannot be read: {error.strerror or error}.") from None
        except _DAMAGE:
            raise BadArchive(f"{path} is no backup of Newsroom, or its end is missing.") from None
        try:
            self._check_size(path)
            self.manifest = self._read_manifest()
            self._check_members()
        except BadArchive as error:
            self.close()
            raise BadArchive(f"{path} cannot be restored: {error}") from None
        except _DAMAGE:
            self.close()
            raise BadArchive(f"{path} is damaged.") from None

    def media(self) -> list[str]:
        """Return the paths of the uploaded files inside the media folder."""
        return [name.removeprefix(MEDIA) for name in self.namelist() if name.startswith(MEDIA)]

    def copy(self, name: str, target: Path) -> None:
        """Write a member to a new file."""
        target.parent.mkdir(parents=True, exist_ok=True)
        with self.open(name) as source, target.open("xb") as file:
            shutil.copyfileobj(source, file)

    def _check_size(self, path: Path) -> None:
        size, free = sum(info.file_size for info in self.infolist()), shutil.disk_usage(path.parent).free
        if size > path.stat().st_size + free:
            raise BadArchive(f"unpacked it has {size // 1_000_000} MB, and the disk has {free // 1_000_000} MB left.")

    def _read_manifest(self) -> dict[str, Any]:
        manifest = json.loads(self.read(MANIFEST)) if MANIFEST in self.namelist() else None
        if not isinstance(manifest, dict) or manifest.get("kind") != KIND:
            raise BadArchive("it is no backup of Newsroom.")
        if manifest.get("format") != FORMAT:
            raise BadArchive("it was made by a later version of Newsroom; update this one first.")
        return manifest

    def _check_members(self) -> None:
        names = self.namelist()
        if outside := next((name for name in names if not _is_harmless(name)), None):
            raise BadArchive(f"it holds a file with a dangerous name: {outside[:80]!r}.")
        if len(names) != len(set(names)) or len(names) != self.manifest["members"] + 1 or DATABASE not in names:
            raise BadArchive("it does not hold what its manifest says.")
        if damaged := self.testzip():
            raise BadArchive(f"{damaged[:80]!r} in it is damaged.")


def _is_harmless(name: str) -> bool:
    """Return whether the name is one of ours and stays below the folder it is written to, on every system."""
    if name in (MANIFEST, DATABASE):
        return True
    path = PurePosixPath(name)
    return (
        name.startswith(MEDIA)
        and str(path) == name  # nothing empty, no "." and no slash at the end
        and ".." not in path.parts
        and not {"\\", "\0"}.intersection(name)
        and ":" not in path.parts[1]
    )
