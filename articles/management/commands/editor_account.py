"""Create an account for the desk, or give one a new password."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles.management import accounts
from articles.models import User
from articles.publishing.roles import GROUPS


class Command(BaseCommand):
    help = "Creates an account for the desk and prints its generated password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--group", choices=sorted(GROUPS), default="editor", help="its group (default: editor)")
        parser.add_argument("--email", default="", help="where password resets are sent")
        parser.add_argument("--new-password", action="store_true", help="give the existing account a new password")

    def handle(self, *args: Any, **options: Any) -> None:
        username = options["username"]
        user = User.objects.filter(username=username).first()
        if options["new_password"]:
            if user is None:
                raise CommandError(f"There is no account {username!r}.")
            password = accounts.give_new_password(user)
        elif user:
            raise CommandError(f"There is an account {username!r} already; --new-password gives it a new password.")
        else:
            self._check(username, options["email"])
            password = accounts.create(username, options["group"], options["email"])
        self.stdout.write(f"{username}, password {password}")

    @staticmethod
    def _check(username: str, email: str) -> None:
        try:
            User(username=username, email=email).full_clean(exclude=["password"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
