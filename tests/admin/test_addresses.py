"""Whatever has a page of its own is proposed an address from its name."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.models import RESERVED, Author, Page, Section, Spelling, Tag
from tests import factories
from tests.admin.forms import errors

pytestmark = pytest.mark.django_db

KINDS: dict[str, tuple[Any, str]] = {
    "author": (Author, "name"), "section": (Section, "name"), "page": (Page, "title"), "tag": (Tag, "name"),
}  # fmt: skip


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(factories.user("root", is_superuser=True))
    return client


def add(desk: Client, kind: str, name: str, slug: str = "", **fields: str) -> Any:
    address = f"/admin/articles/{kind}/add/"
    form = desk.get(address).context["adminform"].form
    initial = {field: value for field, value in form.initial.items() if value is not None}
    defaults = {field: "0" if field == "order" else "hi" for field in ("order", "language") if field in form.fields}
    return desk.post(address, {**defaults, **initial, KINDS[kind][1]: name, "slug": slug, **fields})


@pytest.mark.parametrize("kind", KINDS)
class TestEveryKind:
    @pytest.mark.sampled(3)
    def test_it_is_made_from_the_name_by_the_romaniser(self, desk: Client, kind: str) -> None:
        Spelling.objects.create(word="भोपाल", spelling="bhopaal")
        assert add(desk, kind, "भोपाल के लोग").status_code == 302
        assert KINDS[kind][0].objects.get().slug == "bhopaal-ke-log"

    def test_a_taken_one_gets_a_number(self, desk: Client, kind: str) -> None:
        model, field = KINDS[kind]
        model.objects.create(**{field: "कुछ और"}, slug="khel-jagat")
        assert add(desk, kind, "खेल जगत").status_code == 302
        assert model.objects.latest("pk").slug == "khel-jagat-2"

    def test_what_is_typed_stands_in_small_letters(self, desk: Client, kind: str) -> None:
        assert add(desk, kind, "खेल", "My-Own").status_code == 302
        assert KINDS[kind][0].objects.get().slug == "my-own"

    def test_a_taken_one_that_is_typed_is_refused_by_name(self, desk: Client, kind: str) -> None:
        model, field = KINDS[kind]
        model.objects.create(**{field: "कुछ और"}, slug="khel")
        answer = add(desk, kind, "खेल", "Khel")
        assert answer.status_code == 200
        assert "khel" in errors(answer)
        assert model.objects.count() == 1

    def test_a_name_without_letters_is_asked_for_one(self, desk: Client, kind: str) -> None:
        answer = add(desk, kind, "🙂🙂")
        assert answer.status_code == 200
        assert not KINDS[kind][0].objects.exists()

    def test_a_long_name_is_cut_between_words(self, desk: Client, kind: str) -> None:
        name = "विदेश मंत्री जयशंकर " * 4
        assert add(desk, kind, name.strip()[:100]).status_code == 302
        slug = KINDS[kind][0].objects.get().slug
        assert len(slug) <= KINDS[kind][0]._meta.get_field("slug").max_length
        assert slug.rpartition("-")[2] in ("videsh", "mantri", "jayshankar", "jaishankar", "jay")

    def test_clearing_it_makes_it_anew_and_the_old_one_leads_on(self, desk: Client, kind: str) -> None:
        add(desk, kind, "खेल", "purana")
        row = KINDS[kind][0].objects.get()
        address = f"/admin/articles/{kind}/{row.pk}/change/"
        page = desk.get(address).context["adminform"].form
        data = {name: value for name, value in page.initial.items() if value is not None} | {"slug": ""}
        assert desk.post(address, data).status_code == 302
        row.refresh_from_db()
        assert row.slug == "khel"


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", ["section", "page"])
@pytest.mark.parametrize("typed", [True, False])
def test_reserved_words_are_refused_by_name(desk: Client, kind: str, typed: bool) -> None:
    for word in sorted(RESERVED)[:12]:
        answer = add(desk, kind, "खेल" if typed else word.title(), word.upper() if typed else "")
        assert answer.status_code == 200, word
        assert f"“{word}”" in errors(answer) or f"“{word.upper()}”" in errors(answer)
    assert not KINDS[kind][0].objects.exists()


def test_sections_and_pages_do_not_take_each_others(desk: Client) -> None:
    Section.objects.create(name="संपर्क", slug="sampark")
    assert add(desk, "page", "संपर्क").status_code == 302
    assert Page.objects.get().slug == "sampark-2"
    assert "sampark" in errors(add(desk, "page", "कुछ", "sampark"))


def test_an_authors_own_latin_name_counts_first(desk: Client) -> None:
    assert add(desk, "author", "मीरा जोशी", latin_name="Mira Joshy").status_code == 302
    assert Author.objects.get().slug == "mira-joshy"


def test_proposals_are_never_the_same_twice(desk: Client) -> None:
    for _number in range(4):
        assert add(desk, "author", "अमित कुमार").status_code == 302
    slugs = sorted(Author.objects.values_list("slug", flat=True))
    assert len(set(slugs)) == 4
    assert all(slug.startswith("amit-kumar") for slug in slugs)
