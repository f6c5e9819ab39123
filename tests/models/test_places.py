"""Sections, pages, redirects: what may stand at an address of one word, and where old addresses lead."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import URLPattern, URLResolver, get_resolver

from articles.models import RESERVED, Page, Redirect, Section, SectionTree
from articles.models.reserved import validate_not_reserved
from tests import cast, factories


def first_segments() -> set[str]:
    """The first word of every address the site answers, where it is fixed."""
    found = set()

    def walk(entries: list[URLPattern | URLResolver], before: str) -> None:
        for entry in entries:
            pattern = before + str(entry.pattern).lstrip("^")
            word = pattern.split("/")[0].rstrip("$")
            if "/" in pattern or isinstance(entry, URLPattern):
                if word.replace("-", "").replace(".", "").isalnum():
                    found.add(word)
            elif isinstance(entry, URLResolver):
                walk(entry.url_patterns, pattern)

    walk(get_resolver().url_patterns, "")
    return found


def test_every_first_word_of_the_sites_own_addresses_is_reserved() -> None:
    assert {"admin", "tag", "author", "archive", "media", "healthz", "rss.xml"} <= first_segments()
    # A word with a dot is no slug anyhow.
    assert {word for word in first_segments() if "." not in word} <= RESERVED
    assert "static" in RESERVED


@pytest.mark.django_db
class TestASlug:
    @pytest.mark.parametrize(
        "word", ["tag", "admin", "Admin", "TAG", "rss.xml", "rss", "media", "static", "author", "2025", "archive"]
    )
    @pytest.mark.parametrize("place", [Section(name="x"), Page(title="x")], ids=["section", "page"])
    def test_that_the_site_needs_itself_is_refused(self, word: str, place: Section | Page) -> None:
        place.slug = word
        with pytest.raises(ValidationError) as refused:
            place.full_clean()
        assert "slug" in refused.value.message_dict

    @pytest.mark.parametrize("word", ["देश", "two words", "a/b", "", "a.b", "x" * 61])
    def test_that_is_not_one_word_in_latin_letters_is_refused(self, word: str) -> None:
        with pytest.raises(ValidationError):
            Section(name="x", slug=word).full_clean()

    @pytest.mark.parametrize("word", ["desh", "madhya-pradesh", "khel-2026", "tags-of-honour", "English"])
    def test_of_another_kind_is_welcome(self, word: str) -> None:
        validate_not_reserved(word)
        Section(name="x", slug=word).full_clean()

    def test_is_one_over_the_whole_tree_and_the_pages(self) -> None:
        cast.rajya()
        Page.objects.create(title="x", slug="about")
        for twin in (Section(name="x", slug="rajya"), Section(name="x", slug="about"), Page(title="x", slug="rajya")):
            with pytest.raises(ValidationError) as refused:
                twin.full_clean()
            assert "slug" in refused.value.message_dict


@pytest.mark.django_db
class TestTree:
    def test_a_section_cannot_be_part_of_itself_or_of_its_parts(self) -> None:
        desh, lowest = cast.desh(), cast.madhya_pradesh()
        for above in (desh, lowest):
            desh.parent = above
            with pytest.raises(ValidationError) as refused:
                desh.clean()
            assert "parent" in refused.value.message_dict

    def test_knows_what_is_above_and_below(self) -> None:
        lowest = cast.madhya_pradesh()
        cast.duniya()
        tree = SectionTree(Section.objects.all())
        assert [section.slug for section in tree.with_ancestors(lowest.pk)] == ["madhya-pradesh", "rajya", "desh"]
        assert {section.slug for section in tree.with_descendants(cast.desh().pk)} == {
            "desh",
            "rajya",
            "madhya-pradesh",
        }
        assert tree.with_ancestors(None) == tree.with_ancestors(10**9) == []

    def test_a_circle_that_slipped_in_does_not_hang_the_site(self) -> None:
        lowest = cast.madhya_pradesh()
        Section.objects.filter(pk=cast.desh().pk).update(parent=lowest)
        tree = SectionTree(Section.objects.all())
        assert len(tree.with_ancestors(lowest.pk)) == 3

    def test_a_section_with_stories_is_not_deleted(self) -> None:
        factories.story(section=cast.rajya())
        with pytest.raises(ProtectedError):
            cast.rajya().delete()


@pytest.mark.django_db
class TestRedirect:
    @pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "desh/", "/\\evil.example", ""])
    def test_begins_at_this_site(self, path: str) -> None:
        with pytest.raises(ValidationError):
            Redirect(old_path=path, new_path="/b/").full_clean()

    @pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
    def test_stays_on_this_site(self, path: str) -> None:
        with pytest.raises(ValidationError):
            Redirect(old_path="/a/", new_path=path).full_clean()

    def test_does_not_lead_to_itself_or_in_a_circle(self) -> None:
        Redirect.objects.create(old_path="/b/", new_path="/c/")
        Redirect.objects.create(old_path="/c/", new_path="/a/")
        for new_path in ("/a/", "/b/"):
            with pytest.raises(ValidationError) as refused:
                Redirect(old_path="/a/", new_path=new_path).full_clean()
            assert "new_path" in refused.value.message_dict
        Redirect(old_path="/d/", new_path="/b/").full_clean()

    def test_of_an_address_copied_from_a_browser_is_kept_as_it_reads(self) -> None:
        row = Redirect(old_path="/%E0%A4%A6%E0%A5%87%E0%A4%B6/", new_path="/desh/")
        row.full_clean()
        row.save()
        assert Redirect.objects.get(old_path="/देश/").new_path == "/desh/"
