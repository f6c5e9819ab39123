"""Finding and creating tags by name: one tag for all spellings of a name."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from articles.models import AuditEntry, Redirect, Tag, TaggedArticle, TagName
from articles.publishing import Refused, tags
from tests import cast, factories

pytestmark = pytest.mark.django_db


def names(*given: str) -> list[str]:
    return [tag.name for tag in tags.resolve(given)]


class TestSplitting:
    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("विदेश मंत्री", ["विदेश मंत्री"]),
            ("विदेश मंत्री, कनाडा", ["विदेश मंत्री", "कनाडा"]),
            ("कनाडा،भारत\nनेपाल", ["कनाडा", "भारत", "नेपाल"]),
            (" , ,, ", []),
            ("", []),
            ('"क, ख"', ['"क', 'ख"']),
        ],
    )
    def test_is_at_commas_only(self, line: str, expected: list[str]) -> None:
        assert tags.split_names(line) == expected


class TestOneTag:
    @pytest.mark.parametrize(
        "spellings",
        [
            ("हिन्दी", "हिंदी"), ("\u0958ानून", "क\u093cानून"), ("India", "india", "INDIA"), ("#चुनाव", "चुनाव"),
            ("विदेश  मंत्री", "विदेश मंत्री "), ("२०२६", "2026"), ("राम\u200bमंदिर", "राममंदिर"),
        ],
    )  # fmt: skip
    def test_stands_for_all_spellings_of_a_name(self, spellings: tuple[str, ...]) -> None:
        assert len({tags.resolve([spelling])[0].pk for spelling in spellings}) == 1
        assert len(tags.resolve(spellings)) == 1

    def test_is_not_made_of_names_that_only_look_alike(self) -> None:
        assert names("राम", "रामा", "रोम") == ["राम", "रामा", "रोम"]

    def test_keeps_the_name_it_was_first_given(self) -> None:
        assert names("हिन्दी") == ["हिन्दी"]
        assert names("हिंदी") == ["हिन्दी"]

    def test_has_an_address_in_latin_letters(self) -> None:
        for tag in tags.resolve(["कनाडा", "India", "🇮🇳", "!?"]):
            assert tag.slug
            assert tag.slug.replace("-", "").isascii()
            assert tag.slug.replace("-", "").isalnum()

    def test_knows_its_language(self) -> None:
        assert [tag.language for tag in tags.resolve(["कनाडा", "Canada", "2026"])] == ["hi", "en", "hi"]

    def test_with_another_key_but_the_same_address_gets_a_number(self) -> None:
        one, two, three = tags.resolve(["a b", "a-b", "a_b"])
        assert len({one.slug, two.slug, three.slug}) == 3
        assert tags.resolve(["a/b"])[0].slug not in {one.slug, two.slug, three.slug}

    def test_made_elsewhere_without_a_name_row_is_found_by_its_own_name(self) -> None:
        made = Tag.objects.create(name="बाढ़", slug="baadh")
        assert tags.resolve(["बाढ़"]) == [made]
        assert TagName.objects.get().tag == made

    @pytest.mark.parametrize("name", ["", "   ", "\u200b", "क" * 101, "\x00"])
    def test_is_not_made_of_nothing_or_of_a_whole_sentence(self, name: str) -> None:
        with pytest.raises(Refused) as refused:
            tags.resolve(["ठीक", name])
        assert list(refused.value.errors) == ["tags"]

    def test_more_than_forty_are_refused(self) -> None:
        assert len(tags.resolve([f"t{n}" for n in range(40)])) == 40
        with pytest.raises(Refused):
            tags.resolve([f"t{n}" for n in range(41)])


class TestAliases:
    def test_lead_to_the_tag_in_any_script(self) -> None:
        canada = tags.resolve(["कनाडा"])[0]
        tags.add_alias(canada, "Canada", by=cast.meera())
        assert tags.resolve(["CANADA", "कनाडा"]) == [canada]

    def test_of_another_tag_are_refused(self) -> None:
        one, two = tags.resolve(["कनाडा", "Canada"])
        with pytest.raises(Refused):
            tags.add_alias(one, "canada", by=cast.meera())
        assert tags.resolve(["Canada"]) == [two]

    def test_given_twice_are_one(self) -> None:
        canada = tags.resolve(["कनाडा"])[0]
        assert tags.add_alias(canada, "Canada", by=cast.meera()) == tags.add_alias(canada, "canada", by=cast.meera())


class TestMerging:
    def test_moves_stories_names_and_address(self) -> None:
        both = factories.story(tags=["कनाडा", "Canada"])
        only = factories.story(tags=["Canada"])
        into, other = cast.tag("कनाडा"), cast.tag("Canada")
        assert tags.merge(into, [other, into], by=cast.kavita()) == 1
        assert [row.tag for row in TaggedArticle.objects.order_by("content_object_id")] == [into, into]
        assert {row.content_object for row in TaggedArticle.objects.all()} == {both, only}
        assert tags.resolve(["canada"]) == [into]
        assert Redirect.objects.get().new_path == f"/tag/{into.slug}/"
        entry = AuditEntry.objects.first()
        assert entry
        assert (entry.action, entry.details["merged"]) == ("merge", "Canada")

    def test_keeps_what_readers_may_see(self) -> None:
        factories.draft(tags=["Canada"])
        live = factories.story(tags=["Canada"])
        into = tags.resolve(["कनाडा"])[0]
        tags.merge(into, [cast.tag("Canada")], by=cast.kavita())
        assert [row.content_object for row in TaggedArticle.objects.filter(tag=into).published()] == [live]

    def test_twice_in_a_row_leads_in_one_hop(self) -> None:
        one, two, three = tags.resolve(["one", "two", "three"])
        tags.merge(two, [one], by=cast.kavita())
        tags.merge(three, [two], by=cast.kavita())
        assert dict(Redirect.objects.values_list("old_path", "new_path")) == {
            "/tag/one/": "/tag/three/", "/tag/two/": "/tag/three/",
        }  # fmt: skip

    @pytest.mark.parametrize("who", ["guest", "ravi", "meera"])
    def test_is_for_the_chief(self, who: str) -> None:
        one, two = tags.resolve(["one", "two"])
        with pytest.raises(PermissionDenied):
            tags.merge(one, [two], by=getattr(cast, who)())
        assert Tag.objects.count() == 2
