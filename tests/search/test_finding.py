"""What is found by which words, and who is never found."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from articles import publishing, search
from articles.search.indexing import sort_key
from tests import cast, factories

pytestmark = pytest.mark.django_db


def headlines(query: str, **wishes: object) -> list[str]:
    return [story.headline for story in search.find(query, **wishes).articles]  # type: ignore[arg-type]


class TestWords:
    @pytest.mark.parametrize(
        ("typed", "written"),
        [("हिन्दी", "हिंदी"), ("कानून", "क़ानून"), ("सड़क", "सड़कें"), ("jaishankar", "जयशंकर"), ("jayshankar", "जयशंकर")],
    )
    def test_are_found_however_they_are_spelled(self, typed: str, written: str) -> None:
        factories.story(f"{written} पर बैठक")
        factories.story("कुछ और")
        assert headlines(typed) == [f"{written} पर बैठक"]

    def test_in_latin_letters_are_not_taken_for_what_is_further_off_than_others(self) -> None:
        factories.story("फिर खुली सड़क")
        factories.story("फेरी चली")
        assert headlines("ferry") == ["फेरी चली"]

    def test_in_latin_letters_that_stand_in_stories_just_so_are_taken_for_the_nearest_alone(self) -> None:
        factories.story("फेरी चली")
        factories.story("फौरी राहत")
        assert headlines("ferry") == ["फौरी राहत", "फेरी चली"]
        factories.story("The ferry is back", language="en")
        assert headlines("ferry") == ["The ferry is back", "फेरी चली"]

    @pytest.mark.parametrize(("typed", "written"), [("modi", "मोदी"), ("cylinder", "सिलेंडर"), ("missile", "मिसाइल")])
    def test_in_latin_letters_are_found_in_both_scripts(self, typed: str, written: str) -> None:
        factories.story(f"{written} की खबर")
        factories.story(f"News of the {typed}", language="en")
        assert headlines(typed) == [f"News of the {typed}", f"{written} की खबर"]

    def test_of_a_quoted_post_are_found_as_the_story_pins_them(self) -> None:
        post = factories.post("वाटिका में मोर नाचा", author_name="वन विभाग")
        factories.story("खबर", body=factories.quoting(post))
        assert headlines("वाटिका") == headlines("वन विभाग") == ["खबर"]

    def test_of_tags_aliases_and_bylines_are_found(self) -> None:
        story = factories.story("खबर", tags=["पुल"], bylines=[cast.author_meera(), "पीटीआई"])
        publishing.tags.add_alias(cast.tag("पुल"), "setu", by=cast.meera())
        for words in ("पुल", "setu", "मीरा जोशी", "Meera", "पीटीआई"):
            assert headlines(words) == [story.headline], words

    def test_must_all_stand_in_the_story(self) -> None:
        factories.story("नदी और पुल", body="<p>क</p>")
        factories.story("नदी और नाव", body="<p>क</p>")
        assert headlines("नदी नाव") == ["नदी और नाव"]

    def test_in_quotation_marks_must_stand_side_by_side(self) -> None:
        factories.story("राम मंदिर खुला")
        factories.story("मंदिर गए राम")
        assert headlines("“राम मंदिर”") == ["राम मंदिर खुला"]


class TestTime:
    """The index may be asked for one stretch of time after another."""

    AGES = (0, 5, 7, 40, 200, 600, 900, 7000)  # days

    def make(self) -> list[str]:
        now = timezone.now() - dt.timedelta(minutes=1)
        for days in self.AGES:
            factories.story(f"पुल {days}", at=now - dt.timedelta(days=days))
        return [f"पुल {days}" for days in self.AGES]

    @pytest.mark.parametrize("order", ["newest", "best"])
    def test_stories_of_all_times_are_found(self, order: str) -> None:
        made = self.make()
        found = headlines("पुल", order=order)
        assert sorted(found) == sorted(made)
        assert order == "best" or found == made

    def test_leafing_goes_on_from_any_of_them_in_both_directions(self) -> None:
        made = self.make()
        places = [str(sort_key(story.publish_at, story.pk)) for story in search.find("पुल").articles]
        for at, cursor in enumerate(places):
            assert headlines("पुल", before=cursor) == made[at + 1 :]
            assert headlines("पुल", after=cursor) == made[:at]

    def test_both_ends_of_a_time_hold(self) -> None:
        self.make()
        now = timezone.now()
        for since, until in ((10, 6), (1000, 100), (8000, 650), (41, 0), (8000, 0), (6, 10), (-5, -9)):
            bounds = {"since": now - dt.timedelta(days=since), "until": now - dt.timedelta(days=until)}
            assert headlines("पुल", **bounds) == [f"पुल {days}" for days in self.AGES if until <= days < since]

    def test_the_desk_finds_what_is_to_come_and_what_was_never_published(self) -> None:
        self.make()
        later = factories.draft("पुल कल")
        publishing.schedule(later, at=timezone.now() + dt.timedelta(days=900), by=cast.meera())
        draft = factories.draft("पुल लेख")
        found = search.find_in_any_state("पुल")
        assert found[0] == later.pk
        assert draft.pk in found
        assert len(found) == len(self.AGES) + 2


class TestWhoIsNeverFound:
    def test_a_scheduled_story_is_found_from_its_time_on_without_anything_happening_then(self) -> None:
        soon = timezone.now() + dt.timedelta(hours=1)
        publishing.schedule(factories.draft("अनोखावृत्तांत"), at=soon, by=cast.meera())
        assert headlines("अनोखावृत्तांत") == []
        assert headlines("अनोखावृत्तांत", at=soon + dt.timedelta(seconds=1)) == ["अनोखावृत्तांत"]

    def test_an_expired_story_is_found_no_more(self) -> None:
        story = factories.story("अनोखावृत्तांत")
        end = timezone.now() + dt.timedelta(hours=1)
        publishing.expire(story, at=end, by=cast.meera())
        assert headlines("अनोखावृत्तांत") == ["अनोखावृत्तांत"]
        assert headlines("अनोखावृत्तांत", at=end) == []

    @pytest.mark.parametrize("transition", ["withdraw", "trash"])
    def test_a_story_taken_down_leads_to_nothing_at_all(self, transition: str) -> None:
        story = factories.story("झिलमिलपुर में मेला")
        factories.story("झूलमल में मेला")
        getattr(publishing, transition)(story, by=cast.meera())
        for typed in ("झिलमिलपुर", "jhilmilpur", "झिलमिलपूर", "jhilmilpoor"):
            found = search.find(typed)
            assert list(found.articles) == []
            assert "झिलमिलपुर" not in " ".join(found.suggestions)

    def test_a_draft_is_never_found(self) -> None:
        factories.draft("अनोखावृत्तांत")
        assert headlines("अनोखावृत्तांत") == []
