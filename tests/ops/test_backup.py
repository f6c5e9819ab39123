"""A backup is one file from which every row and every upload comes back; a damaged or foreign one changes nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from articles import publishing
from articles.management import tables
from articles.management.archive import ArchiveReader, ArchiveWriter
from articles.management.commands import backup as backup_command
from articles.management.commands import restore as restore_command
from articles.models import Article, Image, Revision, User
from newsroom.environment import ROOT
from tests import factories

INDIA = dt.timezone(dt.timedelta(hours=5, minutes=30))

pytestmark = pytest.mark.django_db(transaction=True)


def backup(path: Path) -> str:
    out = StringIO()
    call_command("backup", str(path), stdout=out)
    return out.getvalue()


def restore(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("restore", str(path), stdout=out, **options)
    return out.getvalue()


def all_rows() -> dict[str, list[bytes]]:
    return {tables.label(model): [*tables.lines(model)] for model in tables.at(tables.applied())}


def last_numbers() -> dict[str, int | None]:
    return {tables.label(model): tables.last_number(model) for model in tables.at(tables.applied())}


def all_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def remove_everything(media: Path) -> None:
    """An empty database, as a new installation has it, and no uploads."""
    call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(media, ignore_errors=True)


@pytest.fixture
def newsroom(media: Path) -> Article:
    """A story with everything: a quoted post, pictures, tags, bylines, a correction; and a withdrawn one."""
    post = factories.post(
        "नया पुल आज से खुल गया। 🇮🇳 #पुल", posted_at=dt.datetime(2025, 9, 29, 14, 5, 6, 123456, INDIA), raw={"a": [1, None]}
    )
    picture = factories.image(alt="पुल")
    story = factories.story(
        "नया पुल खुला", tags=["पुल", "दिल्ली"], bylines=[factories.author(), "एजेंसी"], lead_image=picture,
        body=f"<p>पहला पैरा।</p>{factories.quoting(post)}",
    )  # fmt: skip
    publishing.correct(story, "पुल की लंबाई 300 मीटर है।", by=factories.editor())
    gone = factories.story("वापस ली गई ख़बर")
    publishing.withdraw(gone, by=factories.editor(), note="ग़लत सूचना")
    (media / "देवनागरी नाम").mkdir(parents=True)
    (media / "देवनागरी नाम" / "फ़ोटो 1.jpg").write_bytes(os.urandom(3000))
    (media / "empty.bin").touch()
    return story


@pytest.fixture
def archive(newsroom: Article, tmp_path: Path) -> Path:
    path = tmp_path / "newsroom.zip"
    backup(path)
    return path


def restored_elsewhere(archive: Path, tmp_path: Path) -> Path:
    """The folder of a new installation on SQLite into which the archive was restored."""
    folder = tmp_path / "elsewhere"
    other = ("DATABASE_URL", "NEWSROOM_REDIS_URL")
    plain = {name: value for name, value in os.environ.items() if name not in other}
    command = [sys.executable, "manage.py", "restore", str(archive)]
    environ = plain | {"NEWSROOM_DATA_DIR": str(folder)}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def changed(archive: Path, tmp_path: Path, name: str, change: Any, without: str = "") -> Path:
    """The archive with one member's bytes changed, its manifest telling the truth about them again."""
    path = tmp_path / "changed.zip"
    with ArchiveReader(archive) as old, zipfile.ZipFile(archive) as members, ArchiveWriter(path) as new:
        facts = {key: value for key, value in old.facts.items() if key not in ("kind", "format", "members")}
        for member in members.namelist():
            if member not in ("manifest.json", without):
                data = members.read(member)
                new.add(member, [change(data) if member == name else data])
        new.finish(change(facts) if name == "manifest.json" else facts)
    return path


