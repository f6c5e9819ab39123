"""The place and the agency that stand before the first sentence: भोपाल, 29 नवंबर (भाषा)।"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import regex

from articles.text import data, fold, possible_dates

_LONGEST = 100  # characters, from the place to the last sign


def _names(key: str) -> frozenset[str]:
    entries = data.read("agencies")[key].replace("\n", ";").split(";")
    return frozenset(fold(name.strip()) for name in entries if name.strip())


_AGENCIES, _PLACES = _names("agencies"), _names("places")
_NAME = r"[\p{L}\p{M}\u200c\u200d.]+(?:[\s\-/]+[\p{L}\p{M}\u200c\u200d.]+){0,3}"
_END = r"\s*(?:[:：।|]|[-–—]+(?=\s)|\.(?=\s|$))?\s*"
_SIGN = r"\s*(?:[:：।|]|[-–—]+(?=\s))\s*"
_DATE = r"[^()\n:।]{3,30}?"
_FORMS = [
    regex.compile(form)
    for form in (
        rf"(?P<place>{_NAME})\s*(?:,\s*(?P<date>{_DATE})\s*)?[,।]?\s*\((?P<agency>[^()\n]{{2,40}})\){_END}",
        rf"(?P<place>{_NAME})\s*,\s*(?P<date>{_DATE}){_SIGN}",
        rf"(?P<agency>{_NAME})\s*[,|।:]\s*(?P<place>{_NAME}){_SIGN}",
        rf"(?P<place>{_NAME})\s*[,|।]\s*(?P<agency>{_NAME}){_SIGN}",
        rf"(?P<place>{_NAME}){_SIGN}",
    )
]


@dataclass(frozen=True)
class Dateline:
    """Place and agency as they are written, "" for no agency; `end` is where the first sentence begins."""

    place: str
    agency: str
    end: int


def read_dateline(text: str) -> Dateline | None:
    """Return what stands before the first sentence of a text; None if it is no dateline.

    A place without a date or an agency must be a known one: सवाल: begins an answer.
    """
    start = len(text) - len(text.lstrip())
    for form in _FORMS:
        if (found := form.match(text, start, start + _LONGEST)) and _is_dateline(found.groupdict()):
            agency = (found.groupdict().get("agency") or "").strip()
            return Dateline(found["place"].strip(), agency, found.end())
    return None


def _is_dateline(parts: dict[str, str | None]) -> bool:
    agency, date = parts.get("agency"), parts.get("date")
    if agency and not all(fold(name.strip()).replace(".", "") in _AGENCIES for name in regex.split("[/,]", agency)):
        return False
    if date and not possible_dates(date, dt.date(2000, 1, 1)):
        return False
    return bool(agency or date) or fold(parts["place"] or "") in _PLACES
