"""Django's settings. What differs from site to site comes from environment variables: see `environment.py`."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags
from js_asset import static_lazy

from articles.body import OWN_EXTENSIONS, iframe_origins
from newsroom import analytics, environment

# Hash of the <style> element that the body editor inserts; a browser test asserts it.
EDITOR_STYLE_HASH = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"

MIN_KEY_LENGTH = 50

BASE_DIR = Path(__file__).resolve().parent.parent
_env = environment.read(os.environ)


def _data_dir(folder: Path) -> Path:
    """Make the data folder, and return it. It holds password hashes: no other account of the machine may read it."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ImproperlyConfigured(
            f"NEWSROOM_DATA_DIR: the folder {folder} cannot be made ({error.strerror}). Choose another."
        ) from None
    return folder


def _tighten(path: Path, mode: int) -> None:
    """Take away what a file or folder of this account permits beyond `mode`, whoever made it. A folder that everybody
    writes to, like /tmp, is left as it is."""
    try:
        found = path.stat()
        if found.st_uid == os.getuid() and not found.st_mode & stat.S_ISVTX and found.st_mode & 0o777 & ~mode:
            path.chmod(found.st_mode & mode)
    except OSError:
        pass  # It is not there yet, or its disk knows no permissions.


# What this process makes is for this account alone. What a web server in front reads has permissions of its own:
# FILE_UPLOAD_PERMISSIONS.
os.umask(0o077)
SITE_URL: str = _env["NEWSROOM_SITE_URL"]
SITE_NAME: str = _env["NEWSROOM_SITE_NAME"]
SITE_DESCRIPTION: str = _env["NEWSROOM_SITE_DESCRIPTION"]
HTTPS = SITE_URL.startswith("https://")
PORT: int = _env["PORT"]
DATA_DIR = _data_dir(_env["NEWSROOM_DATA_DIR"])
_tighten(DATA_DIR, 0o750)
IMPORT_MAX_BYTES: int = _env["NEWSROOM_IMPORT_MAX_BYTES"]
UPLOAD_MAX_BYTES: int = _env["NEWSROOM_UPLOAD_MAX_BYTES"]
FILE_MAX_BYTES: int = _env["NEWSROOM_FILE_MAX_BYTES"]
MARKERS: list[str] = _env["NEWSROOM_DESK_MARKS"]
LIVE_POSTS: list[str] = _env["NEWSROOM_LIVE_POSTS"]
AD_ORIGINS: list[str] = _env["NEWSROOM_AD_ORIGINS"]
ANALYTICS: analytics.Analytics | None = _env["NEWSROOM_ANALYTICS"]
TRUSTED_PROXIES: int = _env["NEWSROOM_TRUSTED_PROXIES"]


def _generated_secret_key(folder: Path) -> str:
    """Return the key in the data folder; generate it at the first use. Only this account may read it."""
    path, partial = folder / "secret_key", folder / f"secret_key.{os.getpid()}"
    try:
        if not path.exists():
            partial.touch(mode=0o600)
            partial.write_text(secrets.token_urlsafe(60), encoding="ascii")
            try:
                # It gets its name when it is written, and once: another process may be starting at this moment.
                os.link(partial, path)
            except FileExistsError:
                pass
            except OSError:  # A disk without hard links.
                partial.rename(path)
            partial.unlink(missing_ok=True)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"NEWSROOM_DATA_DIR: the folder {folder} cannot be used ({error.strerror}). Choose another."
        ) from None


if HTTPS and 0 < len(_env["NEWSROOM_SECRET_KEY"]) < MIN_KEY_LENGTH:
    raise ImproperlyConfigured(
        f"NEWSROOM_SECRET_KEY: too short for a public site; use at least {MIN_KEY_LENGTH} characters that nobody can "
        "guess, or leave it out: then one is made and kept in the data folder."
    )
SECRET_KEY = _env["NEWSROOM_SECRET_KEY"] or _generated_secret_key(DATA_DIR)
DEBUG: bool = _env["NEWSROOM_DEBUG"]
ALLOWED_HOSTS = [urlsplit(SITE_URL).hostname, "localhost", "127.0.0.1", "[::1]", *_env["NEWSROOM_ALLOWED_HOSTS"]]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "articles.admin.refusals.csrf_failure"

INSTALLED_APPS = [
    "articles.apps.ArticlesConfig",
    "articles.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "taggit",
    "django_prose_editor",
    "csp",
]

MIDDLEWARE = [
    "articles.middleware.trusted_proxies",
    "articles.middleware.expected_port",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.middleware.compressed_pages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "articles.authentication.middleware.renewed_sessions",
    "articles.middleware.desk_language",
    "articles.desk.bodies.limited_bodies",
    "articles.redirects.old_addresses",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

# SQLite: IMMEDIATE takes the write lock when a transaction begins, because one that first reads and then writes is
# refused at once when another has committed meanwhile; FULL survives a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # Each thread of each process has a cache of its own, of 8 MB at most.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000; PRAGMA journal_size_limit=67108864;"
    ),
}
DATABASE: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "newsroom.sqlite3"}
if _env["DATABASE_URL"]:
    DATABASE = dict(dj_database_url.parse(_env["DATABASE_URL"]))
