"""Whom to write to about a hole in the site: /.well-known/security.txt, RFC 9116."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Site

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


def test_names_the_sites_mail_address_and_until_when_it_holds(client: Client) -> None:
    Site.objects.update_or_create(pk=Site.load().pk, defaults={"email": "desk+security@news.example"})
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().split("\r\n") if line)
    assert fields["Contact"] == "mailto:desk+security@news.example"
    assert fields["Canonical"].endswith(ADDRESS)
    expires = dt.datetime.fromisoformat(fields["Expires"])
    assert timezone.now() + dt.timedelta(days=90) < expires < timezone.now() + dt.timedelta(days=365)


def test_is_not_there_without_an_address(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 404
