"""Times and dates as people type them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import day_and_time, long_date, long_datetime, possible_dates, possible_times

TODAY = dt.date(2026, 11, 30)
HINDI_HOURS = "बारह एक दो तीन चार पाँच छह सात आठ नौ दस ग्यारह".split()


def read(s: str) -> list[str]:
    return [f"{time:%H:%M}" for time in possible_times(s)]


@pytest.mark.parametrize(
    ("time", "spellings"),
    [
        ("06:00", "06:00; 6:00; 6.00; ०६:००; 6am; 6 a.m.; 6AM; सुबह 6 बजे"),
        ("06:00", "सुबह ६ बजे; 6 बजे सुबह; सुबह के छह बजे; सुबह छः बजे; तड़के 6 बजे"),
        ("06:00", "subah 6 baje; 6 in the morning; 0600 hrs; 6h; प्रातः 6 बजे; 6 एएम; सुबह 6:00 बजे।"),
        ("17:30", "शाम साढ़े पाँच बजे; शाम साढे पांच; साढ़े 5 बजे शाम"),
        ("17:30", "शाम 5.30; 5:30 pm; 17:30; half past five pm; शाम 5-30 बजे; 17h30"),
        ("17:30", "शाम पाँच बजकर 30 मिनट; 5.30 पी.एम.; शाम 17:30 बजे; ५:३० शाम को; 1730 hours; 5:30 P.M. IST"),
        ("23:45", "रात 11.45; रात ११:४५ बजे; 11:45 PM; रात पौने बारह बजे; 23.45; 23:45:00"),
        ("21:30", "9:30 PM; 9:30pm; 21:30; 21h30; २१:३०; रात साढ़े नौ बजे; रात्रि 9:30 बजे; देर रात 9:30; raat 9.30 baje"),
        ("21:00", "21h; 21 h; 9pm; रात 9 बजे; 21 बजे; रात 9 pm"),
        ("12:00", "12:00; 12 pm; दोपहर 12 बजे; noon; दोपहर बारह बजे"),
        ("13:30", "दोपहर डेढ़ बजे; दोपहर 1.30; 1:30 in the afternoon; 13:30"),
        ("14:30", "दोपहर ढाई बजे; दोपहर 2:30"),
        ("13:15", "दोपहर सवा बजे; दोपहर सवा एक बजे"),
        ("12:45", "दोपहर पौने एक बजे; 12:45 pm"),
        ("00:00", "00:00; 12 am; 12:00 AM; 0000 hrs"),
        ("02:00", "रात 2 बजे; 2 am; 02:00; देर रात दो बजे"),
    ],
)  # fmt: skip
def test_each_way_of_writing_a_time_is_read(time: str, spellings: str) -> None:
    assert {spelling: read(spelling) for spelling in spellings.split("; ")} == {
        spelling: [time] for spelling in spellings.split("; ")
    }


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("6 बजे", ["06:00", "18:00"]), ("साढ़े पाँच", ["05:30", "17:30"]), ("6", ["06:00", "18:00"]),
        ("12 बजे", ["00:00", "12:00"]), ("five o'clock", ["05:00", "17:00"]), ("डेढ़ बजे", ["01:30", "13:30"]),
        ("रात 12 बजे", ["00:00", "00:00"]), ("आधी रात", ["00:00", "00:00"]), ("midnight", ["00:00", "00:00"]),
        ("रात साढ़े बारह बजे", ["00:30", "00:30"]),
    ],
)  # fmt: skip
def test_what_can_be_two_times_is_both(typed: str, times: list[str]) -> None:
    assert read(typed) == times


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "कल", "25:00", "24:00", "9:60", "6:3", "सुबह 18:00", "शाम 6 am", "13 am", "शाम 12 बजे",
        "बजे", "सुबह", "सवा",
        "6 7", "6 बजे 7 बजे", "six-ish", "1" * 400,
        "6:00 कुछ", "\x00", "½", "सुबह सुबह", "साढ़े साढ़े 5", "बजकर 10", "5 बजकर 70 मिनट",
    ],
)  # fmt: skip
def test_what_is_no_time_is_none(typed: str) -> None:
    assert read(typed) == []


def test_every_minute_is_read_as_both_desks_write_it() -> None:
    for minute in range(24 * 60):
        time = (dt.datetime(2026, 11, 30, tzinfo=dt.UTC) + dt.timedelta(minutes=minute)).time()
        for written in (f"{time:%H:%M}", f"{time:%H:%M:%S}", f"{time:%H.%M}", f"{time:%I:%M %p}"):
            assert possible_times(written) == [time], written


def test_the_parts_of_the_day_that_readers_see_are_read_back() -> None:
    for hour in range(24):
        at = dt.datetime(2026, 11, 30, hour, 30, tzinfo=dt.UTC)
        written = long_datetime(at, "hi").partition(", ")[2]
        assert at.time() in possible_times(written), written


@pytest.mark.parametrize("number", range(12))
def test_every_worded_hour_is_read(number: int) -> None:
    assert read(f"{HINDI_HOURS[number]} बजे") == [f"{number:02}:00", f"{number + 12}:00"]
    assert read(f"सवा {HINDI_HOURS[number]} बजे") == [f"{number:02}:15", f"{number + 12}:15"]


@given(st.text(max_size=80) | st.text(alphabet="0123456789:.h apmसुबहरात बजेसाढ़े-", max_size=20))
def test_anything_can_be_typed(text: str) -> None:
    assert len(possible_times(text)) <= 2
    assert len(possible_dates(text, TODAY)) <= 2
    day_and_time(text, TODAY)


@pytest.mark.parametrize(
    "typed",
    [
        "30/11/2026", "३०/११/२०२६", "30-11-2026", "30.11.2026", "2026-11-30", "२०२६-११-३०",
        "30 नवंबर 2026", "३० नवम्बर २०२६", "30 नवंबर, 2026", "30 November 2026", "Nov 30, 2026", "30 Nov 2026",
        "30-Nov-2026",
        "सोमवार, 30 नवंबर 2026",
        "30/11/26",
        "३०.११.२६", "Monday 30 November 2026", "आज", "today", " 30/11/2026 ", "30 नवंबर 2026 को", "2026/11/30",
    ],
)  # fmt: skip
def test_each_way_of_writing_a_date_is_read(typed: str) -> None:
    assert possible_dates(typed, TODAY) == [TODAY]


def test_each_day_is_read_as_it_is_shown() -> None:
    for day in range(366):
        date = TODAY + dt.timedelta(days=day)
        for written in (long_date(date, "hi"), long_date(date, "en"), f"{date:%d/%m/%Y}", date.isoformat()):
            assert possible_dates(written, TODAY) == [date], written


@pytest.mark.parametrize(
    ("typed", "dates"),
    [
        ("कल", ["2026-11-29", "2026-12-01"]), ("परसों", ["2026-11-28", "2026-12-02"]), ("tomorrow", ["2026-12-01"]),
        ("29 नवंबर", ["2026-11-29", "2027-11-29"]), ("1 दिसंबर को", ["2025-12-01", "2026-12-01"]),
        ("29 फरवरी", ["2024-02-29", "2028-02-29"]), ("12/31/2026", []), ("31/02/2026", []),
        ("30", []), ("नवंबर 2026", []),
    ],
)  # fmt: skip
def test_what_can_be_two_days_is_both_and_what_is_none_is_none(typed: str, dates: list[str]) -> None:
    assert [date.isoformat() for date in possible_dates(typed, TODAY)] == dates


@pytest.mark.parametrize(
    "typed",
    ["30/11/2026 शाम 6 बजे", "30 नवंबर 2026, शाम 6 बजे", "2026-11-30T18:00", "शाम 6 बजे, 30 नवंबर 2026", "Nov 30, 2026 6pm"],
)
def test_a_date_and_a_time_are_separated(typed: str) -> None:
    found = day_and_time(typed, TODAY)
    assert found
    assert (possible_dates(found[0], TODAY), read(found[1])) == ([TODAY], ["18:00"])
