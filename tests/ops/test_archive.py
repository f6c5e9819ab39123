"""The form of a backup, without a database: what is not whole or not ours is known before anything is done with it."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from articles.management.backup_archive import ArchiveReader, BadArchive, write_manifest, writing

DUMP = bytes(range(256)) * 40 + "ख़बर".encode() * 300


def make(path: Path, members: dict[str, bytes], **facts: object) -> Path:
    with writing(path) as archive:
        for name, data in {"database.dump": DUMP, **members}.items():
            archive.writestr(name, data)
        write_manifest(archive, made_at="2026-01-31", **facts)
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return make(tmp_path / "good.zip", {"media/images/फ़ोटो 1.jpg": b"\xff\xd8" * 3000, "media/empty.bin": b""})


def rewritten(archive: Path, path: Path, without: str = "", **members: bytes) -> Path:
    """A copy with its own manifest, one member left out, others put in or changed."""
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != without and name not in members:
                new.writestr(name, old.read(name))
        for name, data in members.items():
            new.writestr(name, data)
    return path


def refused(path: Path, why: str) -> None:
    with pytest.raises(BadArchive, match=why) as refusal:
        ArchiveReader(path)
    assert len(str(refusal.value).splitlines()) == 1


def test_database_and_files_come_out_as_they_went_in(archive: Path, tmp_path: Path) -> None:
    with ArchiveReader(archive) as reader:
        assert reader.manifest["made_at"] == "2026-01-31"
        assert reader.media() == ["images/फ़ोटो 1.jpg", "empty.bin"]
        reader.copy("media/images/फ़ोटो 1.jpg", tmp_path / "out" / "images" / "फ़ोटो 1.jpg")
        reader.copy("database.dump", tmp_path / "out" / "dump")
    assert (tmp_path / "out" / "images" / "फ़ोटो 1.jpg").read_bytes() == b"\xff\xd8" * 3000
    assert (tmp_path / "out" / "dump").read_bytes() == DUMP


def test_only_this_account_may_read_it(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    refused(tmp_path / "none.zip", "cannot be read: No such file")


def test_a_folder(tmp_path: Path) -> None:
    refused(tmp_path, "cannot be read: Is a directory")


@pytest.mark.parametrize("content", [b"", b"PK", b"\0" * 1000, "कुछ और".encode(), b"SQLite format 3\0" * 100])
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    refused(tmp_path / "other", "is no backup of Newsroom, or its end is missing")


@pytest.mark.parametrize(
    "manifest", [None, b'{"kind": "a web extension"}', b"[]", b"7", b"not json", b"\xff", b'{"a":']
)
def test_a_zip_file_of_another_kind(tmp_path: Path, manifest: bytes | None) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("readme.txt", "hello")
        if manifest is not None:
            other.writestr("manifest.json", manifest)
    refused(tmp_path / "other.zip", "is no backup of Newsroom|is damaged")


def test_one_of_a_later_form(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "later.zip", "w") as later:
        later.writestr("manifest.json", '{"kind": "newsroom backup", "format": 3}')
    refused(tmp_path / "later.zip", "a later version of Newsroom; update this one first")


@pytest.mark.parametrize("members", ["[]", "7", "0", "{}", '"2"', "null", "2.5"])
def test_one_whose_manifest_makes_no_sense(tmp_path: Path, members: str) -> None:
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad:
        bad.writestr("manifest.json", f'{{"kind": "newsroom backup", "format": 2, "members": {members}}}')
        bad.writestr("media/a", "a")
        bad.writestr("database.dump", "a")
    refused(tmp_path / "bad.zip", "damaged|does not hold")


def test_one_whose_end_is_missing(archive: Path, tmp_path: Path) -> None:
    data = archive.read_bytes()
    for length in range(0, len(data) - 1, 97):
        (tmp_path / "cut.zip").write_bytes(data[:length])
        refused(tmp_path / "cut.zip", "its end is missing")


def test_one_with_any_byte_changed_is_refused_unless_the_byte_meant_nothing(archive: Path, tmp_path: Path) -> None:
    """A zip file has bytes that nobody reads (times, version numbers); all others are found out."""
    data, faults, unharmed = archive.read_bytes(), [], 0
    for place in range(0, len(data), max(1, len(data) // 500)):
        (tmp_path / "bad.zip").write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        try:
            with ArchiveReader(tmp_path / "bad.zip") as bad:
                bad.copy("database.dump", out := tmp_path / str(place))
                unharmed += out.read_bytes() == DUMP
        except BadArchive as fault:
            faults.append(str(fault))
    assert len(faults) > 450
    assert len(faults) + unharmed >= 500
    assert not [fault for fault in faults if "\n" in fault]


def test_one_with_a_changed_upload(archive: Path) -> None:
    with zipfile.ZipFile(archive) as good:
        name = "media/images/फ़ोटो 1.jpg"
        start = good.getinfo(name).header_offset + 30 + len(name.encode()) + 2  # of its data
    data = archive.read_bytes()
    archive.write_bytes(data[:start] + b"?" + data[start + 1 :])
    refused(archive, "is damaged")


def test_one_with_a_member_missing_or_one_too_many(archive: Path, tmp_path: Path) -> None:
    refused(rewritten(archive, tmp_path / "a.zip", without="media/empty.bin"), "does not hold what its manifest says")
    refused(rewritten(archive, tmp_path / "b.zip", **{"media/extra": b""}), "does not hold what its manifest says")
    bad = rewritten(archive, tmp_path / "c.zip", without="database.dump", **{"media/extra": b""})
    refused(bad, "does not hold what its manifest says")


def test_one_that_would_fill_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Zeros pack well: forty megabytes in forty kilobytes."""
    bomb = make(tmp_path / "bomb.zip", {"media/zeros": bytes(40_000_000)})
    assert bomb.stat().st_size < 100_000
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=5_000_000))
    refused(bomb, "unpacked it has 40 MB, and the disk has 5 MB left")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_with_the_same_name_twice(archive: Path) -> None:
    with zipfile.ZipFile(archive, "a") as bad:
        bad.writestr("media/empty.bin", b"")
    refused(archive, "does not hold what its manifest says")


@pytest.mark.parametrize(
    "name",
    [
        "media/../outside.txt", "media/a/../../outside.txt", "media//etc/outside.txt", "/outside.txt", "../outside.txt",
        "media/..", "media/a\\..\\outside.txt", "media/C:/outside.txt", "outside.txt", "media/./outside.txt", "media/",
        "tables/../media/outside.txt", "settings/outside.txt",
    ],
)  # fmt: skip
def test_one_with_a_name_that_leads_elsewhere(tmp_path: Path, name: str) -> None:
    refused(make(tmp_path / "bad.zip", {name: b"gotcha"}), "dangerous name")


def test_one_that_is_not_finished_leaves_nothing(tmp_path: Path) -> None:
    def broken_off() -> None:
        with writing(tmp_path / "half.zip") as half:
            half.writestr("media/a", b"a")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert [*tmp_path.iterdir()] == []
