"""A backup is one file from which the whole site comes back, and signs nobody in; a damaged one changes nothing."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client

from articles import publishing, search
from articles.management import backup_archive as archives
from articles.management import databases
from articles.management.backup_archive import ArchiveReader
from articles.management.commands import backup as backup_command
from articles.models import Article, AttemptCounter, Image, Job, Revision, User
from articles.publishing import image_library
from newsroom.environment import ROOT
from tests import factories
from tests.rows import all_rows

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


def saved_rows() -> dict[str, list[str]]:
    """The rows that a backup holds."""
    return all_rows(without=databases.LEFT_OUT)


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
    Client().force_login(factories.editor(), backend="django.contrib.auth.backends.ModelBackend")
    AttemptCounter.objects.create(scope="password account", key="ghuspaithiya", count=3)
    Job.objects.create(name="images.make_renditions", args=[picture.pk])
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


def changed(archive: Path, tmp_path: Path, **facts: Any) -> Path:
    """The archive with other facts in its manifest."""
    path = tmp_path / "changed.zip"
    with ArchiveReader(archive) as old, archives.writing(path) as new:
        for name in set(old.namelist()) - {archives.MANIFEST}:
            new.writestr(name, old.read(name))
        archives.write_manifest(new, **{**old.manifest, "members": len(old.namelist()) - 1, **facts})
    return path


def with_database(archive: Path, tmp_path: Path, dump: bytes) -> Path:
    """The archive with another database in it."""
    path = tmp_path / "changed.zip"
    with ArchiveReader(archive) as old, archives.writing(path) as new:
        for name in set(old.namelist()) - {archives.MANIFEST, archives.DATABASE}:
            new.writestr(name, old.read(name))
        new.writestr(archives.DATABASE, dump)
        archives.write_manifest(new, **old.manifest)
    return path


def run(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, in another installation."""
    plain = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "NEWSROOM_REDIS_URL")}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=plain | environ, capture_output=True, text=True, check=False)


def sorted_rows(dump: str) -> list[str]:
    """Text keys are sorted otherwise on each database."""
    return sorted(json.dumps(row, sort_keys=True) for row in json.loads(dump))


