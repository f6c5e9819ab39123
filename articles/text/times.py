"""Times of day as people type them: 21:30, ९.३०, 6am, 21h, सुबह 6 बजे, शाम साढ़े पाँच बजे, half past five pm."""

from __future__ import annotations

import datetime as dt
import re

import regex

from . import data
from .normalisation import fold

_MAX_LENGTH = 60
_HOUR, _HALF_DAY, _DAY = 3600, 12 * 3600, 24 * 3600

_TABLE = data.read("clock")
_PARTS = ("am", "pm", "morning", "noon", "evening", "night")  # of the day
_ROLES = {
    fold(word): role
    for role in (*_PARTS, "to_12", "to_24", "minutes_follow", "ignored")
    for word in _TABLE[role].split()
}


def _minutes(entries: str) -> dict[str, int]:
    pairs = (entry.split() for entry in entries.strip().replace("\n", ";").split(";"))
    return {fold(word): int(minutes) for word, minutes in pairs}


_WORDED_HOURS, _SHIFTS = _minutes(_TABLE["hours"]), _minutes(_TABLE["shifts"])
_TOKEN = re.compile(r"\d{4}|\d{1,2}(?:[:.]\d{2}){0,2}|[^\s\d,:.]+")
_DOTS_OF_LETTERS = regex.compile(r"(?<=[\p{L}\p{M}])\.(?=\s*[\p{L}\p{M}]|\s*$)")  # a.m., पी.एम.
_PHRASES = [(re.compile(r"\b(half|quarter) (past|to)\b"), r"\1\2"), (re.compile("आधी रात"), "आधीरात")]
_ALONE = {fold(word): word for word in ("noon", "midnight", "मध्याह्न", "आधीरात", "अर्धरात्रि", "मध्यरात्रि")}

# The hours that a part of the day has, before and after noon. Any other hour contradicts the word.
_HOURS_OF = {
    "am": range(12), "pm": range(12, 24), "morning": range(1, 12), "noon": range(10, 18), "evening": range(13, 23),
    "night": [*range(5), *range(19, 24)],
}  # fmt: skip


def possible_times(s: str) -> list[dt.time]:
    """Return the times of day that the whole text can mean: none if it is no time, several if it is ambiguous.

    6 बजे is six in the morning or in the evening. रात 12 बजे ends one day and begins another: it is listed twice.
    """
    s = _tidied(s)
    tokens = _TOKEN.findall(s)
    if "".join(tokens) != re.sub(r"[\s,]", "", s):
        return []
    roles = {_ROLES[token] for token in tokens if token in _ROLES}
    hours = [token for token in tokens if token not in _ROLES]
    if not hours and len(tokens) == 1 and tokens[0] in _ALONE:
        hours = ["12"]
    at = _seconds(hours, roles)
    if at is None:
        return []
    return [dt.time(each // _HOUR, each // 60 % 60, each % 60) for each in _meant(at, hours, roles)]


def _tidied(s: str) -> str:
    s = fold(s[:_MAX_LENGTH]).replace("।", " ").replace("’", "'")
    for phrase, word in _PHRASES:
        s = phrase.sub(word, s)
    s = _DOTS_OF_LETTERS.sub("", s)
    return re.sub(r"(?<=\d)\s*[h-]\s*(?=\d)", ":", s).strip(" .,")


def _seconds(hours: list[str], roles: set[str]) -> int | None:
    """Return the seconds since midnight that the hour itself says; None if it is none."""
    shift = 0
    if hours and hours[0] in _SHIFTS:
        shift = 60 * _SHIFTS[hours[0]]
        hours = hours[1:] or ["1"] * ("to_12" in roles)  # सवा बजे is a quarter past one.
    if "minutes_follow" in roles:
        if len(hours) != 2:
            return None
        hour, minute = (_clock(part) for part in hours)
        return hour + minute // 60 if hour is not None and minute is not None and minute < 60 * _HOUR else None
    at = _clock(hours[0]) if len(hours) == 1 else None
    return None if at is None else at + shift


def _clock(token: str) -> int | None:
    if token in _WORDED_HOURS:
        return 60 * _WORDED_HOURS[token]
    numbers = [int(token[:2]), int(token[2:])] if re.fullmatch(r"\d{4}", token) else _numbers(token)
    if not numbers or max(numbers[1:], default=0) > 59:
        return None
    return sum(number * weight for number, weight in zip(numbers, (_HOUR, 60, 1), strict=False))


def _numbers(token: str) -> list[int]:
    return [int(part) for part in re.split("[:.]", token)] if token[:1].isdigit() else []


def _meant(at: int, hours: list[str], roles: set[str]) -> list[int]:
    """Return the possible seconds since midnight."""
    parts = roles.intersection(_PARTS)
    is_worded = not hours[0].isascii() or not hours[0][0].isdigit()
    to_12 = is_worded or (roles & {"to_12", "minutes_follow"} and hours[0][0] != "0")
    is_bare = hours[0].isdigit() and len(hours[0]) < 3 and not roles
    if not 0 <= at < _DAY:
        return []
    if at >= 13 * _HOUR or (at < _HOUR and not is_worded):
        possible = [at]
    elif parts or to_12 or (is_bare and hours[0][0] != "0"):
        possible = [at % _HALF_DAY, at % _HALF_DAY + _HALF_DAY]
    else:
        possible = [at]
    possible = [each for each in possible if all(each // _HOUR in _HOURS_OF[part] for part in parts)]
    is_midnight = "night" in parts and possible and possible[0] < _HOUR
    return possible * 2 if is_midnight else possible
