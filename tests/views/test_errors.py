"""Pages for errors."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.urls import path
from django.utils import timezone

from articles import publishing
from articles.models import Job
from articles.tasks import enqueue_periodic
from articles.urls import urlpatterns as public
from articles.views import health
from newsroom.urls import handler400, handler403, handler404, handler500  # noqa: F401 - Django finds them here
from newsroom.urls import urlpatterns as site
from tests import cast, factories
from tests.wellformed import markup_errors


def broken(request):
    raise ZeroDivisionError


def forbidden(request):
    raise PermissionDenied


def suspicious(request):
    raise SuspiciousOperation


urlpatterns = [path("broken", broken), path("forbidden", forbidden), path("suspicious", suspicious), *site]
METHODS = ["post", "put", "patch", "delete", "options", "trace"]


def check(answer, status: int) -> str:
    page = answer.content.decode()
    assert answer.status_code == status
    assert markup_errors(page) == []
    assert 'name="robots" content="noindex"' in page
    assert "Traceback" not in page
    return page


@pytest.mark.django_db
class TestAPageForWhatIsNotThere:
    def test_404_has_a_way_on(self, client: Client) -> None:
        answer = client.get("/nowhere/")
        assert 'href="/"' in check(answer, 404)
        assert "no-cache" in answer["Cache-Control"]

    def test_404_shows_the_latest_stories_and_none_that_may_not_be_seen(self, client: Client) -> None:
        for number in range(7):
            factories.story(f"खबर {number}", section=cast.desh())
        publishing.withdraw(factories.story("हटाई हुई", section=cast.desh()), by=cast.meera())
        page = check(client.get("/nowhere/"), 404)
        assert [f"खबर {n}" in page for n in range(7)] == [False, False, True, True, True, True, True]
        assert "हटाई हुई" not in page

    def test_410_is_short_and_names_nothing_of_the_story(self, client: Client) -> None:
        story = factories.story("कुछ गुप्त", section=cast.desh(), tags=["छिपा"], bylines=["नामी लेखक"])
        publishing.withdraw(story, by=cast.meera(), note="अदालत का आदेश")
        page = check(client.get(story.get_absolute_url()), 410)
        for trace in ("कुछ गुप्त", "छिपा", "नामी लेखक", "अदालत"):
            assert trace not in page
        assert 'href="/"' in page

    @pytest.mark.parametrize(("where", "status"), [("broken", 500), ("forbidden", 403), ("suspicious", 400)])
    def test_faults_and_refusals_have_their_pages(self, where: str, status: int, settings) -> None:
        settings.ROOT_URLCONF = __name__
        check(Client(raise_request_exception=False).get(f"/{where}"), status)

    def test_a_host_that_is_not_ours_is_refused(self, client: Client) -> None:
        assert client.get("/", headers={"host": "evil.example"}).status_code == 400

    def test_the_500_page_needs_no_database(self, settings, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.ROOT_URLCONF = __name__

        def no_database(*args: object, **more: object) -> None:
            raise DatabaseError("gone")

        monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", no_database)
        check(Client(raise_request_exception=False).get("/broken"), 500)
        assert Client(raise_request_exception=False).get("/").status_code == 500
        assert Client(raise_request_exception=False).get("/no/such/page/").status_code in (500, 503)

    @pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
    def test_503_is_answered_while_the_database_cannot_be_reached(
        self, fault: type[Exception], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def no_database(*args: object, **more: object) -> None:
            raise fault("connection refused")

        monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", no_database)
        for address in ("/", "/no/such/page/"):
            answer = Client(raise_request_exception=False).get(address)
            assert "/static/css/site.css" in check(answer, 503)
            assert answer["Retry-After"] == "60"


@pytest.mark.django_db
class TestMethods:
    @pytest.fixture
    def addresses(self) -> list[str]:
        story = factories.story(section=cast.desh(), tags=["पुल"], bylines=[cast.author_meera()])
        lists = ["/", "/desh/", "/tag/pul/", "/author/meera-joshi/"]
        feeds = [f"{path}rss.xml" for path in lists]
        files = ["/healthz", "/media/x.png", "/robots.txt", "/share.jpg", "/sitemap.xml", "/news-sitemap.xml"]
        return [*lists, *feeds, *files, "/archive/", story.get_absolute_url()]

    @pytest.mark.parametrize("method", METHODS)
    def test_that_change_something_are_not_offered(self, addresses: list[str], method: str) -> None:
        strict = Client(enforce_csrf_checks=True)
        for address in addresses:
            answer = getattr(strict, method)(address)
            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD"), address

    def test_head_says_what_get_says_without_the_content(self, addresses: list[str], client: Client) -> None:
        for address in [*addresses, "/nowhere/"]:
            get, head = client.get(address), client.head(address)
            assert head.status_code == get.status_code
            assert head.content == b""
            assert head["Content-Type"] == get["Content-Type"]


@pytest.mark.django_db
class TestHealth:
    @pytest.fixture(autouse=True)
    def _a_running_site(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(health, "staticfiles_storage", SimpleNamespace(hashed_files={"x.css": "x.1.css"}))
        enqueue_periodic()

    def test_is_well_while_everything_is(self, client: Client, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(6):
            answer = client.get("/healthz")
        names = ("database", "migrations", "static_files", "disk", "worker")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok", **dict.fromkeys(names, "ok")})
        assert "no-store" in answer["Cache-Control"]

    def test_is_not_when_a_migration_is_missing(self, client: Client) -> None:
        MigrationRecorder(connections["default"]).record_unapplied("articles", "0002_search_index")
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["migrations"]) == (503, "not applied")

    def test_is_not_when_no_static_files_are_collected(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(health, "staticfiles_storage", SimpleNamespace(hashed_files={}))
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["static_files"]) == (503, "not collected")

    def test_names_a_disk_that_is_nearly_full(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(health.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1_000_000))
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["status"], answer.json()["disk"]) == (200, "degraded", "nearly full")

    @pytest.mark.parametrize("state", ["waiting", "running"])
    def test_names_a_worker_that_takes_no_job(self, client: Client, state: str) -> None:
        Job.objects.update(due_at=timezone.now() - timedelta(minutes=20), state=state)
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["worker"]) == (200, "does not work")
        Job.objects.all().delete()
        assert client.get("/healthz").json()["worker"] == "never started"

    def test_is_not_when_it_does_not(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        def no_database(*args: object) -> None:
            raise DatabaseError("gone")

        monkeypatch.setattr(connections["default"], "cursor", no_database)
        answer = client.get("/healthz")
        assert answer.status_code == 503
        assert answer.json()["database"] == "does not answer"


@pytest.mark.django_db
class TestHeaders:
    def test_keep_scripts_of_others_and_frames_out(self, client: Client) -> None:
        story = factories.story()
        for address in ("/", story.get_absolute_url(), "/nowhere/", "/rss.xml"):
            answer = client.get(address)
            policy = answer["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert "script-src 'self'" in policy
            assert "default-src 'none'" in policy
            assert answer["X-Frame-Options"] == "DENY"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert answer["Referrer-Policy"]
            assert answer["Permissions-Policy"]

    def test_of_an_uploaded_file_let_nothing_in_it_run(self, client: Client) -> None:
        image = factories.image()
        factories.story(lead_image=image)
        answer = client.get(image.file.url)
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "immutable" in answer["Cache-Control"]
        answer.close()


def test_the_public_addresses_are_all_named() -> None:
    assert all(pattern.name for pattern in public)
