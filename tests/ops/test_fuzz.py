"""No request is an error of ours, whatever it holds. `make fuzz` sends 20,000."""

from __future__ import annotations

import sqlite3

import pytest
from django.contrib import admin
from django.db import OperationalError
from django.test import RequestFactory
from django.urls import reverse

from articles.views.errors import server_error
from tests import cast, factories
from tests.fuzz import Fuzz, fill

pytestmark = pytest.mark.django_db
MANY_WORDS = " ".join(f"शब्द{number}" for number in range(1_000))


@pytest.fixture
def desk(client):
    client.force_login(cast.kavita(), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(("seed", "count"), [(1, 60), *(pytest.param(n, 400, marks=pytest.mark.slow) for n in (2, 3))])
def test_hostile_requests_are_answered(seed, count):
    fill()
    found = [f"{found.request}\n{found.trace}" for found in Fuzz(seed).run(count)]
    assert not found, "\n\n".join(found)


def test_a_thousand_words_are_looked_for_in_every_list(desk):
    asked = 0
    for model, model_admin in admin.site._registry.items():
        if model_admin.search_fields:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
            assert desk.get(reverse(name), {"q": MANY_WORDS}).status_code in (200, 302), name
            asked += 1
    assert asked > 8


def test_a_thousand_words_are_looked_for_in_every_chooser(desk):
    asked = 0
    for model, model_admin in admin.site._registry.items():
        for inline in (model_admin, *(inline(model, admin.site) for inline in model_admin.inlines)):
            for field in inline.autocomplete_fields:
                about = {"app_label": inline.opts.app_label, "model_name": inline.opts.model_name, "field_name": field}
                answer = desk.get("/admin/autocomplete/", {"term": MANY_WORDS, **about})
                assert answer.status_code == 200, about
                asked += 1
    assert asked > 3


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30, "٣", "²", "-1", "1_0", "\x00", ""])
def test_a_number_from_outside_is_a_number_or_none(desk, number):
    article = factories.draft()
    act = f"/admin/articles/article/{article.pk}/act/"
    assert desk.post(act, {"act": "submit", "began_from": number}).status_code in (302, 403)
    fields = {"headline": "x", "language": "hi", "kind": "news", "began_from": number, "lead_image": number}
    assert desk.post(f"/admin/articles/article/{article.pk}/change/", fields).status_code == 200
    assert desk.get("/search/", {"q": "x", "before": f"1-1-{number}"}).status_code in (200, 404)


@pytest.mark.parametrize(
    ("code", "status"),
    [(sqlite3.SQLITE_ERROR, 500), (sqlite3.SQLITE_BUSY, 503), (sqlite3.SQLITE_FULL, 503), (None, 503)],
)
def test_what_the_database_refuses_to_do_is_not_taken_for_a_database_that_is_away(code, status):
    cause = sqlite3.OperationalError("Expression tree is too large")
    cause.sqlite_errorcode = code
    try:
        raise OperationalError from cause
    except OperationalError:
        assert server_error(RequestFactory().get("/")).status_code == status


@pytest.mark.parametrize("year", ["0", "1", "9999", "10000", "9" * 10, "9" * 19, "9" * 4_000])
def test_a_year_beyond_the_calendar_is_not_found(client, year):
    for path in (f"/sitemap/{year}-1.xml", f"/sitemap/{year}-12.xml", f"/archive/{year}/", f"/archive/{year}/12/31/"):
        assert client.get(path).status_code == 404
