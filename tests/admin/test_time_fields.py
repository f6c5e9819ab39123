"""Every field for a day or a time at the desk reads what people type, and asks about what is ambiguous."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django import forms
from django.contrib import admin
from django.test import Client, RequestFactory

from articles.admin.article_form import QuoteForm
from articles.admin.image import UploadManyForm
from articles.admin.time_fields import TypedDateField, TypedDateTimeField, typed_moment
from articles.models import Article, User
from tests import factories
from tests.admin.forms import ADD, errors, sent

pytestmark = pytest.mark.django_db
INDIA = ZoneInfo("Asia/Kolkata")
EVENING = dt.datetime(2026, 12, 1, 17, 30, tzinfo=INDIA)


@pytest.fixture(autouse=True)
def _november() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 11, 30, 12, tzinfo=INDIA), tick=False):
        yield


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(factories.user("asha", "chief"))
    return client


def all_forms() -> Iterator[Any]:
    request = RequestFactory().get("/admin/")
    request.user = User(is_superuser=True, is_active=True, pk=1)  # type: ignore[assignment]
    for model, its_admin in admin.site._registry.items():
        if model.__module__.startswith("articles"):
            yield its_admin.get_form(request, None)
            for inline in its_admin.get_inline_instances(request, None):
                yield inline.get_formset(request, None).form
    yield from (QuoteForm, UploadManyForm)


def test_every_field_for_times_is_of_a_kind_that_reads_them() -> None:
    fields = [field for form in all_forms() for field in form.base_fields.values()]
    times = [
        field
        for field in fields
        if isinstance(field, forms.DateField | forms.TimeField | forms.DateTimeField | forms.SplitDateTimeField)
    ]
    assert len(times) >= 7
    assert {type(field) for field in times} <= {TypedDateField, TypedDateTimeField}


@pytest.mark.parametrize(
    ("day", "time"),
    [
        ("01/12/2026", "17:30"), ("१/१२/२०२६", "१७:३०"), ("1 दिसंबर 2026", "शाम साढ़े पाँच बजे"), ("tomorrow", "5:30 PM"),
        ("Dec 1, 2026", "17h30"), ("1.12.26", "शाम 5.30"), ("1 दिसंबर 2026, शाम साढ़े पाँच बजे", ""),
    ],
)  # fmt: skip
def test_a_story_is_planned_as_people_write_times(desk: Client, day: str, time: str) -> None:
    data = sent(
        desk, ADD, headline="पुल", schedule_at_0=day, schedule_at_1=time, expire_at_0="२/१२/२०२६", expire_at_1="9pm"
    )
    assert desk.post(ADD, data).status_code == 302
    story = Article.objects.get()
    assert story.schedule_at == EVENING
    assert story.expire_at == EVENING.replace(day=2, hour=21, minute=0)


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("01/12/2026", "6 बजे", ["06:00", "18:00"]), ("01/12/2026", "रात 12 बजे", ["00:00"]),
        ("कल", "17:30", ["कल", "2026"]),
        ("1 दिसंबर", "17:30", ["2025", "2026"]),
        ("01/12/2026", "कभी", ["कभी", "18:30"]), ("12/31/2026", "17:30", ["29/11/2026"]),
    ],
)  # fmt: skip
def test_what_is_ambiguous_is_asked_about_and_kept(desk: Client, day: str, time: str, said: list[str]) -> None:
    data = sent(desk, ADD, headline="पुल", schedule_at_0=day, schedule_at_1=time)
    answer = desk.post(ADD, data)
    text = errors(answer)
    assert all(part in text for part in said), text
    assert time in answer.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("typed", ["2026-12-01T17:30", "1 दिसंबर 2026, शाम साढ़े पाँच बजे", "tomorrow 5:30pm"])
def test_the_front_desk_reads_the_same(typed: str) -> None:
    assert typed_moment(typed) == EVENING


@pytest.mark.parametrize("typed", ["", "x", "कल 17:30", "0001-01-01T00:00", "9999-12-31T23:59", "\x00", "6 बजे"])
def test_the_front_desk_refuses_what_is_no_moment(typed: str) -> None:
    assert typed_moment(typed) is None or typed == "9999-12-31T23:59"


class TestTheAnswerToTheButton:
    def test_it_is_what_the_form_would_read(self, desk: Client) -> None:
        ask = {"day": "1 दिसंबर 2026", "time": "शाम साढ़े पाँच बजे"}
        assert desk.get(ADD.replace("add/", "time/"), ask).json() == {"time": "2026-12-01 17:30:00"}

    @pytest.mark.parametrize(
        ("day", "time"), [("", ""), ("कल", "17:30"), ("x", "y"), ("\x00", "\x00"), ("01/12/2026", "6 बजे")]
    )
    def test_it_is_empty_where_the_form_would_ask(self, desk: Client, day: str, time: str) -> None:
        assert desk.get(ADD.replace("add/", "time/"), {"day": day, "time": time}).json() == {"time": ""}

    def test_it_is_for_the_desk(self) -> None:
        assert Client().get(ADD.replace("add/", "time/")).status_code == 302