DATABASES = {"default": DATABASE}
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    DATABASE["OPTIONS"] = SQLITE_OPTIONS
    # To open a connection costs as much as what a page reads by it. A file put in its place is seen within a minute.
    DATABASE["CONN_MAX_AGE"] = 60
    for ending in ("", "-wal", "-shm"):
        _tighten(Path(f"{DATABASE['NAME']}{ending}"), 0o600)
    # A file, not memory: the tests of simultaneous writers need real locks.
    DATABASE["TEST"] = {"NAME": _env["NEWSROOM_TEST_DATABASE"] or str(DATA_DIR / "test.sqlite3")}
else:
    DATABASE["CONN_MAX_AGE"] = 0
    DATABASE["CONN_HEALTH_CHECKS"] = True  # A connection lost in a restart of the database is not used again.
    DATABASE["OPTIONS"] = {
        **DATABASE.get("OPTIONS", {}),
        "connect_timeout": 5,
        # Two for the desk (`overload.DESK_WORKING`) and two for readers: each is a process of PostgreSQL of some 10 MB.
        "pool": {"min_size": 1, "max_size": 4, "timeout": 10, "max_idle": 30},
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORMS_URLFIELD_ASSUME_HTTPS = True  # Django 6's default: an address typed without a scheme means https.

if _env["NEWSROOM_REDIS_URL"]:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": _env["NEWSROOM_REDIS_URL"],
            "KEY_PREFIX": "newsroom",
        }
    }
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    SESSION_ENGINE = "django.contrib.sessions.backends.db"

AUTH_USER_MODEL = "articles.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
LOGIN_FAILURES: int = _env["NEWSROOM_LOGIN_FAILURES"]
LOGIN_WAIT_SECONDS: int = 60 * _env["NEWSROOM_LOGIN_WAIT_MINUTES"]
SECOND_FACTOR_GROUPS: list[str] = _env["NEWSROOM_SECOND_FACTOR_GROUPS"]

LANGUAGE_CODE: str = _env["NEWSROOM_LANGUAGE"]
LANGUAGES = [("hi", _("Hindi")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_TZ = True
TIME_ZONE: str = _env["NEWSROOM_TIME_ZONE"]
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
MEDIA_URL = "/media/"
MEDIA_ROOT = _env["NEWSROOM_MEDIA_DIR"] or DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "newsroom.storage.StaticFiles"
    },
}
# For this account and its group: a web server in front that reads them belongs to it.
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o640, 0o750
# What a request may bring, in bytes, without files: from who is signed in at the desk, and from anybody else. A body of
# 300,000 letters in Hindi is 2.7 MB as a form. `articles/desk/bodies.py` adds files, where a view takes some.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000
ANONYMOUS_MAX_BYTES = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "newsroom_session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "newsroom_csrf"
SESSION_COOKIE_AGE: int = 3600 * _env["NEWSROOM_SESSION_HOURS"]
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS: int = _env["NEWSROOM_HSTS_SECONDS"] if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS: bool = _env["NEWSROOM_HSTS_SUBDOMAINS"]
# `check --deploy` asks for both. Whether the hosts below this one speak https, only whoever runs them can say; and a
# domain stays in browsers' preload lists for years.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, EDITOR_STYLE_HASH],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        # A post's iframe is loaded when a reader asks for it, from the networks that the site allows.
        "frame-src": [*iframe_origins(LIVE_POSTS), *AD_ORIGINS] or [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

_mail = urlsplit(_env["NEWSROOM_EMAIL_URL"])
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if _mail.scheme == 'console' else 'smtp'}.EmailBackend"
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail.port or {"smtps": 465, "smtp+tls": 587}.get(_mail.scheme, 25)
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.scheme == "smtp+tls", _mail.scheme == "smtps"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _env["NEWSROOM_EMAIL_FROM"]

TAGGIT_CASE_INSENSITIVE = True

# Our own nodes. `articles.body` decides what may be stored, so the extensions allow no tags of their own.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy(f"admin/editor/{name}.js") for name in ("nodes", "paste", "writing")],
        "extensions": {name: html_tags([]) for name in (*OWN_EXTENSIONS, "Fullscreen")},
    }
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "articles.middleware.RequestLabelFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(request_label)s%(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]}},
    "root": {"handlers": ["console"], "level": _env["NEWSROOM_LOG_LEVEL"]},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "fido2": {"level": "WARNING"},  # It logs every passkey that is used.
    },
}
