"""The names of accounts: of one plain kind, unlike each other, and compared as they are given."""

from __future__ import annotations

import sys
import unicodedata
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from articles.models import User
from articles.text import is_account_name, lookalike_key
from tests import factories

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
NAME = "reporter2"
# Everything that is not seen or not written: controls, format and private characters, spaces, lone marks.
UNSEEN = [
    char for char in map(chr, range(1, sys.maxunicode))
    if unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp")
    or char in "\u034f\u115f\u1160\u17b4\u180b\u3164\ufe0f"
]  # fmt: skip
# The same letters in other forms, and letters of other scripts in their shape.
OTHER_FORMS = [
    "ｒｅｐｏｒｔｅｒ２", "𝐫𝐞𝐩𝐨𝐫𝐭𝐞𝐫𝟐", "ʳeporter2", "reporter²", "reporter②",
    "rеporter2", "repοrter2", "reporter2\u0301", "ŕeporter2",
]  # fmt: skip


def spelled_otherwise() -> list[str]:
    places = (0, 3, len(NAME))
    return [NAME[:at] + char + NAME[at:] for char in UNSEEN for at in places] + OTHER_FORMS


def signed_in(name: str) -> bool:
    browser = Client()
    browser.post(reverse("admin:login"), {"username": name, "password": PASSWORD})
    return "_auth_user_id" in browser.session


class TestCompared:
    def test_no_other_spelling_finds_the_account(self) -> None:
        factories.user(NAME)
        found: list[str] = []
        spellings = spelled_otherwise()
        assert len(spellings) > 500
        for start in range(0, len(spellings), 500):
            found += User.objects.filter(username__in=spellings[start : start + 500]).values_list("username", flat=True)
        assert not found

    @pytest.mark.parametrize(
        "name", ["rep\u200borter2", "rep\u00adorter2", "\x1freporter2", "reporter2 ", "ｒｅｐｏｒｔｅｒ２", "Reporter2"]
    )
    def test_nor_signs_in_as_it(self, name: str) -> None:
        factories.user(NAME)
        assert not signed_in(name)

    def test_the_name_itself_does(self) -> None:
        factories.user(NAME)
        assert signed_in(NAME)

    def test_a_reset_is_not_asked_for_by_another_address(self, mailoutbox: list[object]) -> None:
        factories.user(NAME, email="reporter@news.example")
        for address in ("ｒeporter@news.example", "reporter@news.exam\u00adple", "reporter@newſ.example"):
            answer = Client().post(reverse("admin_password_reset"), {"email": address})
            assert answer.status_code == 200
        assert not mailoutbox


class TestSet:
    def test_no_unseen_character_and_no_other_form_is_a_name(self) -> None:
        assert [name for name in spelled_otherwise() if is_account_name(name)] == []

    @pytest.mark.parametrize(
        "name", ["asha", "ravi.kumar-2", "R2@news+desk", "मीरा", "रवि.कुमार", "चाँद2", "sample-newsroom"]
    )
    def test_latin_and_hindi_names_are(self, name: str) -> None:
        assert is_account_name(name)

    @pytest.mark.parametrize("name", ["", "मीरा joshi", "मीराx", "अा", "२३", "क\u200dष", "josé", "ашa"])
    def test_mixed_and_misspelt_ones_are_not(self, name: str) -> None:
        assert not is_account_name(name)

    def test_nowhere_is_a_bad_name_taken(self) -> None:
        bad = "rep\u200borter2"
        with pytest.raises(ValidationError):
            User.objects.create_user(bad, password=PASSWORD)
        for command in (
            ["editor_account", bad],
            ["createsuperuser", "--noinput", "--username", bad, "--email", "a@b.example"],
        ):
            with pytest.raises(CommandError):
                call_command(*command, stdout=StringIO(), stderr=StringIO())
        chief = Client()
        chief.force_login(factories.user("root", is_superuser=True))
        sent = {"username": bad, "usable_password": "false", "_save": "1"}
        assert chief.post(reverse("admin:articles_user_add"), sent).status_code == 200
        assert User.objects.count() == 1

    @pytest.mark.parametrize("email", ["ａ@b.example", "a@büro.example", "a\u200b@b.example"])
    def test_nor_a_bad_address(self, email: str) -> None:
        with pytest.raises(ValidationError):
            User.objects.create_user("asha", email, PASSWORD)


class TestLookalikes:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Ravi1", "ravil"),
            ("o2", "02"),
            ("arnav", "amav"),
            ("asha", "ASHA"),
            ("चाँद", "चांद"),
            ("हिन्दी", "हिंदी"),
            ("र२", "र2"),
        ],
    )
    def test_are_refused(self, one: str, other: str) -> None:
        assert lookalike_key(one) == lookalike_key(other)
        factories.user(one)
        with pytest.raises(ValidationError, match=one):
            User.objects.create_user(other, password=PASSWORD)
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(username=other)

    def test_an_address_is_of_one_account(self) -> None:
        factories.user("asha", email="asha@news.example")
        with pytest.raises(ValidationError):
            User.objects.create_user("binod", "ASHA@News.example", PASSWORD)
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(username="binod", email="Asha@news.example")
        factories.user("chitra")
        factories.user("deepa")  # Any number has none.

    def test_a_name_can_be_brought_nearer_to_itself(self) -> None:
        asha = factories.user("asha")
        asha.username = "Asha"
        asha.full_clean()
        asha.save()
        assert User.objects.get(username="Asha").pk == asha.pk
