"""Fields for days and times of the desk: they read what people type, and ask about what can mean two things."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.text import day_and_time, possible_dates, possible_times

_SHOWN = 60  # characters


class TypedDateField(forms.DateField):
    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str) and (dates := possible_dates(value, timezone.localdate())):
            return _only_date(dates, value)
        try:
            return super().to_python(value)
        except ValidationError:
            sentence = _("“%(typed)s” is no day. Write the day first: 29/11/2026, or 29 November 2026.")
            raise ValidationError(sentence, code="invalid", params={"typed": str(value)[:_SHOWN]}) from None


class TypedTimeField(forms.TimeField):
    def to_python(self, value: Any) -> dt.time | None:
        if isinstance(value, str) and (times := possible_times(value)):
            return _only_time(times, value)
        try:
            return super().to_python(value)
        except ValidationError:
            sentence = _("“%(typed)s” is no time of day. Write 18:30, 6:30 pm or शाम 6:30.")
            raise ValidationError(sentence, code="invalid", params={"typed": str(value)[:_SHOWN]}) from None


class TypedDateTimeField(forms.SplitDateTimeField):
    """Two boxes, for the day and the time of day; both may stand in the first one."""

    def __init__(self, *, input_date_formats: Any = None, input_time_formats: Any = None, **kwargs: Any) -> None:
        super(forms.SplitDateTimeField, self).__init__((TypedDateField(), TypedTimeField()), **kwargs)

    def clean(self, value: Any) -> Any:
        if isinstance(value, list | tuple) and isinstance(value[0], str) and not value[-1]:
            value = day_and_time(value[0], timezone.localdate()) or value
        return super().clean(value)


def _only_date(dates: Sequence[dt.date], typed: str) -> dt.date:
    """Return the only date; raise ValidationError for several."""
    if len(dates) == 1:
        return dates[0]
    values = {"typed": typed[:_SHOWN], "one": date_format(dates[0]), "other": date_format(dates[1])}
    sentence = _("“%(typed)s” can be %(one)s or %(other)s. Write the day with its year.")
    raise ValidationError(sentence, code="ambiguous", params=values)


def _only_time(times: Sequence[dt.time], typed: str) -> dt.time:
    """Return the only time; raise ValidationError for several."""
    if len(times) == 1:
        return times[0]
    values = {"typed": typed[:_SHOWN], "one": f"{times[0]:%H:%M}", "other": f"{times[1]:%H:%M}"}
    if times[0] == times[1]:
        sentence = _(
            "“%(typed)s” can be the night before this day or the night after it. Write %(one)s for the beginning of "
            "this day; for its end, choose the next day."
        )
    else:
        sentence = _("“%(typed)s” can be %(one)s or %(other)s. Write one of these, or add morning or evening.")
    raise ValidationError(sentence, code="ambiguous", params=values)


FORMFIELD_OVERRIDES: dict[Any, dict[str, Any]] = {
    models.DateTimeField: {"form_class": TypedDateTimeField, "widget": AdminSplitDateTime},
    models.DateField: {"form_class": TypedDateField},
}


def read_time_view(request: HttpRequest) -> JsonResponse:
    """GET ?day=&time= -> {"time": "2026-12-01 18:00:00"}: how the form will read these two boxes, "" if it will not."""
    try:
        at = TypedDateTimeField(required=False).clean([request.GET.get("day", ""), request.GET.get("time", "")])
    except ValidationError:
        at = None
    return JsonResponse({"time": f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else ""})


def typed_moment(text: str) -> dt.datetime | None:
    """Return the moment that one box with a day and a time says, in UTC; None if it says none, or two."""
    try:
        at = TypedDateTimeField(required=False).clean([text, ""])
        # In UTC, so that a time at the edge of the calendar fails here and not in the database.
        return at.astimezone(dt.UTC) if at else None
    except (ValidationError, OverflowError):
        return None
