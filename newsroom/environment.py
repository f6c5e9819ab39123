"""Every setting the environment may give: its name, kind, default and meaning, in one list.

`newsroom/settings.py` reads the values from here, `docs/settings.md` is checked against the same list, and a name
beginning with NEWSROOM_ that is not on it is refused: a misspelt setting would otherwise be silently without effect.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

PREFIX = "NEWSROOM_"
BESIDE_THE_PREFIX = ("DATABASE_URL",)


def _text(value: str) -> str:
    return value


def _flag(value: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if value.lower() not in known:
        raise ValueError("use 1 or 0 (also true/false, yes/no, on/off)")
    return known[value.lower()]


def _count(value: str) -> int:
    try:
        number = int(value)
    except ValueError:
        raise ValueError("use a whole number") from None
    if number < 0:
        raise ValueError("use a whole number that is not negative")
    return number


def _words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def _site_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("use scheme and host only, for example https://news.example")
    return f"{parts.scheme}://{parts.netloc}"


def _url(*schemes: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value and urlsplit(value).scheme not in schemes:
            raise ValueError("use an address that begins with " + " or ".join(f"{s}://" for s in schemes))
        return value

    return check


def _language(value: str) -> str:
    if value not in ("hi", "en"):
        raise ValueError("use hi or en")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("use a name of the tz database, for example Asia/Kolkata") from None
    return value


def _folder(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _choice(*choices: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in choices:
            raise ValueError("use one of " + ", ".join(choices))
        return value

    return check


@dataclass(frozen=True)
class Setting:
    """One setting; `read` turns the text into its value or raises ValueError saying what to write instead."""

    name: str
    read: Callable[[str], Any]
    default: str
    meaning: str
    secret: bool = False


SETTINGS = [
    Setting("NEWSROOM_SITE_URL", _site_url, "http://127.0.0.1:8000",
            "The site's public address; decides absolute addresses, and secure cookies when it is https."),
    Setting("NEWSROOM_SITE_NAME", _text, "खबर सेतु", "The newspaper's name, on every page and feed."),
    Setting("NEWSROOM_SITE_DESCRIPTION", _text, "हिंदी में खबरें, और उनके पीछे के कथन",
            "One line on what the site is, for the front page and the feeds."),
    Setting("NEWSROOM_LANGUAGE", _language, "hi", "The language of the site's own words: hi or en."),
    Setting("NEWSROOM_TIME_ZONE", _time_zone, "Asia/Kolkata", "The newsroom's time zone."),
    Setting("NEWSROOM_SECRET_KEY", _text, "",
            "The key that signs sessions and links; without it one is generated and kept in the data folder.", True),
    Setting("NEWSROOM_DEBUG", _flag, "0", "1 shows errors in the browser. For development only."),
    Setting("NEWSROOM_ALLOWED_HOSTS", _words, "",
            "Further host names the site answers to, separated by commas; the site address's own is always allowed."),
    Setting("NEWSROOM_TRUSTED_PROXIES", _count, "0",
            "How many reverse proxies of yours stand in front and set X-Forwarded-For and X-Forwarded-Proto."),
    Setting("NEWSROOM_DATA_DIR", _folder, ".data",
            "The folder of local data: SQLite database, media, collected static files, generated key."),
    Setting("NEWSROOM_MEDIA_DIR", _folder, "", "The folder of uploaded files; media/ in the data folder by default."),
    Setting("NEWSROOM_REDIS_URL", _url("redis", "rediss", "unix"), "",
            "A Redis server for sessions and other short-lived data; without it the database keeps them.", True),
    Setting("NEWSROOM_EMAIL_URL", _url("smtp", "smtp+tls", "smtps", "console"), "console://",
            "How mail leaves: smtp+tls://user:password@host:587, smtps://…, or console:// to print it.", True),
    Setting("NEWSROOM_EMAIL_FROM", _text, "newsroom@localhost", "The sender of password-reset mail."),
    Setting("NEWSROOM_LOG_LEVEL", _choice("DEBUG", "INFO", "WARNING", "ERROR"), "INFO",
            "The least important message that is logged."),
    Setting("NEWSROOM_HSTS_SECONDS", _count, "31536000",
            "How long browsers remember to use https only, in seconds; sent only when the site address is https."),
    Setting("NEWSROOM_LOGIN_FAILURES", _count, "5",
            "Failed logins for one account from one address before it must wait."),
    Setting("NEWSROOM_LOGIN_WAIT_MINUTES", _count, "15", "How long it must then wait, in minutes."),
    Setting("NEWSROOM_IMPORT_MAX_BYTES", _count, "1000000", "The largest text file the plain-text import reads, in bytes."),
    Setting("NEWSROOM_UPLOAD_MAX_BYTES", _count, "20000000", "The largest picture the desk may upload, in bytes."),
    Setting("NEWSROOM_TEST_DATABASE", _text, "", "The file of the test database on SQLite; in the data folder by default."),
    Setting("DATABASE_URL", _url("sqlite", "postgres", "postgresql"), "",
            "The database: postgres://user:password@host/name; without it SQLite in the data folder.", True),
]  # fmt: skip


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """All settings by name. Raises ImproperlyConfigured naming each setting that is unknown or malformed."""
    known = {setting.name: setting for setting in SETTINGS}
    faults = [
        f"{name} is not a setting of Newsroom; docs/settings.md lists them."
        for name in sorted(environ)
        if name.startswith(PREFIX) and name not in known
    ]
    values = {}
    for setting in SETTINGS:
        text = environ.get(setting.name, "").strip() or setting.default
        try:
            values[setting.name] = setting.read(text) if text else ""
        except ValueError as fault:
            shown = "its value" if setting.secret else repr(text)
            faults.append(f"{setting.name}: {shown} cannot be used; {fault}.")
    if faults:
        raise ImproperlyConfigured(" ".join(faults))
    for setting in SETTINGS:
        if values[setting.name] == "" and setting.read in (_words,):
            values[setting.name] = []
    return values
