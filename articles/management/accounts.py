"""Create accounts from the command line, with a generated password."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import Group
from django.db import transaction

from articles.authentication import sessions
from articles.models import User
from articles.publishing import audit_log

# Without letters and digits that look alike.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def generated_password() -> str:
    """Return a password of 59 bits, in three groups of four that are easy to read out and type."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


@transaction.atomic
def create(username: str, group: str, email: str = "") -> str:
    """Create an account in that group that may sign in at the desk. Return its password."""
    password = generated_password()
    user = User.objects.create_user(username, email, password, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    audit_log.record(None, "add account", user, group=group)
    return password


@transaction.atomic
def give_new_password(user: User) -> str:
    """Set a generated password, which ends the account's sessions. Return it."""
    password = generated_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    audit_log.record(None, "set password", user)
    sessions.end_all(user, by=None)
    return password
