"""Dates and times in Hindi and English as newspapers write them, from CLDR."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_datetime

_LOCALES = {"hi": "hi", "en": "en_IN"}

_MONTHS = {
    name: number
    for number, names in enumerate(
        """
        january jan जनवरी जन
        february feb फरवरी फ़रवरी फर
        march mar मार्च
        april apr अप्रैल
        may मई
        june jun जून
        july jul जुलाई
        august aug अगस्त
        september sept sep सितंबर सितम्बर सितमबर
        october oct अक्टूबर अक्तूबर
        november nov नवंबर नवम्बर नवमबर
        december dec दिसंबर दिसम्बर दिसमबर
        """.strip().split("\n"),
        start=1,
    )
    for name in (unicodedata.normalize("NFC", word) for word in names.split())
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FORMS = [
    re.compile(rf"(?P<month>{_MONTH})\.? +(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>\d{{4}})", re.I),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? +(?P<month>{_MONTH})\.?,? +(?P<year>\d{{4}})", re.I),
    re.compile(r"(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[/.](?P<number>\d{1,2})[/.](?P<year>\d{4})"),
]


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
    s = unicodedata.normalize("NFC", s[:60].encode("utf-8", "ignore").decode("utf-8")).strip()
    s = re.sub(r"\s+", " ", "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in s))
    for form in _FORMS:
        if match := form.fullmatch(s):
            parts = match.groupdict()
            month = int(parts["number"]) if "number" in parts else _MONTHS[parts["month"].lower()]
            try:
                return dt.date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                return None
    return None
