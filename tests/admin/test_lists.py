"""Lists and choosers of the desk find what is typed in whatever spelling, for every kind of row."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.admin.article_list import StoryList
from articles.models import (
    AuditEntry,
    Author,
    MediaFile,
    Page,
    PostSnapshot,
    Redirect,
    Section,
    SocialPost,
    Spelling,
    Tag,
    User,
)
from articles.models.folded import Folded
from articles.publishing import addresses, audit_log, image_library, tags
from articles.text import list_key, typed_key
from tests import cast, factories

pytestmark = pytest.mark.django_db

# Each line is one word in several spellings.
SPELLINGS = [
    ["ज़मीन", "\u095bमीन", "जमीन", "ज\u093cमी\u200dन"],
    ["हिन्दी", "हिंदी", "हिन्\u200dदी", "हिन्\u200cदी", "\ufeffहिंदी"],
    ["सम्बन्ध", "संबंध"],
    ["चाँद", "चांद", "चान्द"],
    ["क्\u200dषमा", "क्षमा"],
    ["नयी", "नई"],
    ["कार्यालय२४", "कार्यालय24"],
    ["Beyoncé", "beyonce", "BEYONCE", unicodedata.normalize("NFD", "Beyoncé")],
    ["Jørgen Łódź", "jorgen lodz"],
    ["علي", "علی", "عَلی", "ﻋﻠﯽ"],
    ["ΑΘΗΝΑ", "αθηνα"],
    ["Ｄｅｌｈｉ", "delhi"],
]
PAIRS = [(stored, typed) for spellings in SPELLINGS for stored in spellings for typed in spellings]


def named(model: Any, field: str, **fields: Any) -> Callable[[str, int], Model]:
    return lambda text, number: model.objects.create(
        **{field: text} | {name: value.format(number) for name, value in fields.items()}
    )


def aliased(text: str, number: int) -> Model:
    tag = Tag.objects.create(name=f"नाम {number}", slug=f"t{number}")
    tags.set_names(tag, [text])
    return tag


def logged(text: str, number: int) -> Model:
    audit_log.record(cast.kavita(), "add", Author(name=text))
    return AuditEntry.objects.order_by("pk").last()  # type: ignore[return-value]


def quoted(field: str) -> Callable[[str, int], Model]:
    def make(text: str, number: int) -> Model:
        post = SocialPost.objects.create(url=f"https://x.com/a/status/{number + 1}")
        PostSnapshot.objects.create(post=post, **{field: text})
        return post

    return make


def pictured(field: str) -> Callable[[str, int], Model]:
    return lambda text, number: factories.image(**{"alt": "नाव", field: text})


PLACES: dict[str, tuple[str, Callable[[str, int], Model]]] = {
    "authors": ("author", named(Author, "name", slug="a{}")),
    "authors in Latin letters": ("author", named(Author, "latin_name", name="नाम", slug="a{}")),
    "sections": ("section", named(Section, "name", slug="s{}")),
    "pages": ("page", named(Page, "title", slug="p{}")),
    "tags": ("tag", aliased),
    "spellings": ("spelling", named(Spelling, "word", spelling="s{}")),
    "redirects": ("redirect", lambda text, number: Redirect.objects.create(old_path=f"/{number}/{text}/")),
    "posts by text": ("socialpost", quoted("text")),
    "posts by author": ("socialpost", quoted("author_name")),
    "posts by handle": ("socialpost", quoted("handle")),
    "pictures by alternative text": ("image", pictured("alt")),
    "pictures by caption": ("image", pictured("caption")),
    "pictures by credit": ("image", pictured("credit")),
    "pictures by file": ("image", pictured("upload_name")),
    "files": ("mediafile", named(MediaFile, "title")),
    "log": ("auditentry", logged),
    "users": ("user", named(User, "first_name", username="u{}")),
    "groups": ("group", named(Group, "name")),
}


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def listed(desk: Client, kind: str, typed: str) -> set[int]:
    app = "auth" if kind == "group" else "articles"
    answer = desk.get(f"/admin/{app}/{kind}/", {"q": typed})
    assert answer.status_code == 200, (kind, typed)
    return set(answer.context["cl"].queryset.values_list("pk", flat=True))


@pytest.mark.sampled(9)
@pytest.mark.parametrize("place", PLACES)
def test_a_list_finds_each_spelling_by_each_other(desk: Client, place: str) -> None:
    kind, make = PLACES[place]
    for number, spellings in enumerate(SPELLINGS):
        row = make(spellings[number % len(spellings)], number)
        assert {typed for typed in spellings if row.pk not in listed(desk, kind, typed)} == set()
    assert listed(desk, kind, "नामनहीं") == set()


def test_every_list_that_can_be_searched_is_tested_here() -> None:
    searched = {
        str(model._meta.model_name)
        for model, its_admin in admin.site._registry.items()
        if its_admin.search_fields and not isinstance(its_admin, StoryList) and model.__module__.startswith("articles")
    }
    assert searched == {kind for kind, _make in PLACES.values()} - {"group"}
    for model, its_admin in admin.site._registry.items():
        if issubclass(model, Folded):
            assert {str(name).rpartition("folded")[2] for name in its_admin.search_fields} == {"__contains"}


CHOOSERS = {
    "library": (pictured("caption"), "/admin/articles/image/library/", "images"),
    "posts": (quoted("text"), "/admin/articles/socialpost/find/", "posts"),
}


@pytest.mark.parametrize("chooser", CHOOSERS)
def test_the_editors_choosers_find_each_spelling(desk: Client, chooser: str) -> None:
    make, address, rows = CHOOSERS[chooser]
    for number, spellings in enumerate(SPELLINGS):
        row = make(spellings[-1], number)
        for typed in spellings:
            assert row.pk in [found["id"] for found in desk.get(address, {"q": typed}).json()[rows]], typed


def test_tags_are_suggested_by_the_beginning_of_any_spelling(desk: Client) -> None:
    for spellings in SPELLINGS:
        name = spellings[0]
        tag = Tag.objects.create(name=name, slug=f"t{len(name)}{ord(name[0])}")
        tags.set_names(tag, [])
        for typed in spellings:
            answer = desk.get("/admin/articles/tag/suggestions/", {"q": typed})
            assert name in answer.json()["names"], typed


@pytest.mark.parametrize("field", ["author", "image"])
def test_an_autocomplete_finds_each_spelling(desk: Client, field: str) -> None:
    where = {
        "author": {"app_label": "articles", "model_name": "byline", "field_name": "author"},
        "image": {"app_label": "articles", "model_name": "article", "field_name": "lead_image"},
    }[field]
    make = PLACES["authors"][1] if field == "author" else pictured("caption")
    for number, spellings in enumerate(SPELLINGS):
        row = make(spellings[0], number)
        for typed in spellings:
            results = desk.get("/admin/autocomplete/", {"term": typed, **where}).json()["results"]
            assert str(row.pk) in [found["id"] for found in results], typed


def test_groups_are_found_by_the_name_on_the_screen(desk: Client) -> None:
    chief = factories.group("chief")
    assert "प्रधान संपादक" in desk.get("/admin/auth/group/").content.decode()
    assert listed(desk, "group", "प्रधान सम्पादक") == listed(desk, "group", "chief") == {chief.pk}


def test_a_redirect_is_found_by_the_address_as_browsers_copy_it(desk: Client) -> None:
    row = Redirect.objects.create(old_path="/ख़बर/पुरानी/")
    assert listed(desk, "redirect", quote("/खबर/")) == {row.pk}
    assert listed(desk, "redirect", quote("/\u0959बर/")) == {row.pk}


def test_signs_before_a_name_are_not_part_of_it(desk: Client) -> None:
    post = quoted("handle")("asha_rao", 1)
    assert listed(desk, "socialpost", "@Asha_Rao") == {post.pk}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("typed", ["%", "_", "'\"", '"', "x" * 5_000, "( [ *", "\u094d", "\u093c"])
def test_whatever_is_typed_is_answered(desk: Client, typed: str) -> None:
    for kind in {kind for kind, _make in PLACES.values()}:
        listed(desk, kind, typed)


class TestTheColumn:
    def test_it_follows_every_way_of_saving(self) -> None:
        image = factories.image("नाव", caption="घाट")
        image_library.describe(image, {"caption": "ज़मीन"}, by=cast.meera())
        image.refresh_from_db()
        assert "जमीन" in image.folded
        Redirect.objects.create(old_path="/a/", new_path="/b/")
        addresses.moved("/b/", "/ज़/")
        assert all("/ज/" in row.folded for row in Redirect.objects.all())
        assert tags.resolve(["ज़मीन"])[0].names.get().folded == "जमीन"

    @given(st.text(alphabet="अआीेियगहनमद\u094d\u0902\u0901\u093c\u200daé ", max_size=12), st.integers(0, 12))
    def test_what_is_typed_so_far_is_in_the_key(self, text: str, length: int) -> None:
        """A nasal that is the anusvara of a conjunct is known only when the conjunct is whole."""
        text = text.replace("\u094d", "")
        for word in typed_key(text[:length]).split():
            assert word in list_key(text)


@pytest.mark.parametrize(("stored", "typed"), PAIRS)
def test_keys_of_spellings_are_equal(stored: str, typed: str) -> None:
    assert list_key(stored) == list_key(typed)


@pytest.mark.parametrize("so_far", ["ज", "जय", "जये", "जयेश"])
def test_a_name_is_found_while_it_is_typed(so_far: str) -> None:
    assert typed_key(so_far) in list_key("जयेश")


def test_a_conjunct_that_is_begun_is_found() -> None:
    assert typed_key("हिन्") in list_key("हिन्दी")
