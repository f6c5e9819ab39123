"""Take away the second factor of somebody who has lost it, where no chief can do it at the desk."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.authentication import second_factor, sessions
from articles.models import User


class Command(BaseCommand):
    help = "Takes away the second factor of an account, and ends its sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no account {options['username']!r}.")
        second_factor.reset(user, by=None)
        sessions.end_all(user, by=None)
        self.stdout.write(f"{user.username} signs in with the password alone now.")
