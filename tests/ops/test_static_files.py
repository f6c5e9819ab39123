"""Static files as a public site serves them: under names made from their content, where one names another too."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from pytest_django import Settings

from articles.views.errors import server_error


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("static")


@pytest.mark.slow
def test_every_script_imports_others_by_their_new_names(collected: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = collected
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "newsroom.storage.StaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((collected / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    own = [name for name in names.values() if name.startswith(("admin/editor/", "admin/desk/", "js/"))]
    assert len(own) > 20
    for name in own:
        if name.endswith(".js"):
            for imported in re.findall(r'from\s*"(\.[^"]+)"', (collected / name).read_text(encoding="utf-8")):
                target = ((collected / name).parent / imported).resolve()
                assert target.relative_to(collected).as_posix() in names.values(), (name, imported)


@pytest.mark.django_db
def test_pages_are_answered_before_the_files_are_collected(tmp_path: Path, settings: Settings) -> None:
    """Without style and scripts, but with their text; also the page that says that something is broken."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "newsroom.storage.StaticFiles"}}
    visitor = Client(raise_request_exception=False)
    assert visitor.get("/").status_code == 200
    assert visitor.get("/none/").status_code == 404
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "css/site.css" in answer.content.decode()
