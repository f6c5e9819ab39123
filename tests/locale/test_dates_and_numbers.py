"""What Django itself says in Hindi and English at the desk: dates, times since, numbers, and what a field accepts."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from django import forms
from django.contrib.humanize.templatetags.humanize import intcomma, intword, naturalday, naturaltime, ordinal
from django.template.defaultfilters import filesizeformat, yesno
from django.utils import dates, formats, translation
from django.utils.timesince import timesince, timeuntil

INDIA = ZoneInfo("Asia/Kolkata")
EVENING = datetime(2025, 9, 29, 19, 30, 45, tzinfo=INDIA)
MORNING = datetime(2025, 9, 29, 9, 5, tzinfo=INDIA)
MONTHS = ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"]
DAYS = ["सोमवार", "मंगलवार", "बुधवार", "गुरुवार", "शुक्रवार", "शनिवार", "रविवार"]


@pytest.fixture
def hindi():
    with translation.override("hi"):
        yield


@pytest.fixture(params=["hi", "en"])
def either_language(request):
    with translation.override(request.param):
        yield request.param


@pytest.mark.usefixtures("hindi")
class TestHindi:
    @pytest.mark.parametrize(
        ("kind", "shown"),
        [
            ("DATE_FORMAT", "29 सितंबर 2025"),
            ("TIME_FORMAT", "19:30"),
            ("DATETIME_FORMAT", "29 सितंबर 2025, 19:30"),
            ("YEAR_MONTH_FORMAT", "सितंबर 2025"),
            ("MONTH_DAY_FORMAT", "29 सितंबर"),
            ("SHORT_DATE_FORMAT", "29/09/2025"),
            ("SHORT_DATETIME_FORMAT", "29/09/2025, 19:30"),
            ("l, j F Y", "सोमवार, 29 सितंबर 2025"),
            ("D, j M", "सोम, 29 सित॰"),
            ("N j, Y", "सितंबर 29, 2025"),
        ],
    )
    def test_a_moment_is_shown_as_india_writes_it(self, kind, shown):
        assert formats.date_format(EVENING, kind) == shown

    def test_morning_and_evening_read_differently_in_every_form(self):
        late = MORNING + timedelta(hours=12)
        for kind in ("TIME_FORMAT", "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT", "g:i a", "g:i A", "P"):
            assert formats.date_format(MORNING, kind) != formats.date_format(late, kind)
        assert formats.date_format(MORNING, "g:i A") == "9:05 पूर्वाह्न"
        assert formats.date_format(late, "g:i a") == "9:05 अपराह्न"

    def test_months_and_days_are_spelt_as_readers_see_them_elsewhere_on_the_site(self):
        assert [str(dates.MONTHS[n]) for n in range(1, 13)] == MONTHS
        assert [str(dates.MONTHS_ALT[n]) for n in range(1, 13)] == MONTHS
        assert [str(dates.WEEKDAYS[n]) for n in range(7)] == DAYS
        readers = Locale("hi")
        assert [readers.months["format"]["wide"][n] for n in range(1, 13)] == MONTHS
        assert [readers.days["format"]["wide"][n] for n in range(7)] == DAYS
        short = readers.months["format"]["abbreviated"]
        assert [str(dates.MONTHS_3[n]) for n in range(1, 13)] == [short[n] for n in range(1, 13)]

    @pytest.mark.parametrize(
        ("age", "shown"),
        [
            (timedelta(hours=5, minutes=7), "5 घंटे, 7 मिनट"),
            (timedelta(hours=1), "1 घंटा"),
            (timedelta(days=40), "1 महीना, 1 सप्ताह"),
            (timedelta(days=800), "2 साल, 2 महीने"),
            (timedelta(days=15), "2 सप्ताह, 1 दिन"),
        ],
    )
    def test_time_since_is_hindi(self, age, shown):
        assert timesince(EVENING - age, EVENING).replace("\xa0", " ") == shown
        assert timeuntil(EVENING + age, EVENING).replace("\xa0", " ") == shown

    @pytest.mark.parametrize(
        ("age", "shown"),
        [
            (timedelta(0), "अभी"),
            (timedelta(seconds=1), "एक सेकंड पहले"),
            (timedelta(minutes=2), "2 मिनट पहले"),
            (timedelta(hours=1), "एक घंटा पहले"),
            (timedelta(hours=5), "5 घंटे पहले"),
            (timedelta(days=1, hours=3), "1 दिन, 3 घंटे पहले"),
            (timedelta(hours=-5, seconds=-1), "5 घंटे में"),
            (timedelta(days=-2, seconds=-1), "2 दिन में"),
        ],
    )
    def test_natural_time_is_hindi(self, age, shown, time_machine):
        time_machine.move_to(EVENING, tick=False)
        assert naturaltime(EVENING - age).replace("\xa0", " ") == shown

    def test_yesterday_and_tomorrow_have_different_words(self, time_machine):
        time_machine.move_to(EVENING, tick=False)
        days_around = [naturalday(EVENING.date() + timedelta(days=days)) for days in (-1, 0, 1)]
        assert days_around == ["बीता कल", "आज", "आने वाला कल"]

    def test_large_numbers_are_grouped_in_lakh_and_crore_and_named_truly(self):
        assert intcomma(123456789) == "12,34,56,789"
        assert formats.number_format(1234567.5, 2, force_grouping=True) == "12,34,567.50"
        assert intword(12_000_000) == "12.0 मिलियन"
        assert intword(3_000_000_000) == "3.0 अरब"
        assert intword(2_000_000_000_000) == "2.0 ट्रिलियन"
        assert ordinal(5) == "5वाँ"

    def test_answers_and_sizes_are_hindi(self):
        assert [yesno(value) for value in (True, False, None)] == ["हाँ", "नहीं", "शायद"]
        assert filesizeformat(1) == "1\xa0बाइट"

    def test_a_label_that_ends_with_a_danda_gets_no_colon(self):
        class Confirmation(forms.Form):
            sure = forms.BooleanField(label="यह खबर हटाई जाएगी।")
            name = forms.CharField(label="नाम")

        form = Confirmation()
        assert form["sure"].label_tag().endswith("जाएगी।</label>")
        assert form["name"].label_tag().endswith("नाम:</label>")


class TestEitherLanguage:
    @pytest.mark.parametrize("typed", ["29/09/2025", "29-09-2025", "29.09.2025", "2025-09-29", "29/9/25"])
    def test_a_date_field_takes_the_day_first_or_iso(self, either_language, typed):
        assert forms.DateField().clean(typed) == date(2025, 9, 29)

    def test_the_month_is_never_read_first(self, either_language):
        assert forms.DateField().clean("04/03/2025") == date(2025, 3, 4)
        with pytest.raises(forms.ValidationError):
            forms.DateField().clean("09/29/2025")

    @pytest.mark.parametrize(
        "typed", ["29/09/2025 19:30", "29-09-2025 19:30", "2025-09-29 19:30", "2025-09-29T19:30", "29/09/2025 19:30:00"]
    )
    def test_a_moment_field_reads_indian_time(self, either_language, typed):
        moment = forms.DateTimeField().clean(typed)
        assert moment.astimezone(UTC) == datetime(2025, 9, 29, 14, 0, tzinfo=UTC)

    @pytest.mark.parametrize("typed", ["19:30", "19:30:00", "19.30"])
    def test_a_time_field_takes_24_hours(self, either_language, typed):
        assert forms.TimeField().clean(typed) == time(19, 30)

    def test_what_a_field_shows_it_reads_back_to_the_second(self, either_language):
        local = EVENING.replace(tzinfo=None)
        shown = forms.DateTimeInput().format_value(local)
        assert shown == "29/09/2025 19:30:45"
        assert forms.DateTimeField().clean(shown) == EVENING
        assert forms.TimeField().clean(forms.TimeInput().format_value(local.time())) == local.time()
        assert forms.DateField().clean(forms.DateInput().format_value(local.date())) == local.date()

    def test_the_week_begins_on_sunday_and_numbers_use_a_point(self, either_language):
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 0
        assert formats.get_format("DECIMAL_SEPARATOR") == "."
        assert formats.get_format("NUMBER_GROUPING") == (3, 2, 0)


def test_english_dates_put_the_day_first():
    with translation.override("en"):
        assert formats.date_format(EVENING, "DATETIME_FORMAT") == "29 September 2025, 19:30"
        assert formats.date_format(EVENING, "DATE_FORMAT") == "29 September 2025"
        assert intcomma(1234567) == "12,34,567"
