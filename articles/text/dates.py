"""Dates and times in Hindi and English as newspapers write them, from CLDR."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_datetime

from .times import possible_times

_LOCALES = {"hi": "hi", "en": "en_IN"}

_MONTHS = {
    name: number
    for number, names in enumerate(
        """
        january jan जनवरी जन
        february feb फरवरी फ़रवरी फर फ़र
        march mar मार्च
        april apr अप्रैल
        may मई
        june jun जून
        july jul जुलाई जुल
        august aug अगस्त अग
        september sept sep सितंबर सितम्बर सितमबर सित
        october oct अक्टूबर अक्तूबर अक्टू अक्तू
        november nov नवंबर नवम्बर नवमबर नव
        december dec दिसंबर दिसम्बर दिसमबर दिस
        """.strip().split("\n"),
        start=1,
    )
    for name in (unicodedata.normalize("NFC", word) for word in names.split())
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_GAP = r"(?: *[,./-] *| +)"
_MONTH_FIRST = rf"(?P<month>{_MONTH})[.॰]?{_GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
_DAY_FIRST = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?P<month>{_MONTH})[.॰]?"
_FORMS = [
    re.compile(rf"{_MONTH_FIRST}{_GAP}(?P<year>\d{{4}})", re.I),
    re.compile(rf"{_DAY_FIRST}{_GAP}(?P<year>\d{{4}})", re.I),
    re.compile(r"(?P<year>\d{4})(?P<by>[-/.])(?P<number>\d{1,2})(?P=by)(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})(?P<by>[-/.])(?P<number>\d{1,2})(?P=by)(?P<year>\d{4})"),
]
_SHORT_YEAR = re.compile(r"(\d{1,2}[-/.]\d{1,2}[-/.])(\d{2})")
_WITHOUT_YEAR = [re.compile(form, re.I) for form in (_MONTH_FIRST, _DAY_FIRST)]
_WEEKDAY = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?"
    r"|(?:सोम|मंगल|बुध|गुरु|गुरू|बृहस्पति|वीर|शुक्र|शनि|रवि)(?:वार)?|इतवार)(?:,| )\s*",
    re.I,
)
# Days from today. कल and परसों look both ways.
_RELATIVE = {
    "आज": (0,), "today": (0,), "tomorrow": (1,), "yesterday": (-1,), "कल": (-1, 1), "परसों": (-2, 2),
}  # fmt: skip


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(language, language).replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en_IN")


def long_datetime(time: dt.datetime, language: str) -> str:
    """Return 29 सितंबर 2025, शाम 7:30 or 29 September 2025, 7:30 pm, in the zone that the time is in."""
    # Pattern B is the Hindi day period (morning, noon, evening, night): Hindi newspapers do not use CLDR's am and pm.
    pattern = "d MMMM y, B h:mm" if language == "hi" else "d MMMM y, h:mm a"
    return format_datetime(time, pattern, locale=_locale(language)).replace("\u202f", " ")


def long_date(day: dt.date, language: str) -> str:
    """Return 29 सितंबर 2025."""
    return format_date(day, "d MMMM y", locale=_locale(language))


def month_year(day: dt.date, language: str) -> str:
    """Return सितंबर 2025."""
    return format_date(day, "MMMM y", locale=_locale(language))


def parse_date(s: str) -> dt.date | None:
    """Return the date that is the whole text, in English or Hindi, digits of either script; None for any other text."""
    s = _tidied(s)
    for form in _FORMS:
        if match := form.fullmatch(s):
            return _date(match.groupdict(), int(match["year"]))
    return None


def possible_dates(s: str, today: dt.date) -> list[dt.date]:
    """Return the dates that the whole text can mean as somebody types it today: none, or several if it is ambiguous.

    Beside what `parse_date` reads: 30/11/26, आज, tomorrow. कल is yesterday or tomorrow; a day without its year is the
    last one or the next one.
    """
    if date := parse_date(s):
        return [date]
    s = _tidied(s).lower()
    if s in _RELATIVE:
        return [today + dt.timedelta(days=days) for days in _RELATIVE[s]]
    if short := _SHORT_YEAR.fullmatch(s):
        century = "20" if int(short[2]) < 69 else "19"  # as Python's and POSIX's %y
        return [date] if (date := parse_date(short[1] + century + short[2])) else []
    for form in _WITHOUT_YEAR:
        if match := form.fullmatch(s):
            near = [_date(match.groupdict(), today.year + years) for years in range(-8, 9)]
            past = [date for date in near if date and date < today]
            return [*past[-1:], *[date for date in near if date and date >= today][:1]]
    return []


def day_and_time(s: str, today: dt.date) -> tuple[str, str] | None:
    """Return the words of the date and those of the time in a text of both, in either order: 30 नवंबर, शाम 6 बजे."""
    words = re.sub(r"(?<=\d)T(?=\d)", " ", s[:120]).split()
    for end in range(len(words) - 1, 0, -1):
        first, last = " ".join(words[:end]), " ".join(words[end:])
        for day, time in ((first, last), (last, first)):
            if possible_dates(day, today) and possible_times(time):
                return day, time
    return None


def _tidied(s: str) -> str:
    s = (
        unicodedata.normalize("NFC", s[:60].encode("utf-8", "ignore").decode("utf-8"))
        .strip(" \t\n,।")
        .removesuffix(" को")
    )
    s = re.sub(r"\s+", " ", "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in s))
    return _WEEKDAY.sub("", s, count=1) if _WEEKDAY.match(s) else s


def _date(parts: dict[str, str], year: int) -> dt.date | None:
    month = int(parts["number"]) if "number" in parts else _MONTHS[parts["month"].lower()]
    try:
        return dt.date(year, month, int(parts["day"]))
    except ValueError:
        return None
