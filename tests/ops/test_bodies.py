"""How much a request may send: refused before anything of it is read."""

from __future__ import annotations

import io

import pytest
from django.contrib import admin
from django.db.models import FileField
from django.test import Client

from articles.desk.bodies import upload_limits
from tests import cast

pytestmark = pytest.mark.django_db
LOGIN, SAVE, UPLOAD = "/admin/login/", "/admin/articles/article/add/", "/admin/articles/image/add/"
MB = 1_000_000


class Unreadable(io.RawIOBase):
    """A body that must not be read."""

    def read(self, size=-1):
        raise AssertionError("read")


def send(client, path, size, body=None, **headers):
    stream = {"wsgi.input": body or Unreadable()}
    return client.generic("POST", path, b"", CONTENT_LENGTH=str(size), **stream, **headers)


@pytest.fixture
def desk(client):
    client.force_login(cast.kavita(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("path", [LOGIN, UPLOAD, "/", "/search/", "/admin/nothing/", "/media/x"])
@pytest.mark.parametrize("cookie", ["", "x" * 32, "x" * 9000])
def test_nobody_sends_more_than_64_kb_without_being_signed_in(path, cookie):
    client = Client()
    client.cookies["newsroom_session"] = cookie
    answer = send(client, path, 300 * MB)
    assert answer.status_code == 413
    assert answer["Connection"] == "close"


def test_the_page_says_what_to_do(client):
    page = send(client, LOGIN, 300 * MB).content.decode()
    assert "413" in page
    assert "साइन इन" in page


def test_an_account_that_may_not_work_at_the_desk_counts_as_anybody(client):
    person = cast.ravi()
    person.is_staff = False
    person.save()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert send(client, SAVE, 100_000, io.BytesIO(b"x" * 100_000)).status_code == 413


def test_the_desk_takes_a_long_text_and_no_more(desk):
    assert send(desk, SAVE, 3 * MB, io.BytesIO(b"headline=x&body=" + b"x" * 3 * MB)).status_code == 200
    assert send(desk, SAVE, 9 * MB).status_code == 413


def test_files_are_taken_where_they_belong(desk, settings):
    for name, most in upload_limits().items():
        model, _, action = name.removeprefix("articles_").partition("_")
        page = {"changelist": "", "add": "add/", "change": "1/change/"}.get(action, action.replace("_", "-") + "/")
        assert send(desk, f"/admin/articles/{model}/{page}", most + 1).status_code == 413
    assert upload_limits()["articles_mediafile_add"] > settings.FILE_MAX_BYTES


def test_every_form_with_a_file_has_a_limit_of_its_own():
    with_files = {
        f"articles_{model._meta.model_name}_change"
        for model in admin.site._registry
        if any(isinstance(field, FileField) and field.editable for field in model._meta.fields)
    }
    assert with_files
    assert with_files <= set(upload_limits())


@pytest.mark.parametrize("size", ["-1", "abc", "", "9" * 5000, "٣", "1_0"])
def test_a_size_that_is_no_number_is_no_error(client, size):
    assert send(client, LOGIN, size, io.BytesIO()).status_code in (200, 403, 413)


def test_a_body_of_unknown_size_is_refused(client):
    assert send(client, LOGIN, 0, HTTP_TRANSFER_ENCODING="chunked").status_code == 411


def test_a_script_whose_session_has_ended_is_asked_to_sign_in(client):
    answer = send(client, SAVE, MB, io.BytesIO(b"x" * MB), HTTP_ACCEPT="application/json")
    assert (answer.status_code, answer.json()["code"]) == (401, "signed-out")


def test_what_was_typed_is_read_to_its_end_so_that_browsers_show_the_answer(client):
    body = io.BytesIO(b"x" * MB)
    assert send(client, SAVE, MB, body).status_code == 413
    assert body.tell() == MB


def test_too_many_fields_are_answered_with_the_same_page(desk):
    assert desk.post(SAVE, {f"field{number}": "x" for number in range(5_001)}).status_code == 413