class TestComingBack:
    def test_every_row_and_every_file_comes_back(self, archive: Path, media: Path) -> None:
        rows, numbers, files = all_rows(), last_numbers(), all_files(media)
        assert sum(map(len, rows.values())) > 100
        assert len(files) == 3
        remove_everything(media)
        assert Article.objects.count() == 0
        said = restore(archive)
        assert all_rows() == rows
        assert last_numbers() == numbers
        assert all_files(media) == files
        assert f"Restored {sum(map(len, rows.values()))} rows" in said

    def test_every_table_is_in_it(self, archive: Path) -> None:
        with connection.cursor() as cursor:
            found = set(connection.introspection.table_names(cursor))
        # SQLite's own index of the documents of search, which triggers make anew as these come back.
        present = {name for name in found if not name.startswith("articles_searchindex")}
        saved = {model._meta.db_table for model in tables.at(tables.applied())}
        assert present - saved == {MigrationRecorder.Migration._meta.db_table}

    def test_evidence_comes_back_though_nothing_may_change_it(
        self, archive: Path, newsroom: Article, media: Path
    ) -> None:
        kept = [
            (one.number, one.transition, one.data)
            for one in Revision.objects.filter(article=newsroom).order_by("number")
        ]
        remove_everything(media)
        restore(archive)
        found = Revision.objects.filter(article_id=newsroom.pk).order_by("number")
        assert [(one.number, one.transition, one.data) for one in found] == kept

    def test_work_goes_on_afterwards_with_numbers_never_used_before(
        self, archive: Path, newsroom: Article, media: Path
    ) -> None:
        highest = last_numbers()["articles.article"] or 0
        remove_everything(media)
        restore(archive)
        assert factories.story("अगली ख़बर").pk > highest
        assert ContentType.objects.get_for_model(Article).model == "article"

    def test_a_number_whose_row_is_gone_is_not_used_again(self, newsroom: Article, tmp_path: Path, media: Path) -> None:
        picture = factories.image()
        highest = picture.pk
        picture.delete()
        backup(tmp_path / "b.zip")
        remove_everything(media)
        restore(tmp_path / "b.zip")
        assert factories.image().pk > highest

    def test_a_backup_changes_nothing_and_readers_and_writers_need_not_wait(
        self, newsroom: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = all_rows()
        real, moments = tables.lines, []

        def lines(model: Any) -> Any:
            if tables.label(model) == "articles.article":
                moments.append(save_elsewhere())
            return real(model)

        def save_elsewhere() -> bool:
            """Somebody saves while the backup is being made, over another connection."""
            other = connection.copy()
            try:
                with other.cursor() as cursor:
                    cursor.execute("UPDATE articles_section SET description = 'later'")
            finally:
                other.close()
            return True

        monkeypatch.setattr(tables, "lines", lines)
        backup(tmp_path / "b.zip")
        monkeypatch.undo()
        assert moments == [True]
        with ArchiveReader(tmp_path / "b.zip") as archive:
            saved = [
                json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in archive.rows("articles.section")
            ]
        assert saved == [line.decode().strip() for line in before["articles.section"]]
        assert all_rows()["articles.section"] != before["articles.section"]

    def test_only_this_account_may_read_it(self, archive: Path) -> None:
        assert archive.stat().st_mode & 0o777 == 0o600

    def test_it_is_told_how_much_was_saved(self, newsroom: Article, tmp_path: Path) -> None:
        said = backup(tmp_path / "b.zip")
        assert f"rows of {len(all_rows())} tables and 3 files" in said

    def test_it_is_restored_into_a_database_without_tables(self, archive: Path, tmp_path: Path) -> None:
        """In a process of its own, on SQLite. With PostgreSQL under test: from one kind of database to the other."""
        folder = restored_elsewhere(archive, tmp_path)
        with closing(sqlite3.connect(folder / "newsroom.sqlite3")) as database:
            counts = {model._meta.db_table: model._base_manager.count() for model in tables.at(tables.applied())}
            found = {table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in counts}
            headlines = [row[0] for row in database.execute("SELECT headline FROM articles_article ORDER BY id")]
        assert found == counts
        assert headlines == [*Article.objects.order_by("pk").values_list("headline", flat=True)]
        assert len(all_files(folder / "media")) == 3

    def test_one_of_an_earlier_version_is_brought_up_to_date(self, archive: Path, tmp_path: Path) -> None:
        """Earlier by one migration, which added a table."""
        table, migration = "axes.accessattemptexpiration", ["axes", "0010_accessattemptexpiration"]

        def earlier(facts: dict[str, Any]) -> dict[str, Any]:
            assert migration in facts["migrations"]
            facts["migrations"].remove(migration)
            del facts["tables"][table]
            return facts

        folder = restored_elsewhere(
            changed(archive, tmp_path, "manifest.json", earlier, without=f"tables/{table}.jsonl"), tmp_path
        )
        with closing(sqlite3.connect(folder / "newsroom.sqlite3")) as database:
            applied = {(app, name) for app, name in database.execute("SELECT app, name FROM django_migrations")}
            assert applied == tables.known()
            assert database.execute("SELECT count(*) FROM axes_accessattemptexpiration").fetchone() == (0,)
            assert database.execute("SELECT count(*) FROM articles_article").fetchone() == (Article.objects.count(),)


class TestWhereSomethingIsAlready:
    def test_a_backup_is_never_overwritten(self, archive: Path) -> None:
        before = archive.read_bytes()
        with pytest.raises(CommandError, match="exists already"):
            backup(archive)
        assert archive.read_bytes() == before

    def test_a_database_in_use_is_not_replaced_unasked(self, archive: Path) -> None:
        before = all_rows()
        with pytest.raises(CommandError, match=r"not empty; --replace .* Nothing was changed"):
            restore(archive)
        assert all_rows() == before

    def test_uploads_are_not_replaced_unasked(self, archive: Path, media: Path) -> None:
        remove_everything(media)
        (media / "images").mkdir(parents=True)
        (media / "images" / "mine.jpg").touch()
        with pytest.raises(CommandError, match="is not empty; --replace"):
            restore(archive)
        assert all_files(media) == {"images/mine.jpg": b""}

    def test_asked_to_it_replaces_both(self, archive: Path, newsroom: Article, media: Path) -> None:
        rows, files = all_rows(), all_files(media)
        factories.story("बाद की ख़बर")
        factories.image()
        (media / "later").mkdir()
        (media / "later" / "picture.jpg").touch()
        restore(archive, replace=True)
        assert all_rows() == rows
        assert all_files(media) == files
        assert sorted(path.name for path in media.iterdir()) == sorted({name.split("/")[0] for name in files})

    def test_a_new_installation_with_its_groups_and_a_readers_traces_counts_as_empty(
        self, archive: Path, media: Path, client: Any
    ) -> None:
        rows = all_rows()
        remove_everything(media)
        client.get("/rss.xml")
        restore(archive)
        assert all_rows() == rows


class TestWhatCannotBeRestored:
    """One line says why, and nothing is touched."""

    @pytest.fixture(autouse=True)
    def _nothing_is_changed(self, newsroom: Article, archive: Path, media: Path) -> Any:
        rows, files = all_rows(), all_files(media)
        yield
        assert all_rows() == rows
        assert all_files(media) == files
        assert not [path for path in media.iterdir() if path.name.startswith(backup_command.STAGING)]

    @staticmethod
    def refused(path: Path, why: str) -> None:
        with pytest.raises(CommandError, match=why) as refusal:
            restore(path, replace=True)
        assert len(str(refusal.value).splitlines()) == 1
        assert len(str(refusal.value)) < 500

    def test_one_that_is_damaged(self, archive: Path, tmp_path: Path) -> None:
        data = archive.read_bytes()
        (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
        self.refused(tmp_path / "cut.zip", r"its end is missing\. Nothing was changed")
        (tmp_path / "holed.zip").write_bytes(data[:2000] + b"\0" * 50 + data[2050:])
        self.refused(tmp_path / "holed.zip", r"Nothing was changed")
        self.refused(tmp_path / "none.zip", r"cannot be read: No such file or directory\. Nothing was changed")

    def test_one_whose_uploads_do_not_fit_into_one_folder(self, archive: Path, tmp_path: Path) -> None:
        path = tmp_path / "bad.zip"
        with ArchiveReader(archive) as old, zipfile.ZipFile(archive) as members, ArchiveWriter(path) as bad:
            for name in members.namelist():
                if name.startswith("tables/"):
                    bad.add(name, [members.read(name)])
            bad.add("media/same", [b"a file"])
            bad.add("media/same/place", [b"a folder"])
            bad.finish({"migrations": old.facts["migrations"], "tables": old.facts["tables"]})
        self.refused(tmp_path / "bad.zip", "The files cannot be written, nothing was changed")

    def test_one_of_a_later_version(self, archive: Path, tmp_path: Path) -> None:
        def later(facts: dict[str, Any]) -> dict[str, Any]:
            return {**facts, "migrations": [*facts["migrations"], ["articles", "0099_later"]]}

        self.refused(changed(archive, tmp_path, "manifest.json", later), r"another version .* articles\.0099_later")

    def test_one_of_an_earlier_version_into_a_database_with_tables(self, archive: Path, tmp_path: Path) -> None:
        def earlier(facts: dict[str, Any]) -> dict[str, Any]:
            newest = max(name for app, name in facts["migrations"] if app == "axes")
            return {**facts, "migrations": [one for one in facts["migrations"] if one != ["axes", newest]]}

        self.refused(changed(archive, tmp_path, "manifest.json", earlier), "an earlier version .* without any tables")

    def test_one_whose_manifest_makes_no_sense(self, tmp_path: Path) -> None:
        for facts in ({}, {"migrations": 5}, {"migrations": [["a"]]}, {"migrations": [], "tables": 7}):
            with ArchiveWriter(tmp_path / "bad.zip") as bad:
                bad.add("tables/x.jsonl", [b""])
                bad.finish(facts)
            self.refused(tmp_path / "bad.zip", "Nothing was changed")

    def test_one_with_rows_that_do_not_fit(self, archive: Path, tmp_path: Path) -> None:
        changes: list[Callable[[bytes], bytes]] = [
            lambda data: data.replace(b"[", b"[1,", 1),  # a value too many
            lambda data: b'["not", "a", "story"]\n',
            lambda data: b"not json\n",
            lambda data: b"{}\n",
            lambda data: b"7\n",
            lambda data: data.replace(b'"', b"[1],", 1),
            lambda data: data + data,  # the same keys twice
            lambda data: b"",  # rows of other tables refer to nothing
        ]
        for change in changes:
            bad = changed(archive, tmp_path, "tables/articles.article.jsonl", change)
            self.refused(bad, "(?i)nothing was changed")

    def test_one_that_fails_at_the_very_end(self, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = restore_command._Staging.swap

        def swap(self: Any) -> None:
            real(self)
            raise OSError("the disk has gone")

        monkeypatch.setattr(restore_command._Staging, "swap", swap)
        self.refused(archive, "nothing was changed: the disk has gone")


class TestWhatCannotBeSaved:
    def test_a_backup_that_fails_leaves_no_half_of_one(
        self, newsroom: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(self: ArchiveWriter, facts: dict[str, Any]) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(ArchiveWriter, "finish", full)
        with pytest.raises(CommandError, match="cannot be written: No space left on device"):
            backup(tmp_path / "b.zip")
        assert [*tmp_path.glob("b.zip*")] == []

    def test_into_a_folder_that_is_not_there(self, newsroom: Article, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
            backup(tmp_path / "none" / "b.zip")

    def test_a_database_without_tables_is_probably_the_wrong_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tables, "applied", set)
        with pytest.raises(CommandError, match=r"no tables\. Is DATABASE_URL right\?"):
            backup(tmp_path / "b.zip")
        assert [*tmp_path.glob("b.zip*")] == []

    def test_a_database_of_a_later_version(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        present = tables.applied()
        monkeypatch.setattr(tables, "applied", lambda: present | {("articles", "0099_later")})
        with pytest.raises(CommandError, match=r"of a later Newsroom: it has had articles\.0099_later"):
            backup(tmp_path / "b.zip")

    def test_what_a_restore_left_behind_is_not_saved(self, newsroom: Article, tmp_path: Path, media: Path) -> None:
        (media / ".restore-old-1").mkdir()
        (media / ".restore-old-1" / "x.jpg").touch()
        backup(tmp_path / "b.zip")
        with ArchiveReader(tmp_path / "b.zip") as archive:
            assert [name for name in archive.media if ".restore" in name] == []


def test_the_cast_is_who_it_was(archive: Path, media: Path) -> None:
    """A password still opens the door after a restore."""
    remove_everything(media)
    restore(archive)
    assert User.objects.get(username="sampadak").check_password("a long enough password")
    with Image.objects.get().file.open() as picture:
        assert picture.read(4) == b"\x89PNG"
