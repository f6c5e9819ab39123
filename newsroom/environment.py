"""The environment variables that are settings: their names, types, defaults and meanings, in one list.

`newsroom/settings.py` reads the values, and `docs/settings.md` is written from the same list. An unknown name that
begins with NEWSROOM_ is refused, because a misspelt setting would have no effect otherwise.
"""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from articles.body import IFRAME_NETWORKS
from newsroom import analytics, port

PREFIX = "NEWSROOM_"
BESIDE_THE_PREFIX = ("PORT", "DATABASE_URL")
ROOT = Path(__file__).resolve().parent.parent

_HOST = re.compile(r"\.?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\]", re.ASCII)
_SHOWN = 60  # characters of a refused value that are repeated in the message


def _line(value: str) -> str:
    if any(unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") for char in value):
        raise ValueError("use one line of text")
    return value


def _analytics(value: str) -> analytics.Analytics | None:
    return analytics.read(_line(value))


def _flag(value: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if value.lower() not in known:
        raise ValueError("use 1 or 0 (also true/false, yes/no, on/off)")
    return known[value.lower()]


def _count(least: int) -> Callable[[str], int]:
    def check(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or int(value) < least:
            raise ValueError(f"use a whole number from {least} to 999999999")
        return int(value)

    return check


def _host(value: str) -> str:
    """Return the name as browsers send it: in lower case, other scripts in their ASCII form."""
    try:
        name = value.lower() if value.isascii() else value.encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not _HOST.fullmatch(name):
        raise ValueError("use host names, for example news.example")
    return name


def _hosts(value: str) -> list[str]:
    return [_host(word.strip()) for word in value.split(",") if word.strip()]


def _origins(value: str) -> list[str]:
    """Return origins of other sites, as a Content-Security-Policy names them."""
    origins = [word.strip().lower() for word in value.split(",") if word.strip()]
    for origin in origins:
        parts = _split(origin)
        if parts is None or parts.scheme != "https" or not _HOST.fullmatch(parts.hostname or "") or "@" in parts.netloc:
            raise ValueError("use addresses like https://ads.example, separated by commas")
        if parts.path or parts.query or parts.fragment:
            raise ValueError("use scheme and host only, for example https://ads.example")
    return origins


def _split(value: str) -> SplitResult | None:
    """Return the parts of a URL, None if it is malformed. `port` is read because urlsplit checks it only then."""
    try:
        parts = urlsplit(_line(value))
        return None if parts.port == 0 else parts
    except ValueError:
        return None


def _site_url(value: str) -> str:
    parts = _split(value)
    example = "use scheme and host only, for example https://news.example"
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise ValueError(example)
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(example)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{_host(host)}" + (f":{parts.port}" if parts.port else "")


def _url(*schemes: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        parts = _split(value)
        if value and (parts is None or parts.scheme not in schemes or "://" not in value):
            raise ValueError("use an address that begins with " + " or ".join(f"{s}://" for s in schemes))
        return value

    return check


def _database_url(value: str) -> str:
    if not value:
        return value
    example = "use postgres://user:password@host:5432/name or sqlite:////absolute/path.sqlite3"
    if _split(value) is None or not value.startswith(("postgres://", "postgresql://", "sqlite://")):
        raise ValueError(example)
    try:
        parsed = dj_database_url.parse(value)
    except ValueError:
        raise ValueError(example) from None
    if not parsed.get("NAME") or parsed.get("NAME") == ":memory:":
        raise ValueError(example)
    return value


def _mailbox(value: str) -> str:
    try:
        validate_email(value)
    except ValidationError:
        raise ValueError("use one mail address, for example desk@news.example") from None
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("use a name of the tz database, for example Asia/Kolkata") from None
    return value


def _path(value: str) -> Path | str:
    """Return an absolute path; a relative one starts in the project's folder, whatever the current folder is."""
    try:
        return ROOT / Path(_line(value)).expanduser() if value else ""
    except RuntimeError:
        raise ValueError("use a path; there is no such home folder") from None


def _choice(*choices: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in choices:
            raise ValueError("use one of " + ", ".join(choices))
        return value

    return check


def _choices(*choices: str) -> Callable[[str], list[str]]:
    def check(value: str) -> list[str]:
        chosen = [word.strip().lower() for word in value.split(",") if word.strip()]
        if set(chosen) - set(choices):
            raise ValueError("use one or more of " + ", ".join(choices) + ", with commas between")
        return chosen

    return check


def _words(value: str) -> list[str]:
    return [unicodedata.normalize("NFC", word) for part in _line(value).split(",") if (word := part.strip())]


@dataclass(frozen=True)
class Setting:
    """One setting. `read` returns the value of a text, or raises ValueError saying what to write instead."""

    name: str
    read: Callable[[str], Any]
    default: str
    meaning: str
    secret: bool = False


SETTINGS = [
    Setting("PORT", port.number, "8000", "The port the server listens on."),
    Setting("NEWSROOM_SITE_URL", _site_url, "http://127.0.0.1:{PORT}",
            "The site's public address; decides absolute addresses, and secure cookies when it is https."),
    Setting("NEWSROOM_SITE_NAME", _line, "खबर सेतु", "The newspaper's name, on every page and feed."),
    Setting("NEWSROOM_SITE_DESCRIPTION", _line, "हिंदी में खबरें, और उनके पीछे के कथन",
            "One line on what the site is, for the front page and the feeds."),
    Setting("NEWSROOM_LANGUAGE", _choice("hi", "en"), "hi", "The language of the site's own words: hi or en."),
    Setting("NEWSROOM_TIME_ZONE", _time_zone, "Asia/Kolkata", "The newsroom's time zone."),
    Setting("NEWSROOM_SECRET_KEY", _line, "",
            "The key that signs sessions and links; without it one is made and kept in the data folder.", secret=True),
    Setting("NEWSROOM_DEBUG", _flag, "0", "1 shows errors in the browser. For development only."),
    Setting("NEWSROOM_ALLOWED_HOSTS", _hosts, "",
            "Further host names the site answers to, separated by commas; the site address's own is always allowed."),
    Setting("NEWSROOM_TRUSTED_PROXIES", _count(0), "0",
            "How many reverse proxies of yours stand in front and set X-Forwarded-For and X-Forwarded-Proto."),
    Setting("NEWSROOM_DATA_DIR", _path, ".data",
            "The folder of local data: SQLite database, media, collected static files, generated key."),
    Setting("NEWSROOM_MEDIA_DIR", _path, "", "The folder of uploaded files; media/ in the data folder by default."),
    Setting("NEWSROOM_REDIS_URL", _url("redis", "rediss", "unix"), "",
            "A Redis server for sessions and other short-lived data; without it the database keeps them.", secret=True),
    Setting("NEWSROOM_EMAIL_URL", _url("smtp", "smtp+tls", "smtps", "console"), "console://",
            "How mail leaves: smtp+tls://user:password@host:587, smtps://…, or console:// to print it.", secret=True),
    Setting("NEWSROOM_EMAIL_FROM", _mailbox, "newsroom@localhost", "The sender of password-reset mail."),
    Setting("NEWSROOM_LOG_LEVEL", _choice("DEBUG", "INFO", "WARNING", "ERROR"), "INFO",
            "The least important message that is logged."),
    Setting("NEWSROOM_HSTS_SECONDS", _count(0), "31536000",
            "How long browsers remember to use https only, in seconds; sent only when the site address is https."),
    Setting("NEWSROOM_HSTS_SUBDOMAINS", _flag, "0",
            "1 if browsers shall use https only for all hosts below the site's, too."),
    Setting("NEWSROOM_LOGIN_FAILURES", _count(1), "5",
            "Failed logins for one account at one place before it must wait; four times as many from anywhere."),
    Setting("NEWSROOM_LOGIN_WAIT_MINUTES", _count(1), "15",
            "The longest wait between two attempts, in minutes; the first is 30 seconds, and each is twice the last."),
    Setting("NEWSROOM_SESSION_HOURS", _count(1), "12", "How long a session lasts that is not used, in hours."),
    Setting("NEWSROOM_SECOND_FACTOR_GROUPS", _words, "",
            "The groups whose accounts need a second factor, for example chief, editor; with them superusers."),
    Setting("NEWSROOM_IMPORT_MAX_BYTES", _count(1), "1000000", "The largest text file that is imported, in bytes."),
    Setting("NEWSROOM_UPLOAD_MAX_BYTES", _count(1), "20000000", "The largest picture the desk may upload, in bytes."),
    Setting("NEWSROOM_FILE_MAX_BYTES", _count(1), "200000000",
            "The largest PDF, audio or video file the desk may upload, in bytes."),
    Setting("NEWSROOM_DESK_MARKS", _words, "[डेस्क:, [Desk:, TK",
            "What the desk writes where something is to come, with commas between: such a story is not published."),
    Setting("NEWSROOM_LIVE_POSTS", _choices(*IFRAME_NETWORKS),
            "youtube,vimeo,datawrapper,flourish,osm,spotify,applepodcast",
            "The networks whose own player, chart, map or widget readers may open in a page, by a click; empty: none."),
    Setting("NEWSROOM_AD_ORIGINS", _origins, "",
            "The advertising servers whose frames pages may show, for example https://ads.example; empty: none."),
    Setting("NEWSROOM_ANALYTICS", _analytics, "",
            "The script that counts readers: its https address, then data-name=value words; empty: nobody counts."),
    Setting("NEWSROOM_TEST_DATABASE", _line, "", "The file of the test database on SQLite."),
    Setting("DATABASE_URL", _database_url, "",
            "The database: postgres://user:password@host/name; without it SQLite in the data folder.", secret=True),
]  # fmt: skip
_KNOWN = {setting.name: setting for setting in SETTINGS}


def read(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return all settings by name. Raise ImproperlyConfigured naming each setting that is unknown or malformed."""
    errors = [_unknown(name) for name in sorted(environ) if name.startswith(PREFIX) and name not in _KNOWN]
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environ.get(setting.name, "").strip() or setting.default.format(PORT=values.get("PORT"))
        try:
            values[setting.name] = setting.read(text)
        except ValueError as error:
            shown = "its value" if setting.secret else repr(text[:_SHOWN])
            errors.append(f"{setting.name}: {shown} cannot be used; {error}.")
            values.setdefault(setting.name, setting.default)
    if errors:
        raise ImproperlyConfigured(" ".join(errors))
    return values


def _unknown(name: str) -> str:
    close = difflib.get_close_matches(name, _KNOWN, n=1, cutoff=0.75)
    hint = f"did you mean {close[0]}?" if close else "docs/settings.md lists them."
    return f"{name[:_SHOWN]} is not a setting of Newsroom; {hint}"
