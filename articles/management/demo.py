"""Add the sample newsroom and a demonstration account, unless the database holds anything else."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.core.management import call_command

from articles.importers.sample_newsroom import loader
from articles.management import accounts
from articles.models import Article, User

EDITOR = "editor"
_NEW_PASSWORD = f".venv/bin/python manage.py editor_account {EDITOR} --new-password"


@dataclass(frozen=True)
class Login:
    username: str
    password: str | None

    @property
    def password_text(self) -> str:
        if self.password:
            return f"password {self.password}"
        return f"with the password you gave it (for a new one: {_NEW_PASSWORD})"


def prepare(say: Callable[[str], object]) -> Login | None:
    """Add what is missing of the sample and its account, or say in one line why not. Return the login to show."""
    if reason := _why_not():
        say(f"No sample newsroom: {reason}.")
    else:
        call_command("sample_newsroom")
        if not User.objects.filter(username=EDITOR).exists():
            _save_password(accounts.create(EDITOR, "chief"))
    return _login()


def _why_not() -> str | None:
    """Return why this seems to be a real site, or None if the database is empty or holds only the sample."""
    if os.environ.get("DATABASE_URL"):
        return "DATABASE_URL names a database of yours"
    if settings.HTTPS:
        return "NEWSROOM_SITE_URL is a public address"
    if Article.objects.exclude(import_ref__startswith=loader.REF).exists():
        return "the database holds other stories"
    # Accounts without a usable password are made by the program itself.
    people = User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    if people.exclude(username=EDITOR).exists() or (people.exists() and not _password_file().exists()):
        return "the database holds other accounts"
    return None


def _login() -> Login | None:
    """Return the demonstration account if there is one; without its password if that has been changed."""
    user = User.objects.filter(username=EDITOR).first()
    if user is None or not _password_file().exists():
        return None
    password = _password_file().read_text(encoding="ascii").strip()
    # User.check_password may write a new hash; this does not.
    return Login(EDITOR, password if check_password(password, user.password) else None)


def _password_file() -> Path:
    return Path(settings.DATA_DIR) / "editor-password"


def _save_password(password: str) -> None:
    """Save the password so that it can be shown again. Only the account that runs the server may read the file."""
    _password_file().unlink(missing_ok=True)
    _password_file().touch(mode=0o600, exist_ok=False)
    _password_file().write_text(password, encoding="ascii")
