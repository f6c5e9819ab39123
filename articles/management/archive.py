"""The form of a backup: one zip file of tables as JSON lines, uploaded files, and a manifest that names both.

`manifest.json` holds the size and SHA-256 of every other member, so that a damaged archive is known as one before
anything is done with it. Names in an archive are never used as paths before they are found harmless.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Any, Self

KIND = "newsroom backup"
FORMAT = 1
MANIFEST = "manifest.json"
TABLES, MEDIA = "tables/", "media/"
_CHUNK = 1 << 20
_MANIFEST_MAX = 256 << 20
# What zipfile raises, depending on which byte is wrong.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, TypeError, NotImplementedError,
    RuntimeError,
)  # fmt: skip


class BadArchive(Exception):
    """The file is not a backup that can be restored; the message says why, in one line."""


class ArchiveWriter:
    """Writes an archive under another name beside `path`, and gives it its own name when it is whole."""

    def __init__(self, path: Path) -> None:
        self.path, self.partial = path, path.with_name(path.name + ".partial")
        # Password hashes are in it: for this account's eyes only.
        self._file = os.fdopen(os.open(self.partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b")
        self._zip = zipfile.ZipFile(self._file, "w", zipfile.ZIP_DEFLATED)
        self._members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, chunks: Iterable[bytes], *, compressed: bool = True) -> None:
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
        size, digest = 0, hashlib.sha256()
        with self._zip.open(entry, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self._members[name] = {"size": size, "sha256": digest.hexdigest()}

    def finish(self, facts: dict[str, Any]) -> None:
        manifest = {"kind": KIND, "format": FORMAT, **facts, "members": self._members}
        self._zip.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False))
        self._zip.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self.partial.replace(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None:
            with contextlib.suppress(OSError, ValueError):  # The disk may be full, which is why we are here.
                self._zip.close()
            self._file.close()
            self.partial.unlink(missing_ok=True)


class ArchiveReader:
    """An archive whose every byte has been checked against its manifest. Raises BadArchive from the constructor."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except OSError as fault:
            raise BadArchive(f"{path} cannot be read: {fault.strerror or fault}.") from None
        except _DAMAGE:
            raise BadArchive(f"{path} is no backup of Newsroom, or its end is missing.") from None
        try:
            self.facts = self._manifest()
            self._members: dict[str, dict[str, Any]] = self.facts["members"]
            self._check_names()
            for name in self._members:
                self._check(name)
        except BadArchive as fault:
            self._zip.close()
            raise BadArchive(f"{path} cannot be restored: {fault}") from None
        except _DAMAGE:
            self._zip.close()
            raise BadArchive(f"{path} is damaged.") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._zip.close()

    @property
    def media(self) -> list[str]:
        """The uploaded files, by their paths inside the media folder."""
        return [name.removeprefix(MEDIA) for name in self._members if name.startswith(MEDIA)]

    def rows(self, label: str) -> Iterator[list[Any]]:
        """The rows of a table, as they were written."""
        with self._zip.open(f"{TABLES}{label}.jsonl") as member:
            for line in member:
                yield json.loads(line)

    def copy(self, name: str, folder: Path) -> None:
        """Writes an uploaded file to its place below the folder."""
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.writelines(self._chunks(MEDIA + name))

    def _manifest(self) -> dict[str, Any]:
        try:
            if self._zip.getinfo(MANIFEST).file_size > _MANIFEST_MAX:
                raise BadArchive("its manifest is too large.")
            facts = json.loads(self._zip.read(MANIFEST))
        except KeyError:
            raise BadArchive("it is no backup of Newsroom.") from None
        if not isinstance(facts, dict) or facts.get("kind") != KIND:
            raise BadArchive("it is no backup of Newsroom.")
        if facts.get("format") != FORMAT:
            raise BadArchive("it was made by a later version of Newsroom; update this one first.")
        if not isinstance(facts.get("members"), dict):
            raise BadArchive("its manifest is damaged.")
        return facts

    def _check_names(self) -> None:
        present = self._zip.namelist()
        if len(present) != len(set(present)) or set(present) != {*self._members, MANIFEST}:
            raise BadArchive("it does not hold what its manifest says.")
        if outside := next((name for name in present if not _is_harmless(name)), None):
            raise BadArchive(f"it holds a file with a dangerous name: {outside[:80]!r}.")

    def _check(self, name: str) -> None:
        size, digest, stated = 0, hashlib.sha256(), self._members[name]
        for chunk in self._chunks(name):
            digest.update(chunk)
            size += len(chunk)
            if size > stated["size"]:
                break
        if size != stated["size"] or digest.hexdigest() != stated["sha256"]:
            raise BadArchive(f"{name[:80]!r} in it is damaged.")

    def _chunks(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as member:
            while chunk := member.read(_CHUNK):
                yield chunk


def _is_harmless(name: str) -> bool:
    """Whether a member's name stays below the folder it is written to, on every system."""
    if name == MANIFEST:
        return True
    place, _, path = name.partition("/")
    parts = PurePosixPath(path).parts
    return (
        f"{place}/" in (TABLES, MEDIA)
        and bool(parts)
        and "/".join(parts) == path
        and not any(part in (".", "..") or "\\" in part or "\0" in part for part in parts)
        and not path.startswith("/")
        and ":" not in parts[0]
    )