def manage(*words: str, **environ: str) -> str:
    done = run(*words, **environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a new installation with the same kind of database."""
    environ = {"NEWSROOM_DATA_DIR": str(tmp_path / "elsewhere")}
    if connection.vendor == "sqlite":
        yield environ
        return
    name = f"elsewhere_{uuid.uuid4().hex}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield environ | {"DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_nobody_is_signed_in_and_nothing_half_done_is_in_it(archive: Path, newsroom: Article, media: Path) -> None:
    assert Session.objects.count() == AttemptCounter.objects.count() == 1
    assert Job.objects.exists()
    (session,) = Session.objects.values_list("session_key", flat=True)
    with ArchiveReader(archive) as saved:
        assert session.encode() not in saved.read(archives.DATABASE)
    restore(archive, replace=True)
    assert {table: all_rows()[table] for table in databases.LEFT_OUT} == {table: [] for table in databases.LEFT_OUT}


class TestComingBack:
    def test_every_row_and_every_file_comes_back(self, archive: Path, media: Path) -> None:
        rows, files = saved_rows(), all_files(media)
        assert sum(map(len, rows.values())) > 100
        assert len(files) == 4
        remove_everything(media)
        assert Article.objects.count() == 0
        said = restore(archive)
        assert saved_rows() == rows
        assert all_files(media) == files
        assert "Restored the database and 4 files" in said

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
        highest = Article.objects.latest("pk").pk
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

    def test_a_backup_changes_nothing_and_writers_need_not_wait(self, newsroom: Article, tmp_path: Path) -> None:
        """Somebody is in the middle of saving, over another connection; what is not committed is not in the backup."""
        before = all_rows()
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
                cursor.execute("UPDATE articles_section SET description = 'later'")
                backup(tmp_path / "b.zip")
                cursor.execute("COMMIT")
        finally:
            other.close()
        assert all_rows() != before
        restore(tmp_path / "b.zip", replace=True)
        assert saved_rows() == {table: rows for table, rows in before.items() if table not in databases.LEFT_OUT}

    def test_only_this_account_may_read_it(self, archive: Path) -> None:
        assert archive.stat().st_mode & 0o777 == 0o600

    def test_it_says_how_much_was_saved(self, newsroom: Article, tmp_path: Path) -> None:
        assert "Saved the database and 4 files" in backup(tmp_path / "b.zip")

    @pytest.mark.slow
    def test_it_is_restored_into_a_database_without_tables(
        self, archive: Path, tmp_path: Path, elsewhere: dict[str, str]
    ) -> None:
        manage("restore", str(archive), **elsewhere)
        articles = manage("dumpdata", "articles.article", "articles.revision", **elsewhere)
        here = [*Article.objects.order_by("pk"), *Revision.objects.order_by("pk")]
        assert articles.strip() == serializers.serialize("json", here)
        assert len(all_files(tmp_path / "elsewhere" / "media")) == 4

    @pytest.mark.slow
    def test_one_of_an_earlier_version_is_brought_up_to_date(
        self, newsroom: Article, tmp_path: Path, elsewhere: dict[str, str]
    ) -> None:
        """Earlier by one migration, of a library."""
        call_command("migrate", "taggit", "0005", verbosity=0)
        try:
            backup(tmp_path / "earlier.zip")
        finally:
            call_command("migrate", "taggit", verbosity=0)
        said = manage("restore", str(tmp_path / "earlier.zip"), **elsewhere)
        assert "Bringing the database up to date" in said
        assert "[X] 0006" in manage("showmigrations", "taggit", **elsewhere)

    def test_the_cast_is_who_it_was(self, archive: Path, media: Path) -> None:
        """A password is still right after a restore, and a picture is its file."""
        remove_everything(media)
        restore(archive)
        assert User.objects.get(username="sampadak").check_password("a long enough password")
        with Image.objects.get().file.open() as picture:
            assert picture.read(4) == b"\x89PNG"


@pytest.mark.slow
class TestTheSampleNewsroom:
    """All that a newsroom has, in another installation; TestComingBack has a short form of it."""

    # What the other installation is asked: whom the session signs in, what it shows and what it finds.
    PROGRAM = (
        "from django.conf import settings\nfrom django.test import Client\nfrom articles import search\n"
        "client = Client(headers={'host': 'localhost'})\nclient.cookies[settings.SESSION_COOKIE_NAME] = '%s'\n"
        "found = len(search.find('नदी').articles)\n"
        "print(client.get('/admin/').status_code, client.get('/').status_code, found)"
    )

    @pytest.fixture
    def session(self, media: Path) -> str:
        """The sample newsroom, with an editor who is signed in; the session's key."""
        call_command("sample_newsroom", stdout=StringIO())
        image_library.make_renditions(Image.objects.earliest("pk").pk)
        client = Client()
        client.force_login(factories.editor(), backend="django.contrib.auth.backends.ModelBackend")
        AttemptCounter.objects.create(scope="password account", key="ghuspaithiya", count=3)
        assert client.get("/admin/").status_code == 200
        assert Article.objects.count() > 30
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def test_comes_back_whole_and_signs_nobody_in(
        self, session: str, tmp_path: Path, media: Path, elsewhere: dict[str, str]
    ) -> None:
        backup(tmp_path / "sample.zip")
        manage("restore", str(tmp_path / "sample.zip"), **elsewhere)
        left_out, here = ["sessions", "articles.desksession", "articles.attemptcounter", "articles.job"], StringIO()
        call_command("dumpdata", exclude=left_out, stdout=here)
        there = manage("dumpdata", *(f"--exclude={name}" for name in left_out), **elsewhere)
        assert sorted_rows(there) == sorted_rows(here.getvalue())
        assert len(all_files(media)) > 20
        assert all_files(tmp_path / "elsewhere" / "media") == all_files(media)
        assert manage("dumpdata", *left_out, **elsewhere).strip() == "[]"
        found = len(search.find("नदी").articles)
        assert found > 0
        assert manage("shell", "--no-imports", "-c", self.PROGRAM % session, **elsewhere).split() == [
            "302", "200", str(found),
        ]  # fmt: skip


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
        rows, files = saved_rows(), all_files(media)
        factories.story("बाद की ख़बर")
        factories.image()
        (media / "later").mkdir()
        (media / "later" / "picture.jpg").touch()
        restore(archive, replace=True)
        assert saved_rows() == rows
        assert all_files(media) == files
        assert sorted(path.name for path in media.iterdir()) == sorted({name.split("/")[0] for name in files})

    def test_a_new_installation_with_its_groups_and_a_readers_traces_counts_as_empty(
        self, archive: Path, media: Path, client: Any
    ) -> None:
        rows = saved_rows()
        remove_everything(media)
        client.get("/rss.xml")
        restore(archive)
        assert saved_rows() == rows


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
        with ArchiveReader(archive) as old, archives.writing(path) as bad:
            bad.writestr(archives.DATABASE, old.read(archives.DATABASE))
            bad.writestr("media/same", b"a file")
            bad.writestr("media/same/place", b"a folder")
            archives.write_manifest(bad, **{**old.manifest, "members": 3})
        self.refused(path, "The files cannot be written, nothing was changed")

    def test_one_of_the_other_kind_of_database(self, archive: Path, tmp_path: Path) -> None:
        other = "sqlite" if connection.vendor == "postgresql" else "postgresql"
        self.refused(changed(archive, tmp_path, database=other), "It is a backup of .* `move_to_postgresql` moves")

    def test_one_of_a_later_version(self, archive: Path, tmp_path: Path) -> None:
        later = [*sorted(databases.known()), ["articles", "0099_later"]]
        self.refused(changed(archive, tmp_path, migrations=later), r"another version .* articles\.0099_later")

    def test_one_whose_manifest_makes_no_sense(self, archive: Path, tmp_path: Path) -> None:
        for facts in ({"migrations": 5}, {"migrations": [["a"]]}, {"database": "oracle"}, {"database": []}):
            self.refused(changed(archive, tmp_path, **facts), "Nothing was changed")

    def test_one_with_another_kind_of_file_for_a_database(self, archive: Path, tmp_path: Path) -> None:
        with ArchiveReader(archive) as good:
            dump = good.read(archives.DATABASE)
        for bad in (b"", b"not a database" * 100, dump[: len(dump) // 2], dump[:100] + bytes(5000) + dump[5100:]):
            self.refused(with_database(archive, tmp_path, bad), "The database refused it, nothing was changed")

    def test_one_that_fails_at_the_very_end(self, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def load(_dump: Path) -> None:
            raise DatabaseError("the disk has gone")

        monkeypatch.setattr(databases, "load", load)
        self.refused(archive, "nothing was changed: the disk has gone")


class TestWhatCannotBeSaved:
    def test_a_backup_that_fails_leaves_no_half_of_one(
        self, newsroom: Article, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_args: Any, **_facts: Any) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(archives, "write_manifest", full)
        with pytest.raises(CommandError, match="cannot be written: No space left on device"):
            backup(tmp_path / "b.zip")
        assert [*tmp_path.glob("b.zip*")] == []

    def test_into_a_folder_that_is_not_there(self, newsroom: Article, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
            backup(tmp_path / "none" / "b.zip")

    def test_a_database_without_tables_is_probably_the_wrong_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(databases, "applied", set)
        with pytest.raises(CommandError, match=r"no tables\. Is DATABASE_URL right\?"):
            backup(tmp_path / "b.zip")
        assert [*tmp_path.glob("b.zip*")] == []

    def test_a_database_of_a_later_version(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        present = databases.applied()
        monkeypatch.setattr(databases, "applied", lambda: present | {("articles", "0099_later")})
        with pytest.raises(CommandError, match=r"of a later Newsroom: it has had articles\.0099_later"):
            backup(tmp_path / "b.zip")

    def test_what_a_restore_left_behind_is_not_saved(self, newsroom: Article, tmp_path: Path, media: Path) -> None:
        (media / ".restore-old").mkdir()
        (media / ".restore-old" / "x.jpg").touch()
        backup(tmp_path / "b.zip")
        with ArchiveReader(tmp_path / "b.zip") as archive:
            assert [name for name in archive.media() if ".restore" in name] == []

    def test_without_the_client_programs_of_postgresql_it_says_what_to_install(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(connection, "vendor", "postgresql")
        monkeypatch.setattr(shutil, "which", lambda _program: None)
        with pytest.raises(CommandError, match=r"pg_dump is not installed; .* apt install postgresql-client"):
            backup(tmp_path / "b.zip")


class TestMovingToPostgresql:
    """From one new installation to another, by processes of their own; without PostgreSQL it is refused."""

    @pytest.fixture
    def site(self, tmp_path: Path) -> Path:
        """The SQLite database of a site with the sample newsroom."""
        environ = {"NEWSROOM_DATA_DIR": str(tmp_path / "site")}
        manage("migrate", **environ)
        if connection.vendor == "postgresql":
            manage("sample_newsroom", **environ)
        return tmp_path / "site" / "newsroom.sqlite3"

    @staticmethod
    def refused(path: Path, environ: dict[str, str]) -> str:
        done = run("move_to_postgresql", str(path), **environ)
        assert done.returncode == 1
        (line,) = done.stderr.splitlines()
        return line

    @pytest.mark.slow
    def test_every_row_arrives_under_its_key_and_is_found(self, site: Path, elsewhere: dict[str, str]) -> None:
        if connection.vendor == "sqlite":
            assert "DATABASE_URL must name the PostgreSQL database" in self.refused(site, elsewhere)
            return
        with closing(sqlite3.connect(site)) as database:
            database.execute("UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'articles_correction'")
            database.execute(
                "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('k', 'd', '2099-01-01')"
            )
            database.commit()
        left_out = ("sessions", "articles.desksession", "articles.attemptcounter", "articles.job", "contenttypes")
        rows = [f"--exclude={name}" for name in left_out]
        before = manage("dumpdata", *rows, NEWSROOM_DATA_DIR=str(site.parent))
        assert len(before) > 100_000
        assert re.search(r"Moved \d{4} rows", manage("move_to_postgresql", str(site), **elsewhere))
        assert sorted_rows(manage("dumpdata", *rows, **elsewhere)) == sorted_rows(before)
        assert manage("dumpdata", "sessions", "articles.job", **elsewhere).strip() == "[]"
        program = (
            "from articles import search\nfrom articles.models import *\n"
            "print(len(search.find('नदी').articles), Correction.objects.create("
            "article=Article.objects.first(), text='x').pk)"
        )
        found, key = manage("shell", "--no-imports", "-c", program, **elsewhere).split()
        assert int(found) > 0
        assert key == "5001"

    @pytest.mark.slow
    def test_into_a_database_in_use_nothing_is_moved(self, site: Path, elsewhere: dict[str, str]) -> None:
        manage("migrate", **elsewhere)
        manage("editor_account", "asha", **elsewhere)
        before = manage("dumpdata", **elsewhere)
        assert re.search("is not empty|must name", self.refused(site, elsewhere))
        assert sorted_rows(manage("dumpdata", **elsewhere)) == sorted_rows(before)

    @pytest.mark.slow
    def test_a_site_of_another_version_is_refused(self, site: Path, elsewhere: dict[str, str]) -> None:
        with closing(sqlite3.connect(site)) as database:
            database.execute("DELETE FROM django_migrations WHERE app = 'taggit'")
            database.commit()
        assert re.search("of another version|must name", self.refused(site, elsewhere))

    @pytest.mark.slow
    def test_one_that_is_not_there_is_refused(self, tmp_path: Path, elsewhere: dict[str, str]) -> None:
        line = self.refused(tmp_path / "none.sqlite3", elsewhere)
        assert re.search("There is no SQLite database|must name", line)
