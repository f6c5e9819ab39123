"""The sample newsroom and an account to look at it with. A database that holds anything else is left as it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.core.management import call_command

from articles.management import accounts
from articles.models import Article, User

EDITOR = "editor"
SAMPLE_REFS = "sample:"
_NEW_PASSWORD = f".venv/bin/python manage.py editor_account {EDITOR} --new-password"


@dataclass(frozen=True)
class Login:
    username: str
    password: str | None

    @property
    def password_in_words(self) -> str:
        if self.password:
            return f"password {self.password}"
        return f"with the password you gave it (for a new one: {_NEW_PASSWORD})"


def prepare(say: Callable[[str], object]) -> Login | None:
    """Adds what is missing of the sample and its account; says so in one line where that must not be."""
    if reason := _reason_against():
        say(f"No sample newsroom: {reason}.")
    else:
        call_command("sample_newsroom")
        if not User.objects.filter(username=EDITOR).exists():
            _keep(accounts.create(EDITOR, "chief"))
    return _login()


def _reason_against() -> str | None:
    """Why this is a database that is used in earnest; None where it is empty or holds only the sample."""
    if os.environ.get("DATABASE_URL"):
        return "DATABASE_URL names a database of yours"
    if settings.HTTPS:
        return "NEWSROOM_SITE_URL is a public address"
    if Article.objects.exclude(import_ref__startswith=SAMPLE_REFS).exists():
        return "the database holds other stories"
    # Accounts nobody can sign in with belong to the program itself.
    people = User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if people.exclude(username=EDITOR).exists() or (people.exists() and not _kept_in().exists()):
        return "the database holds other accounts"
    return None


def _login() -> Login | None:
    """The demonstration account, where there is one; without its password where that has been changed."""
    user = User.objects.filter(username=EDITOR).first()
    if user is None or not _kept_in().exists():
        return None
    password = _kept_in().read_text(encoding="ascii").strip()
    # Not User.check_password, which may write a new hash.
    return Login(EDITOR, password if check_password(password, user.password) else None)


def _kept_in() -> Path:
    return Path(settings.DATA_DIR) / "editor-password"


def _keep(password: str) -> None:
    """So that it can be shown again; in the data folder, for this account's eyes only."""
    _kept_in().unlink(missing_ok=True)
    with os.fdopen(os.open(_kept_in(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(password)
